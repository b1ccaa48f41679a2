"""Writes the report as it was read, with every note at its cell or words: for the screen, and for A4. No arithmetic."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import TypeGuard

from disclosure.intake.reading import Reading
from disclosure.outputs import document, fitting, markup
from disclosure.outputs.document import Document, Filled, Signed, Tables
from disclosure.outputs.examination import words
from disclosure.outputs.examination.notes import MANY, Note, by_place
from disclosure.outputs.html import breakable
from disclosure.outputs.marks import places
from disclosure.outputs.paper import upright_words
from disclosure.outputs.passages import BodyParagraph, Heading, passage_of
from disclosure.statutory.chinese import cut_off
from disclosure.statutory.editions import Table
from disclosure.statutory.figures import format_figure
from disclosure.statutory.grid import FigureCell
from disclosure.statutory.places import Place

LONGEST_RAW = 24
"""Characters of what stands in an open cell; the list has all of it."""
NAMELESS = "（文件没有写明题目）"
LOST = {"missing": "文件中没有这张表。", "picture": "文件中这张表是图片，读不出数字。"}


class Paper:
    """One report on one sheet. `top` is the level of its title; `upright` sets vertical words for a printer of ours."""

    def __init__(self, reading: Reading, *, top: int, upright: bool = False) -> None:
        self.reading = reading
        self.content = reading.content()
        self.top = top
        self.upright = upright
        built = document.build(self.content)
        blocks = tuple(block for block in map(self._as_printed, built.blocks) if block)
        self.document = Document(reading.title or NAMELESS, blocks, self.content)
        self.long = {block.key for block in blocks if _is_long(block)}
        self.open = {entry.place: entry.raw.strip() for entry in reading.open}
        self.messages = _messages(reading)
        self.notes: Sequence[Note] = ()

    @property
    def there(self) -> frozenset[str]:
        """Every id that the paper has."""
        return places(self.document)

    def write(self, notes: Sequence[Note]) -> str:
        """The report as an `<article>`."""
        self.notes, self.at = notes, by_place(notes)
        self.outline = markup.Outline(self.top)
        title = f'<h{self.top} class="l1">{escape(self.document.title)}</h{self.top}>'
        made = "\n".join(self._runs())
        return f'<article class="report examined" lang="zh-Hans">\n{title}\n{made}\n</article>\n'

    def _as_printed(self, block: document.Block) -> document.Block | None:
        """Headings of parts as the file has them; tables that it does not have are left out."""
        if isinstance(block, Heading) and block.key:
            return dataclasses.replace(block, text=self._printed_heading(block))

        if isinstance(block, Tables):
            kept = tuple(table for table in block.tables if not self._lost(table.key))
            return dataclasses.replace(block, tables=kept)

        return block

    def _printed_heading(self, block: Heading) -> str:
        for heading in self.reading.printed.headings:
            if heading.part == block.key:
                return heading.text

        return block.text

    def _lost(self, table: str) -> str:
        return LOST.get(self.reading.printed.tables.get(table, ""), "")

    def _runs(self) -> Iterator[str]:
        for passage, run in groupby(self.document.blocks, key=_passage_of_block):
            if passage:
                text = [b for b in run if isinstance(b, Heading | BodyParagraph)]
                yield self._passage(passage, text)
            else:
                yield from map(self._block, run)

    def _block(self, block: document.Block) -> str:
        match block:
            case Heading():
                look = "sheet" if block.key in self.long else ""
                notes = self.at.get(f"part-{block.key}", ())
                heading = markup.heading(block, self.outline, look)
                return heading + self._beside(notes)
            case BodyParagraph():
                return markup.paragraph(block, self.outline)
            case Tables():
                return self._tables(block)
            case Signed():
                return markup.signature(block)

    # ── Text ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def _passage(self, place: str, blocks: list[Heading | BodyParagraph]) -> str:
        key = place.removeprefix("p-")
        passage, slot = self.content.passage(key), self.content.edition.passage(key)
        notes = self.at.get(place, ())
        heading = passage.printed_heading(slot)
        marked = words.stretches(blocks, heading, passage.text, notes)
        # Notes without words, and those whose words are not in what is printed, stand under the first block.
        found = {stretch.note.number for run in marked.values() for stretch in run}
        loose = [note for note in notes if note.number not in found]
        made = []
        for at, block in enumerate(blocks):
            run = marked.get(at, ())
            made.append(self._line(block, run))
            ended = [stretch.note for stretch in run if stretch.last]
            made.append(self._beside([*(loose if at == 0 else ()), *ended]))

        made += [
            f'<p class="lost">没有读定：{escape(said)}</p>'
            for said in self.messages.get(key, ())
        ]
        return f'<div id="{place}">' + "".join(made) + "</div>"

    def _line(
        self, block: Heading | BodyParagraph, marked: Sequence[words.MarkedWords]
    ) -> str:
        numerals = {stretch.note.number: numeral(stretch.note) for stretch in marked}
        if isinstance(block, Heading):
            tag = self.outline.tag(block.level)
            text = words.write(block.text, 0, marked, numerals)
            return f'<{tag} class="l{block.level}">{text}</{tag}>'

        text = words.write(block.text, len(block.lead), marked, numerals)
        if not block.lead:
            return f"<p>{text}</p>"

        tag = self.outline.tag(block.level)
        lead = words.write(block.lead, 0, marked, numerals)
        return f'<div class="run-in"><{tag} class="l{block.level}">{lead}</{tag}><p>{text}</p></div>'

    def _beside(self, notes: Sequence[Note]) -> str:
        """What the notes say, in small type under what they speak of."""
        lines = "".join(
            f'<li class="note note-{note.finding.level.value}">{numeral(note)}'
            f"<b>{note.finding.level.label}</b> {escape(note.finding.message)}</li>"
            for note in notes
        )
        return f'<ul class="notes">{lines}</ul>' if lines else ""

    # ── Tables ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _tables(self, block: Tables) -> str:
        part = self.content.edition.part(block.key)
        here = {table.key for table in part.tables}
        region = self._region(block) if block.tables else ""
        lost = "".join(self._lost_table(table) for table in part.tables)

        cells = tuple(f"c-{key}-" for key in here)
        notes = [
            note for note in self.notes if note.at and note.at[0].startswith(cells)
        ]
        return region + lost + self._differences(here) + self._beside(notes)

    def _region(self, block: Tables) -> str:
        tables = "\n".join(self._table(block, filled) for filled in block.tables)
        name = escape(f"{block.name} {block.heading}")
        return f'<div class="tables" role="region" aria-label="{name}" tabindex="0">\n{tables}\n</div>'

    def _lost_table(self, table: Table) -> str:
        why = self._lost(table.key)
        name = escape(self.content.edition.table_name(table.key))
        return f'<p class="lost">{name}：{why}</p>' if why else ""

    def _table(self, block: Tables, filled: Filled) -> str:
        writer = markup.TableWriter(self._words(filled), self._cell, named=True)
        columns = _columns(filled) if self.upright else ""
        return writer.under_heading(filled, block.heading, columns)

    def _words(self, filled: Filled) -> markup.Words:
        if not self.upright:
            return breakable

        narrow = fitting.fit(filled).narrow_columns(filled)
        return lambda cell: upright_words(cell, cell.key in narrow)

    def _cell(self, filled: Filled, slot: FigureCell) -> str:
        name = Place(filled.key, slot.row, slot.column).anchor
        notes = self.at.get(name, ())
        write = self._total if slot.total else self._entered
        said, classes = write(filled, slot)
        # Findings come gravest first: the cell has the colour of the first.
        if notes:
            classes.append(f"has-{notes[0].finding.level.value}")

        look = f' class="{" ".join(classes)}"' if classes else ""

        numerals = "".join(numeral(note) for note in notes if _is_numbered(note, name))
        if numerals:
            said += f"<span class=nums>{numerals}</span>"

        return f'<td id="{name}"{look}>{said}</td>'

    def _total(self, filled: Filled, slot: FigureCell) -> tuple[str, list[str]]:
        """The total as printed; what it should be stands under one that is wrong, in brackets where none is printed."""
        computed = filled.text(slot)
        printed = self.reading.stated.get(filled.key, {}).get((slot.row, slot.column))
        if printed is None:
            # A file of ours need not state its totals.
            if not computed or self.reading.format == "json":
                return escape(computed), []
            return f"<i>（{escape(computed)}）</i>", ["unstated"]

        if printed == filled.values[slot.row, slot.column] or not computed:
            return escape(format_figure(printed)), []
        return (
            f"<s>{escape(format_figure(printed))}</s><small>算得 {escape(computed)}</small>",
            ["off"],
        )

    def _entered(self, filled: Filled, slot: FigureCell) -> tuple[str, list[str]]:
        place = Place(filled.key, slot.row, slot.column)
        found = self.reading.found.get(place)
        note = f"<small>{escape(found.note)}</small>" if found and found.note else ""
        if place in self.open:
            raw = self.open[place]
            shown = cut_off(raw, LONGEST_RAW)
            return (escape(shown) or "<small>空</small>") + note, ["open"]

        unsure = ["unsure"] if found and not found.sure else []
        return escape(filled.text(slot)) + note, unsure

    def _differences(self, tables: set[str]) -> str:
        """Labels that are not the form's, and lines that the form does not have."""
        edition, printed = self.content.edition, self.reading.printed
        said = []
        for place, label in printed.labels.items():
            table, _, key = place.partition(".")
            if table in tables:
                official = _official_label(edition.table(table), key)
                said.append(f"「{label}」，格式中为「{official}」")

        lines = []
        if said:
            lines.append(f"文件中的名称与格式不同：{'；'.join(said)}。")

        # Lines that the form does not have are looked for in table three alone.
        if edition.table_as("requests").key in tables and printed.extra:
            lines.append(f"文件中另有格式没有的行：{'；'.join(printed.extra)}。")

        return "".join(f'<p class="differs">{escape(line)}</p>' for line in lines)


