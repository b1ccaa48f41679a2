"""LibreOffice without a screen, in a home of its own: files of one kind made of files of another."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path


def convert(home: Path, out: Path, kind: str, files: Sequence[Path], *, filter_name: str = "") -> list[Path]:
    """`kind` is the suffix of what is made; `filter_name` where LibreOffice has several for it."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is missing: run script/setup --test."
    command = [
        soffice,
        f"-env:UserInstallation={home.as_uri()}",
        "--headless",
        "--convert-to",
        f"{kind}:{filter_name}" if filter_name else kind,
        "--outdir",
        out,
    ]
    done = subprocess.run(
        [*command, *files], env=os.environ | {"HOME": str(home)}, capture_output=True, text=True, timeout=1800
    )
    assert done.returncode == 0, done.stderr
    return [out / f"{path.stem}.{kind}" for path in files]
