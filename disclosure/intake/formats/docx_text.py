"""The text of a Word paragraph as a reader sees it: results of fields, insertions kept, deletions and hidden text not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from disclosure.intake.formats.docx_parts import MC, W, integer, is_on

LEFT_OUT = frozenset(
    {
        f"{W}{name}"
        for name in (
            "del",
            "moveFrom",
            "rt",
            "sdtPr",
            "pPr",
            "instrText",
            "delText",
            "delInstrText",
        )
    }
    | {f"{MC}Fallback"}
)
_BOX = f"{W}txbxContent"
_RUN, _RUN_PROPERTIES = f"{W}r", f"{W}rPr"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DRAWINGS = (f"{W}drawing", f"{W}pict", f"{W}object")
_SIMPLE = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_EMU = 12_700
MISSING = "〓"
"""For a character of a symbol font whose meaning is not known: printers' sign for a type that is not at hand."""
_SYMBOLS = {
    0xFE: "☑",
    0xFC: "✓",
    0xA8: "□",
    0x6F: "□",
    0xA3: "□",
    0x52: "☑",
    0x6C: "●",
    0x6E: "■",
    0xD8: "➢",
    0xB7: "·",
}


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in a paragraph, sizes in pt."""

    width: int = 0
    height: int = 0
    alternative: str = ""


@dataclass(slots=True)
class Text:
    """A paragraph's text, its forced line ends as "\\n", and the pictures in it."""

    text: str = ""
    images: list[Image] = field(default_factory=list)


class Texts:
    """Reads paragraphs in order; a field may begin in one and end in another."""

    def __init__(self) -> None:
        self._fields: list[bool] = []
        """For each open field, whether its result has begun."""

    def read(self, paragraph: Any) -> Text:
        """The text of one paragraph, without the text boxes that hang on it."""
        if self._fields and not self._fields[-1]:
            self._fields.clear()  # a field's code never runs over a paragraph's end: this one is broken
        found = Text()
        parts: list[str] = []
        walk = etree.iterwalk(paragraph, events=("start",))
        for _, element in walk:
            tag = element.tag
            if (
                tag in LEFT_OUT
                or tag in (_BOX, _RUN_PROPERTIES)
                or tag == _RUN
                and _hidden(element)
            ):
                walk.skip_subtree()
            elif tag == f"{W}fldChar":
                self._field(element.get(f"{W}fldCharType"))
            elif tag in _DRAWINGS:
                found.images += [image] if (image := _image(element)) else []
            elif all(self._fields):
                parts.append(_piece(element))
        found.text = "".join(parts)
        return found

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def _piece(element: Any) -> str:
    tag = element.tag
    if tag == f"{W}t" or tag == _MATH:
        text = element.text or ""
        return text if element.get(_SPACE) == "preserve" else text.strip(" \t\r\n")
    if tag == f"{W}sym":
        return _symbol(element)
    # A tab in a paragraph's properties is a tab stop: those are left out before.
    return _SIMPLE.get(tag, "")


def _symbol(element: Any) -> str:
    try:
        code = int(element.get(f"{W}char") or "", 16)
    except ValueError:
        return MISSING
    return symbol(code, element.get(f"{W}font") or "")


def symbol(code: int, font: str) -> str:
    """The character that a code of a symbol font shows, the sign for a missing one where that is not known."""
    if 0xF000 <= code <= 0xF0FF:
        low = code - 0xF000
        if font.lower() == "wingdings" and 0x81 <= low <= 0x8A:
            return chr(0x2460 + low - 0x81)
        return _SYMBOLS.get(low, MISSING)
    return chr(code) if 0x20 <= code < 0xD800 else MISSING


def _hidden(run: Any) -> bool:
    return is_on(run.find(f"{_RUN_PROPERTIES}/{W}vanish"))


def _image(drawing: Any) -> Image | None:
    """The picture that a drawing shows; None where it is only a shape or a text box."""
    width = height = 0
    alternative = ""
    shows = drawing.tag == f"{W}object"
    for element in drawing.iter():
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if name == "txbxContent":
            return None
        if name in ("blip", "imagedata"):
            shows = True
        elif name == "extent" and not width:
            width, height = (
                integer(element.get("cx") or "") // _EMU,
                integer(element.get("cy") or "") // _EMU,
            )
        elif name == "docPr" and not alternative:
            alternative = element.get("descr") or element.get("title") or ""
    return Image(max(width, 0), max(height, 0), alternative) if shows else None
