"""Reports and facts that lie beside the tree on some machines; tests that read them skip where they do not."""

import os
from pathlib import Path

import pytest

SHARED = Path(
    os.environ.get("SHARED_DIR") or Path(__file__).resolve().parents[3] / "shared"
)


def shared(name: str) -> Path:
    """The path of a shared file; the test that asks is skipped, by that name, where it is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs ../shared/{name}")
    return path
