"""True 两端对齐 for WeasyPrint: a short line is filled by spacing all its characters alike, not only its blanks.

WeasyPrint stretches blanks, of which Chinese has none. Two of its functions are replaced, `justify_line` when a line
is laid out and `draw_text` when it is drawn; tests/test_justify.py fails when an upgrade moves either of them.
"""

from __future__ import annotations

from typing import Any

LOOSEST = 0.16
"""Of an em: a line that would need more between its characters (before a long address) stays as it is."""


def install() -> None:
    """Replace both functions, once a process."""
    from weasyprint import draw
    from weasyprint.layout import inline

    plain = draw.draw_text
    if getattr(plain, "spaces_characters", False):
        return

    def draw_text(stream: Any, textbox: Any, *rest: Any) -> None:
        spacing = getattr(textbox, "character_spacing", 0)
        if spacing:
            stream.stream.append(f"{spacing:.4f} Tc")

        plain(stream, textbox, *rest)
        if spacing:
            stream.stream.append("0 Tc")

    draw_text.spaces_characters = True  # type: ignore[attr-defined]
    draw.draw_text = draw_text
    inline.justify_line = justify_line


def justify_line(context: Any, line: Any, extra: float) -> None:
    """Share the extra width of a line among its characters. The last one gets none: it stands at the edge."""
    gaps = _characters(line) - 1
    if gaps > 0 and extra / gaps <= LOOSEST * line.style["font_size"]:
        _space(line, extra / gaps, 0.0)


def _characters(box: Any) -> int:
    text = getattr(box, "text", None)
    if text is not None:
        return len(text)
    return sum(map(_characters, getattr(box, "children", ())))


def _space(box: Any, spacing: float, shift: float) -> float:
    """Move and widen a box and all in it; returns by how much what follows has to move."""
    box.position_x += shift
    text = getattr(box, "text", None)
    if text is not None:
        box.character_spacing = spacing
        wider = spacing * len(text)
    else:
        wider = 0.0
        for child in getattr(box, "children", ()):
            wider = _space(child, spacing, shift + wider) - shift

    box.width += wider
    return shift + wider
