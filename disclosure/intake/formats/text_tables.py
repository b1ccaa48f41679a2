"""Tables that plain text draws: by tabs, by strokes, or by blanks. Where columns are only counted, the grid is ragged.

One cell per line, as a browser or a PDF viewer copies a table, is no drawing: such lines stay paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from disclosure.intake.formats.blocks import PlacedCell

_STROKES = "|│┃｜║"
_STROKE = re.compile(rf"(?<!\\)[{_STROKES}]")
_BORDER = re.compile(rf"[\s\-+=:_{_STROKES}─━┄┈═┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛]+")
_GAP = re.compile(r"[ \u3000]{2,}")
_SENTENCE = re.compile(r"[。！？]|，[^，]*，")
_FIGURE = re.compile(r"[\d０-９][\d０-９.,，．]*|[-—/]")
_PART = re.compile(r"[一二三四五六七八九十]{1,3}、")
_LONGEST = 60
"""Characters of a piece beyond which a line with wide gaps is running text."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table and the lines that it takes up; `end` is the line after it. Without cells: no table begins in any of
    these lines, so that nobody need look again."""

    cells: tuple[PlacedCell, ...]
    ragged: bool
    end: int


def table_at(lines: Sequence[str], start: int) -> Drawn:
    """The table that begins in this line, or the lines in which none does."""
    line = lines[start]
    if "\t" in line or line.startswith('"'):
        return _by_tabs(lines, start)
    if _is_drawn(line):
        return _by_strokes(lines, start)
    return (
        _by_blanks(lines, start)
        if len(_parts(line)) >= 2
        else Drawn((), ragged=True, end=start + 1)
    )


def _cells(rows: Sequence[Sequence[str]]) -> tuple[PlacedCell, ...]:
    return tuple(
        PlacedCell(text.strip(" \u3000"), row, column, line=row + 1, ordinal=column + 1)
        for row, line in enumerate(rows)
        for column, text in enumerate(line)
    )


# ── Tabs ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def _by_tabs(lines: Sequence[str], start: int) -> Drawn:
    """A run of lines with tabs, if at least two hold two texts apart by a tab, or one holds four. A line of text that
    only begins with a tab is an indented paragraph."""
    rows: list[list[str]] = []
    at = start
    while (
        at < len(lines)
        and ("\t" in lines[at] or lines[at].startswith('"'))
        and not _is_indented(lines[at])
    ):
        row, end = _tabbed(lines, at)
        if len(row) < 2:
            break
        rows.append(row)
        at = end
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    if sum(count >= 2 for count in filled) < 2 and max(filled, default=0) < 4:
        return Drawn((), ragged=True, end=max(at, start + 1))
    return Drawn(_cells(rows), ragged=True, end=at)


def _is_indented(line: str) -> bool:
    inner = line.strip("\t ")
    return "\t" not in inner and len(inner) > _LONGEST


def _tabbed(lines: Sequence[str], at: int) -> tuple[list[str], int]:
    """The cells of a line; one that a spreadsheet put in quotation marks may go on over the next lines."""
    text, end = lines[at], at + 1
    while _open_quote(text) and end < len(lines) and end - at <= 6:
        text, end = f"{text}\n{lines[end]}", end + 1
    if _open_quote(text):
        text, end = lines[at], at + 1
    return [_unquoted(cell) for cell in text.split("\t")], end


def _open_quote(text: str) -> bool:
    last = text.rsplit("\t", 1)[-1].lstrip()
    return last.startswith('"') and last.count('"') % 2 == 1


def _unquoted(cell: str) -> str:
    inner = cell.strip()
    if len(inner) >= 2 and inner[0] == inner[-1] == '"':
        return inner[1:-1].replace('""', '"')
    return cell


# ── Strokes ───────────────────────────────────────────────────────────────────────────────────────────────────────
def _is_border(line: str) -> bool:
    inner = line.strip()
    return (
        len(inner) >= 3
        and bool(_BORDER.fullmatch(inner))
        and bool(re.search(r"[-─━═+=]{2}|[┼╋╬]", inner))
    )


def _is_drawn(line: str) -> bool:
    inner = line.strip()
    return _is_border(line) or (
        len(_STROKE.findall(inner)) >= 2 or bool(_STROKE.match(inner))
    )


def _by_strokes(lines: Sequence[str], start: int) -> Drawn:
    """Lines with strokes between their cells. Where rules part the rows, the lines between two rules are one row; a
    Markdown table has one rule, under its head."""
    end = start
    while end < len(lines) and _is_drawn(lines[end]):
        end += 1
    borders = {at for at in range(start, end) if _is_border(lines[at])}
    texts = [at for at in range(start, end) if at not in borders]
    if len(texts) < 2 or not any(len(_STROKE.findall(lines[at])) >= 2 for at in texts):
        return Drawn((), ragged=True, end=end)
    rows: list[list[str]] = []
    ruled = len(borders) >= 3
    fresh = True
    for at in range(start, end):
        if at in borders:
            fresh = True
            continue
        row = _stroked(lines[at])
        if ruled and not fresh and len(row) == len(rows[-1]):
            rows[-1] = [
                f"{above}\n{cell}".strip("\n")
                for above, cell in zip(rows[-1], row, strict=True)
            ]
        else:
            rows.append(row)
        fresh = False
    return Drawn(_cells(rows), ragged=len({len(row) for row in rows}) > 1, end=end)


def _stroked(line: str) -> list[str]:
    inner = line.strip()
    pieces = _STROKE.split(inner)
    pieces = pieces[1:] if _STROKE.match(inner) else pieces
    pieces = pieces[:-1] if len(pieces) > 1 and not pieces[-1].strip() else pieces
    return [piece.strip(" \u3000").replace("\\|", "|") for piece in pieces]


# ── Blanks ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _parts(line: str) -> list[str]:
    inner = line.strip(" \u3000")
    if not inner or "\t" in inner or _SENTENCE.search(inner):
        return []
    parts = _GAP.split(inner)
    return [] if any(len(part) > _LONGEST for part in parts) else parts


def _by_blanks(lines: Sequence[str], start: int) -> Drawn:
    """Lines whose texts stand two or more blanks apart: three with three texts, or two with two of which one ends in a
    figure. A blank line or two and short single texts, a label that goes on, may stand between them."""
    rows: list[list[str]] = []
    kept, end, at = 0, start, start
    while at < len(lines) and at - end <= 4:
        parts = _parts(lines[at])
        if len(parts) >= 2 or (len(parts) == 1 and _goes_on(lines[at])):
            rows.append(parts)
            if len(parts) >= 2:
                kept, end = len(rows), at + 1
        elif lines[at].strip():
            break
        at += 1
    rows = rows[:kept]
    wide = [row for row in rows if len(row) >= 2]
    figures = len(wide) >= 2 and any(_FIGURE.fullmatch(row[-1]) for row in wide)
    if sum(len(row) >= 3 for row in rows) < 3 and not figures:
        return Drawn((), ragged=True, end=end)
    return Drawn(_cells(rows), ragged=True, end=end)


def _goes_on(line: str) -> bool:
    """Whether a single text may be a piece of a label: short, not at the left edge, no heading of a part."""
    inner = line.strip(" \u3000")
    return len(inner) <= 30 and line[:1] in (" ", "\u3000") and not _PART.match(inner)
