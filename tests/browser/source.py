"""A published report as plain text: what its tables and passages hold, and what must be read again in ours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from disclosure.statutory.editions.e2021 import EDITION_2021 as EDITION

PART = re.compile(r"[一二三四五六]、")
SUBHEAD = re.compile(r"（[一二三四五]）[^：]{2,14}(?:：|$)")
SENTENCE = re.compile(r"[^。；]+[。；]?")


@dataclass
class Source:
    """`figures` in paper order per table; `passages` key -> (heading or None, text); `lines` as printed, in order."""

    title: str = ""
    headings: list[str] = field(default_factory=list)
    figures: dict[str, list[list[str]]] = field(default_factory=dict)
    passages: dict[str, tuple[str | None, str]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


def squeeze(text: str) -> str:
    """Without blanks, and with the punctuation of the official labels."""
    return re.sub(r"\s", "", text).translate(str.maketrans("(),", "（），"))


def _is_part_heading(line: str) -> bool:
    return bool(PART.match(line)) and "\t" not in line and len(line) < 30


def read_source(text: str) -> Source:
    source = Source()
    lines = [line for line in text.splitlines() if line.strip()]
    source.title, source.lines = squeeze(lines[0]), lines
    part, slot = None, None
    for line in lines[1:]:
        if _is_part_heading(line):
            part = EDITION.parts[len(source.headings)]
            source.headings.append(line.strip())
            slot = next((s.key for s in part.passages if not s.number), None)
        elif "\t" in line:
            _take_figures(source, part, line)
        elif part and part.passages:
            slot = _take_text(source, part, line.strip(), slot)
    return source


def _take_figures(source: Source, part, line: str) -> None:
    cells = [cell for cell in re.split(r"\t+", line.strip()) if cell]
    figures = [cell for cell in cells if re.fullmatch(r"[0-9.]+", cell)]
    if figures:
        source.figures.setdefault(part.key, []).append(figures)


def _take_text(source: Source, part, line: str, slot: str | None) -> str:
    head = SUBHEAD.match(line)
    if head:
        taken = [s.key for s in part.passages if s.number]
        slot = taken[sum(key in source.passages for key in taken)]
        source.passages[slot] = (head[0], line[head.end() :].strip())
        return slot
    heading, before = source.passages.get(slot, (None, ""))
    source.passages[slot] = (heading, f"{before}\n{line}".strip())
    return slot


def needles(source: Source) -> list[str]:
    """Every sentence, and every line of figures with its label, squeezed, in the order of the source."""
    wanted = []
    for line in source.lines:
        if "\t" not in line:
            wanted += SENTENCE.findall(squeeze(line))
        elif re.search(r"\t[0-9]", line) or re.match(r"[0-9]\t", line):
            wanted.append(squeeze(line))
    return wanted


def labels(source: Source) -> list[str]:
    """The words of the tables' heads; paper lays spanned heads out in its own order."""
    heads = [
        line
        for line in source.lines
        if "\t" in line and not re.search(r"(?:^|\t)[0-9]", line)
    ]
    return [
        squeeze(cell) for line in heads for cell in line.split("\t") if cell.strip()
    ]


def missing_in_order(wanted: list[str], text: str) -> list[str]:
    """The wanted strings that do not follow the ones before them in the text."""
    text, at, missing = squeeze(text), 0, []
    for needle in wanted:
        found = text.find(needle, at)
        if found < 0:
            missing.append(needle)
        else:
            at = found + len(needle)
    return missing