def _passage_of_block(block: document.Block) -> str:
    """The passage of which a block is, by its id; "" for headings of parts, tables and the signature."""
    return passage_of(getattr(block, "place", ""))


def _is_numbered(note: Note, cell: str) -> bool:
    """Whether a cell shows the number of a note: of one on many cells the first alone does."""
    return len(note.finding.cells) <= MANY or note.at[0] == cell


def _is_long(block: document.Block) -> TypeGuard[Tables]:
    """Whether the tables of a part begin a page of their own."""
    if not isinstance(block, Tables):
        return False
    return any(len(table.grid.body) > fitting.FEW_LINES for table in block.tables)


def _messages(reading: Reading) -> dict[str, list[str]]:
    """{passage: why nothing was read there for certain}."""
    messages: dict[str, list[str]] = {}
    for entry in reading.open:
        if entry.place.passage:
            messages.setdefault(entry.place.passage, []).append(entry.message)

    return messages


def _official_label(form: Table, key: str) -> str:
    """The form's own label of a line, a bracket or a column."""
    for row in form.rows:
        if row.key == key and row.official:
            return row.official

    for group in form.groups:
        if group.key == key:
            return group.official

    for column in form.columns:
        if column.key == key:
            return column.label

    return key


def numeral(note: Note) -> str:
    """The number of a note as a link to the list; level and message are its name."""
    says = escape(
        f"第 {note.number} 条，{note.finding.level.label}：{note.finding.message}"
    )
    return (
        f'<a class="num num-{note.finding.level.value}" href="#{note.id}" title="{says}" aria-label="{says}">'
        f"{note.number}</a>"
    )


def _columns(filled: Filled) -> str:
    """Widths of the columns, in percent: the sheet has other margins than the report."""
    fit = fitting.fit(filled)
    widths = (*fit.stub, *fit.figures.widths)
    shares = [100 * width / sum(widths) for width in widths]
    columns = "".join(f'<col style="width:{share:.2f}%">' for share in shares)
    return f"<colgroup>{columns}</colgroup>"
