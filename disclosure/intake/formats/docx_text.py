"""Reads the text of a Word paragraph as a person sees it: results of fields, insertions kept, deletions and hidden text not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from disclosure.intake.formats.docx_parts import MC, W, attribute, child, integer, is_on

LEFT_OUT = frozenset(
    {
        f"{W}del",
        f"{W}moveFrom",
        f"{W}rt",  # how a character is said, above it
        f"{W}sdtPr",
        f"{W}pPr",
        f"{W}instrText",
        f"{W}delText",
        f"{W}delInstrText",
        f"{MC}Fallback",  # what stands before it again, for older programs
    }
)
"""Elements of which nothing is read, wherever they stand."""
_BOX = f"{W}txbxContent"
_RUN, _RUN_PROPERTIES = f"{W}r", f"{W}rPr"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DRAWINGS = (f"{W}drawing", f"{W}pict", f"{W}object")
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_EMU = 12_700
"""English Metric Units in a point."""
MISSING = "〓"
"""For a character of a symbol font whose meaning is not known: printers' sign for a
type that is not at hand."""
# Of Wingdings, Wingdings 2 and Symbol: what clerks tick and what begins their lists.
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
class DocxImage:
    """A picture in a paragraph, sizes in pt."""

    width: int = 0
    height: int = 0
    alternative: str = ""


@dataclass(slots=True)
class DocxText:
    """A paragraph's text, its forced line ends as "\\n", and the pictures in it."""

    text: str = ""
    images: list[DocxImage] = field(default_factory=list)


class ParagraphReader:
    """Reads paragraphs in order; a field may begin in one and end in another."""

    def __init__(self) -> None:
        self._fields: list[bool] = []
        """For each open field, whether its result has begun."""

    def read(self, paragraph: Any) -> DocxText:
        """The text of one paragraph, without the text boxes that hang on it."""
        if self._fields and not self._fields[-1]:
            # A field's code never runs over a paragraph's end: this one is broken.
            self._fields.clear()

        found = DocxText()
        parts: list[str] = []
        walk = etree.iterwalk(paragraph, events=("start",))
        for _, element in walk:
            if _is_unread(element):
                walk.skip_subtree()
            elif element.tag == f"{W}fldChar":
                self._field(attribute(element, "fldCharType"))
            elif element.tag in _DRAWINGS:
                image = _image(element)
                if image is not None:
                    found.images.append(image)
            elif all(self._fields):
                parts.append(_piece(element))

        found.text = "".join(parts)
        return found

    def _field(self, kind: str) -> None:
        """A field is a mark, its code, a mark, its result, a mark; another may stand in
        each."""
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def _is_unread(element: Any) -> bool:
    """Whether it is no text of this paragraph: left out, hidden, or of a text box with
    paragraphs of its own."""
    tag = element.tag
    if tag in LEFT_OUT or tag in (_BOX, _RUN_PROPERTIES):
        return True
    if tag != _RUN:
        return False
    return is_on(child(element, "rPr", "vanish"))


def _piece(element: Any) -> str:
    """What an element itself adds to the text: "" where it only holds others."""
    tag = element.tag
    if tag == f"{W}t" or tag == _MATH:
        text = element.text or ""
        if element.get(_SPACE) == "preserve":
            return str(text)
        return str(text.strip(" \t\r\n"))

    if tag == f"{W}sym":
        return _symbol(element)
    # A tab in a paragraph's properties is a tab stop: those are left out before.
    return _CHARACTERS.get(tag, "")


def _symbol(element: Any) -> str:
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return MISSING

    return symbol(code, attribute(element, "font"))


def symbol(code: int, font: str) -> str:
    """The character that a code of a symbol font shows, the sign for a missing one
    where that is not known."""
    if 0xF000 <= code <= 0xF0FF:
        return _font_symbol(code - 0xF000, font)
    # Any other code is Unicode: a character of the font itself, unless it is none.
    return chr(code) if 0x20 <= code < 0xD800 else MISSING


def _font_symbol(low: int, font: str) -> str:
    # ① to ⑩ stand in a row in Wingdings.
    if font.lower() == "wingdings" and 0x81 <= low <= 0x8A:
        return chr(ord("①") + low - 0x81)
    return _SYMBOLS.get(low, MISSING)


def _image(drawing: Any) -> DocxImage | None:
    """The picture that a drawing shows; None where it is only a shape or a text box."""
    if _has(drawing, "{*}txbxContent"):
        return None

    # An embedded object (a worksheet, say) shows a picture of itself.
    is_object = drawing.tag == f"{W}object"
    if not is_object and not _has(drawing, "{*}blip", "{*}imagedata"):
        return None

    width = height = 0
    for extent in drawing.iter("{*}extent"):
        width = integer(extent.get("cx", "")) // _EMU
        height = integer(extent.get("cy", "")) // _EMU
        if width:
            break

    return DocxImage(max(width, 0), max(height, 0), _alternative(drawing))


def _has(element: Any, *tags: str) -> bool:
    return next(element.iter(*tags), None) is not None


def _alternative(drawing: Any) -> str:
    """What the author says that the picture shows, "" where nothing."""
    for properties in drawing.iter("{*}docPr"):
        words = properties.get("descr") or properties.get("title")
        if words:
            return str(words)

    return ""
