"""WeasyPrint without a second copy of every font in memory.

It reads each font file whole when the font is first drawn, and never looks at it again once the font is cut down to the
glyphs in use. Here the copy is made only when somebody asks. tests/test_pdf.py fails when an upgrade breaks it.
"""

from __future__ import annotations

from typing import Any


def install() -> None:
    """Replace the attribute `file_content` of WeasyPrint's fonts, once a process."""
    from weasyprint.pdf.fonts import Font
    from weasyprint.text.fonts import get_hb_object_data

    if isinstance(getattr(Font, "file_content", None), property):
        return

    def read(font: Any) -> bytes:
        content = vars(font).get("_cut_down") or get_hb_object_data(font.hb_face)
        return bytes(content)

    def write(font: Any, content: bytes) -> None:
        # The first time it is the whole file, which the face has anyway.
        vars(font)["_cut_down"] = content if "_cut_down" in vars(font) else b""

    Font.file_content = property(read, write)
