"""Word 6 and 95: antiword, a Debian package, turns such a file into DocBook. Nothing else here starts a program."""

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
MAX_OUTPUT = 8 * 1024 * 1024
_ELSE = "请用 Word 或 WPS 打开后另存为 docx 再上传"
_BLANKS = re.compile(r"[ \t\r\n]+")


def read(data: bytes) -> Source:
    """The document as blocks. Columns are counted: antiword does not say how cells lie. Raises IntakeError."""
    program = shutil.which("antiword")
    if program is None:
        raise IntakeError(
            f"这是 Word 95 或更早的文档，服务器上没有读它的程序（管理员可安装 Debian 软件包 antiword），{_ELSE}。"
        )
    root = _parsed(_run(program, data))
    blocks = Blocks()
    for element in root.iter("title", "para", "informaltable"):
        inside = next(element.iterancestors("informaltable", "bookinfo"), None)
        if inside is not None or element.getparent() is root:
            continue
        if element.tag == "informaltable":
            blocks.grid(_cells(element), ragged=True)
        else:
            level = sum(
                1
                for _ in element.iterancestors(
                    "chapter", "sect1", "sect2", "sect3", "sect4", "sect5"
                )
            )
            own = "".join(
                [
                    element.text or "",
                    *(
                        _flat(child)
                        for child in element
                        if child.tag != "informaltable"
                    ),
                ]
            )
            blocks.paragraph(_joined(own), level=level if element.tag == "title" else 0)
    if not blocks.found:
        raise IntakeError(f"文件里没有读出文字，{_ELSE}。")
    blocks.remark(
        "文件是 Word 95 或更早的格式，表格的列是数出来的，合并的单元格可能错位，请逐格核对。"
    )
    return Source("doc", tuple(blocks.found), remarks=tuple(blocks.remarks))


def _run(program: str, data: bytes) -> bytes:
    """What the program writes, within bounds of time and length."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "report.doc").write_bytes(data)
        late = threading.Event()
        try:
            running = subprocess.Popen(  # noqa: S603  # a fixed program, a name of our own, no shell
                [program, "-m", "UTF-8.txt", "-x", "db", "report.doc"],
                cwd=folder,
                env={"HOME": folder, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise IntakeError(f"读旧 Word 文档的程序没有启动，{_ELSE}。") from error
        with running:
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


def _stop(running: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    running.kill()


def _parsed(xml: bytes) -> Any:
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
    return [
        PlacedCell(_joined(_flat(entry)), row, column, line=row + 1, ordinal=column + 1)
        for row, line in enumerate(table.iter("row"))
        for column, entry in enumerate(line.iterchildren("entry"))
    ]


def _flat(element: Any) -> str:
    return "".join(element.itertext()) + (element.tail or "")


def _joined(text: str) -> str:
    """antiword breaks lines where it likes; in a text without blanks between words a break is nothing."""
    return _BLANKS.sub(" ", text.strip())
