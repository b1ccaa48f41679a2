"""Parses the parts of a DOCX into XML trees: no entity is expanded, nothing outside the file is ever asked for."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cache
from typing import Any
from zipfile import ZipFile

from lxml import etree

from disclosure.intake.formats.zips import member, open_zip
from disclosure.intake.source import IntakeError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/",
        b"http://schemas.openxmlformats.org/drawingml/2006/",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""The strict flavour of the format has other names for the same things."""

MAX_XML = 48 * 1024 * 1024


class DocxPackage:
    """A DOCX. Raises IntakeError where it cannot be one."""

    def __init__(self, data: bytes) -> None:
        self._archive: ZipFile = open_zip(data)
        self.names = frozenset(self._archive.namelist())
        main = self._main()
        if main not in self.names:
            raise IntakeError(
                "Word 文档里没有正文部分，文件已损坏，请用 Word 或 WPS 打开后另存一份再上传。"
            )

        self._folder = posixpath.dirname(main)
        self.document = self._tree(main)
        self.relations = list(self._relations(main))

    def part(self, kind: str) -> Any | None:
        """The tree of the part that the document relates to as `kind` ("styles",
        "numbering", …), None if absent."""
        for relation in self.relations:
            if not relation.get("Type", "").endswith(f"/{kind}"):
                continue
            if relation.get("TargetMode") == "External":
                continue

            name = self._resolve(relation.get("Target", ""))
            if name in self.names:
                return self._tree(name)

        return None

    def title(self) -> str:
        """The title in the document's properties, "" where it has none."""
        if "docProps/core.xml" not in self.names:
            return ""

        title = self._tree("docProps/core.xml").findtext(_TITLE)
        return (title or "").strip()

    def _main(self) -> str:
        """The name of the part with the text: usually word/document.xml, but
        document2.xml occurs."""
        for relation in self._relations(""):
            if relation.get("Type", "").endswith("/officeDocument"):
                return str(relation.get("Target", "")).lstrip("/")

        return "word/document.xml"

    def _relations(self, part: str) -> Iterator[Any]:
        """What the part relates to; "" is the whole package."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path in self.names:
            yield from self._tree(path).iter(_RELATION)

    def _resolve(self, target: str) -> str:
        """The name of a part that the document relates to."""
        if target.startswith("/"):
            return target.lstrip("/")
        return posixpath.normpath(posixpath.join(self._folder, target))

    def _tree(self, name: str) -> Any:
        """Raises IntakeError where the part is too large, broken or dangerous."""
        xml = member(self._archive, name)
        if len(xml) > MAX_XML:
            raise IntakeError(
                f"Word 文档的文字部分超过 {MAX_XML // 1024 // 1024} MB，请只保留报告本身后再上传。"
            )

        root = _parsed(xml)
        # A definition may expand to gigabytes or name a file of ours; no office program
        # writes one.
        if root.getroottree().docinfo.internalDTD is not None:
            raise IntakeError(
                "Word 文档里有不该有的定义（DTD），为安全起见没有读取，请用 Word 或 WPS 另存一份再上传。"
            )
        return root


def _parsed(xml: bytes) -> Any:
    """Comments and instructions of programs are left out: nobody sees them."""
    for strict, usual in _STRICT:
        xml = xml.replace(strict, usual)

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise IntakeError(
            "Word 文档的内容已损坏，读不出，请用 Word 或 WPS 打开后另存一份再上传。"
        ) from error


@cache
def _path(names: tuple[str, ...]) -> str:
    return "/".join(f"{W}{name}" for name in names)


def child(element: Any | None, *names: str) -> Any | None:
    """The first child of that name, or of that path of names; None where it is absent,
    or the element itself is."""
    if element is None:
        return None
    return element.find(_path(names))


def children(element: Any, name: str) -> Iterator[Any]:
    """The children of that name, in order."""
    return iter(element.iterchildren(f"{W}{name}"))


def holds(element: Any, *names: str) -> bool:
    """Whether an element of one of these names stands anywhere in it."""
    found = element.iter(*(f"{W}{name}" for name in names))
    return next(found, None) is not None


def attribute(element: Any | None, name: str, otherwise: str = "") -> str:
    """The `w:` attribute of that name; `otherwise` where it, or the element, is
    absent."""
    if element is None:
        return otherwise
    return str(element.get(f"{W}{name}", otherwise))


def val(element: Any | None, otherwise: str = "") -> str:
    """The `w:val` of an element that may be absent."""
    return attribute(element, "val", otherwise)


def int_val(element: Any | None, otherwise: int = 0) -> int:
    """The `w:val` as a whole number; `otherwise` where it is none."""
    return integer(val(element), otherwise)


def integer(text: str, otherwise: int = 0) -> int:
    """An attribute as a whole number; `otherwise` where it is none. Google Docs writes
    9026.0."""
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return otherwise


def is_on(element: Any | None) -> bool:
    """Whether a switch that may be absent is on: present, and not said to be off."""
    if element is None:
        return False
    return val(element, "true") not in ("0", "false", "off", "none")
