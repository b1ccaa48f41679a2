"""Making the font subsets: all faces at once, each in a process of its own, and only when something has changed."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

from disclosure.outputs import font_charset, font_subset, fonts, pdf

RECIPE = 2
"""Raised when the subsets come out differently from the same sources."""


def build_fonts(report: Callable[[str], object], *, force: bool = False) -> None:
    """Write the subsets and our fontconfig file. Raises OSError with a sentence when a source or space is missing."""
    sources = {face: _source(face) for face in fonts.FACES}
    points = font_charset.wanted()
    folder = fonts.folder()
    folder.mkdir(parents=True, exist_ok=True)
    _write(fonts.config_file(), fonts.config_text())
    stamp, stamp_file = _stamp(sources, points), folder / "built.json"
    built = stamp_file.is_file() and stamp_file.read_text(encoding="utf-8") == stamp
    if (
        built
        and not force
        and all((folder / face.file).is_file() for face in fonts.FACES)
    ):
        report("Font subsets are up to date.")
        return

    started = time.monotonic()
    report(f"Cutting {len(sources)} fonts down to {len(points)} characters …")
    stamp_file.unlink(missing_ok=True)
    # Processes of their own are not forked from this one: it may have threads and open connections.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        jobs = {
            pool.submit(font_subset.cut, face, path, folder / face.file, points): face
            for face, path in sources.items()
        }
        for job in as_completed(jobs):
            face = jobs[job]
            report(
                f"  {face.file}: {job.result()} characters, {time.monotonic() - started:.0f} s"
            )

        _write(stamp_file, stamp)
        report("Indexing the fonts of this machine …")
        with suppress(pdf.PdfUnavailable):  # HTML needs no fonts of ours
            pool.submit(pdf.warm_up).result()


def _source(face: fonts.Face) -> Path:
    path = fonts.find_source(face.source)
    if path is None:
        raise FileNotFoundError(
            f"The font {face.source} is not installed: run apt-get install {face.package}."
        )
    return path


def _stamp(sources: dict[fonts.Face, Path], points: set[int]) -> str:
    """What the subsets depend on."""
    characters = hashlib.sha256(repr(sorted(points)).encode()).hexdigest()
    files = {
        str(path): [path.stat().st_size, int(path.stat().st_mtime)]
        for path in sources.values()
    }
    faces = [[face.family, face.weight, face.file] for face in sources]
    return json.dumps(
        {"recipe": RECIPE, "characters": characters, "files": files, "faces": faces},
        indent=1,
    )


def _write(path: Path, text: str) -> None:
    partial = path.with_suffix(f".{os.getpid()}")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
