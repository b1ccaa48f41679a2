"""Runs antiword, a Debian package, on a Word 6 or 95 file and reads the DocBook that it writes. Nothing else here starts a program."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Any

from lxml import etree

from disclosure.intake.formats.blocks import Blocks, PlacedCell
from disclosure.intake.source import IntakeError, Source

TIMEOUT = 20
"""Seconds, judged; a report is read in less than one."""
MAX_OUTPUT = 8 * 1024 * 1024
_ELSE = "请用 Word 或 WPS 打开后另存为 docx 再上传"
_BLANKS = re.compile(r"[ \t\r\n]+")
_SECTIONS = ("chapter", "sect1", "sect2", "sect3", "sect4", "sect5")


def read(data: bytes) -> Source:
    """The document as blocks. Columns are counted: antiword does not say how cells lie.
    Raises IntakeError."""
    program = shutil.which("antiword")
    if program is None:
        raise IntakeError(
            f"这是 Word 95 或更早的文档，服务器上没有读它的程序（管理员可安装 Debian 软件包 antiword），{_ELSE}。"
        )

    root = _parsed(_run(program, data))
    blocks = Blocks()
    for element in root.iter("title", "para", "informaltable"):
        if _is_of_text(element, root):
            _add(blocks, element)

    if not blocks.found:
        raise IntakeError(f"文件里没有读出文字，{_ELSE}。")

    blocks.remark(
        "文件是 Word 95 或更早的格式，表格的列是数出来的，合并的单元格可能错位，请逐格核对。"
    )
    return Source("doc", tuple(blocks.found), remarks=tuple(blocks.remarks))


def _is_of_text(element: Any, root: Any) -> bool:
    """Whether it stands in the text itself: not in a cell, and no title of the file."""
    if element.getparent() is root:
        return False

    around = element.iterancestors("informaltable", "bookinfo")
    return next(around, None) is None


def _add(blocks: Blocks, element: Any) -> None:
    """A title is a heading of the depth of its section. Other text is a paragraph,
    without the tables in it."""
    if element.tag == "informaltable":
        blocks.grid(_cells(element), ragged=True)
        return

    # antiword writes tables inside of paragraphs; they come by themselves.
    inner = [child for child in element if child.tag != "informaltable"]
    text = (element.text or "") + "".join(map(_flat, inner))
    level = 0
    if element.tag == "title":
        level = sum(1 for _ in element.iterancestors(*_SECTIONS))

    blocks.paragraph(_joined(text), level=level)


def _run(program: str, data: bytes) -> bytes:
    """What the program writes, within bounds of time and length."""
    late = threading.Event()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "report.doc").write_bytes(data)
        with _started(program, folder) as running:
            timer = threading.Timer(TIMEOUT, _stop, (running, late))
            timer.start()
            out = running.stdout.read(MAX_OUTPUT + 1) if running.stdout else b""
            timer.cancel()
            if len(out) > MAX_OUTPUT:
                running.kill()

    if late.is_set():
        raise IntakeError(f"读这份 Word 文档用时太长，已停止，{_ELSE}。")
    if len(out) > MAX_OUTPUT:
        raise IntakeError(f"Word 文档的文字太多，不像一份年度报告，{_ELSE}。")
    if running.returncode != 0:
        raise IntakeError(f"Word 文档读不出，可能已损坏，{_ELSE}。")
    return out


def _started(program: str, folder: str) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603  # a fixed program, a name of our own, no shell
            [program, "-m", "UTF-8.txt", "-x", "db", "report.doc"],
            cwd=folder,
            env={"HOME": folder, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise IntakeError(f"读旧 Word 文档的程序没有启动，{_ELSE}。") from error


def _stop(running: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    running.kill()


def _parsed(xml: bytes) -> Any:
    """The tree, as much of it as can be read: antiword may break off, or write bytes
    that are no characters."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True
    )
    try:
        root = etree.fromstring(xml.decode("utf-8", "replace").encode(), parser)
    except etree.XMLSyntaxError:
        root = None

    if root is None:
        raise IntakeError(f"Word 文档读不出，可能已损坏，{_ELSE}。")
    return root


def _cells(table: Any) -> list[PlacedCell]:
    """Columns are counted: nothing says which one a cell lies in."""
    cells: list[PlacedCell] = []
    for row, line in enumerate(table.iter("row")):
        for column, entry in enumerate(line.iterchildren("entry")):
            text = _joined(_flat(entry))
            cells.append(
                PlacedCell(text, row, column, line=row + 1, ordinal=column + 1)
            )

    return cells


def _flat(element: Any) -> str:
    """All text of the element and what stands behind it."""
    return "".join(element.itertext()) + (element.tail or "")


def _joined(text: str) -> str:
    """antiword breaks lines where it likes: a break is a blank like any other."""
    return _BLANKS.sub(" ", text.strip())
