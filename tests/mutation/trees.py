"""Copies of the tree to change things in, below var/; the tree itself is never touched."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.mutation.plain import undecorated

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("disclosure", "docs", "reportsite", "tests")
FILES = ("manage.py", "pyproject.toml")


def mutated_files() -> list[str]:
    """The modules that are mutated, as paths below the top folder."""
    rules = sorted((ROOT / "disclosure" / "rules").glob("*.py"))
    return [
        "disclosure/statutory/figures.py",
        *(str(path.relative_to(ROOT)) for path in rules),
    ]


def make_tree(tree: Path, *, plain: bool = False) -> Path:
    """A fresh copy of what the tests need; `plain` writes the decorators of the mutated modules as calls."""
    shutil.rmtree(tree, ignore_errors=True)
    for name in FOLDERS:
        shutil.copytree(
            ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in FILES:
        shutil.copy(ROOT / name, tree / name)
    for name in mutated_files() if plain else []:
        file = tree / name
        file.write_text(undecorated(file.read_text(encoding="utf-8")), encoding="utf-8")
    return tree
