"""LibreOffice without a screen, in a home of its own: files of one kind made of files of another."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

ALWAYS_COMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>"""


def trust_no_stored_value(home: Path) -> Path:
    """A home whose LibreOffice computes every formula of a workbook anew."""
    (home / "user").mkdir()
    (home / "user" / "registrymodifications.xcu").write_text(ALWAYS_COMPUTE)
    return home


def convert(
    home: Path,
    out: Path,
    kind: str,
    files: Sequence[Path],
    *,
    filter_name: str = "",
    seconds: int = 300,
) -> list[Path]:
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
        [*command, *files],
        env=os.environ | {"HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=seconds,
    )
    assert done.returncode == 0, done.stderr
    return [out / f"{path.stem}.{kind}" for path in files]
