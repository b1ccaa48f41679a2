"""One report out of what a reader found in a file: whose, of which year, its tables, its passages, and what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from disclosure.intake import identity, passages
from disclosure.intake.frame import Frame, find_frame
from disclosure.intake.passage_drafts import Taken
from disclosure.intake.reading import Open, PlacedTables, Reading
from disclosure.intake.signing import read_signature
from disclosure.intake.source import Block, Paragraph, Source, Where
from disclosure.intake.tables import place_tables
from disclosure.intake.texts_sheet import read_texts_sheet
from disclosure.statutory.content import Signature
from disclosure.statutory.editions import Edition
from disclosure.statutory.places import WHOLE
from disclosure.statutory.printed import Heading, Printed


def read_report(source: Source) -> Reading:
    """Everything that the file settles, and a list of what it does not. Never raises for what a file says."""
    title = identity.find_title(source.blocks, len(source.blocks) + 1)
    tables = place_tables(source.blocks, year=title.year if title else 0)
    return _Assembly(source, tables).reading()


class _Assembly:
    """Puts together what tables, frame and passages gave."""

    def __init__(self, source: Source, tables: PlacedTables) -> None:
        self.source, self.tables, self.edition = source, tables, tables.edition
        self.blocks: Sequence[Block] = source.blocks
        starts = _table_starts(self.edition, tables)
        first = min(
            starts.values(), default=1
        )  # where nothing stands above the tables, the title may be below
        self.title = identity.find_title(
            self.blocks, first if first > 1 else len(self.blocks) + 1
        )
        self.frame: Frame = find_frame(
            self.blocks,
            self.edition,
            starts,
            tables.used,
            self.title.blocks if self.title else (),
        )
        self.signature: Signature | None = None

    def reading(self) -> Reading:
        taken = read_texts_sheet(self.source, self.edition) or self._passages()
        texts = "\n".join(passage.text for passage in taken.passages.values())
        agency, year, doubts = self._who(texts)
        first = self.edition.passages[0].key
        return Reading(
            format=self.source.format,
            edition=self.edition,
            year=year,
            agency_name=agency,
            agency_kind=identity.kind_of(agency),
            title=self.title.text if self.title else "",
            entered=self.tables.entered,
            stated=self.tables.stated,
            passages=taken.passages,
            signature=self.signature,
            opening="before"
            if self.frame.before and first in taken.passages
            else "inside",
            printed=self._printed(taken.headings),
            found={**self.tables.found, **taken.found},
            open=(*doubts, *self.tables.open, *taken.open),
            remarks=self._remarks(),
        )

    def _passages(self) -> Taken:
        """The passages of every part with texts; the signature is cut off the last part found."""
        whole = Taken()
        parts = self._signed(self.frame.parts)
        for part in self.edition.parts:
            if not part.passages:
                continue
            if part.key not in parts:
                taken = passages.nothing_of(part)
            elif part is self.edition.parts[0]:
                taken = passages.take_overview(part, self.frame.before, parts[part.key])
            elif len(part.passages) > 1:
                taken = passages.take_issues(part, parts[part.key])
            else:
                taken = passages.take_other(part, parts[part.key])
            whole.passages.update(taken.passages)
            whole.found.update(taken.found)
            whole.headings += taken.headings
            whole.open += taken.open
        return whole

    def _signed(
        self, parts: Mapping[str, tuple[Block, ...]]
    ) -> dict[str, tuple[Block, ...]]:
        """The parts with what is run into a heading, and without the signature."""
        whole = dict(parts)
        for boundary in self.frame.boundaries:
            if boundary.printed.rest:
                heading = self.blocks[boundary.at]
                run_in = Paragraph(boundary.printed.rest, heading.where)
                whole[boundary.part] = (run_in, *whole[boundary.part])
        if self.frame.boundaries:
            last = self.frame.boundaries[-1].part
            lines = [
                block
                for block in whole[last]
                if isinstance(block, Paragraph) and block.text.strip()
            ]
            self.signature, count = read_signature(
                lines, self.title.agency if self.title else ""
            )
            dropped = (
                {line.where.block for line in lines[len(lines) - count :]}
                if count
                else set()
            )
            whole[last] = tuple(
                block for block in whole[last] if block.where.block not in dropped
            )
        return whole

    def _who(self, text: str) -> tuple[str, int, list[Open]]:
        """Office and year: the title's, else what the rest agrees on; what is left open is said."""
        elsewhere = list(identity.named_elsewhere(self.source))
        agency = self.title.agency if self.title else ""
        signed = self.signature.agency if self.signature else ""
        candidates = [
            *(t.agency for t in elsewhere),
            *identity.named_inside(text),
            signed,
        ]
        agency = agency or next(
            (name for name in candidates if name and identity.OFFICE.search(name)), ""
        )
        year = self.title.year if self.title else 0
        year = (
            year
            or identity.only(t.year for t in elsewhere)
            or identity.only(identity.years_inside(text))
        )
        where = (
            Where(block=self.title.blocks[0])
            if self.title and self.title.blocks
            else None
        )
        doubts = []
        if not agency:
            doubts.append(
                Open(WHOLE, "unknown", "没有找到报告属于哪个机关，请写明。", where)
            )
        if not year:
            doubts.append(Open(WHOLE, "unknown", "没有找到报告的年份，请写明。", where))
        return agency, year, doubts

    def _printed(self, inner: Sequence[Heading]) -> Printed:
        """The headings in the order of the file: each part's, then the ones inside it."""
        headings: list[Heading] = []
        for boundary in self.frame.boundaries:
            headings.append(
                Heading(boundary.printed.number + boundary.printed.label, boundary.part)
            )
            headings += [heading for heading in inner if heading.part == boundary.part]
        return Printed(
            tuple(headings), self.tables.states, self.tables.labels, self.tables.extra
        )

    def _remarks(self) -> tuple[str, ...]:
        left = (
            (f"报告之后的页面文字有 {self.frame.left} 段，没有收入。",)
            if self.frame.left
            else ()
        )
        return (*self.source.remarks, *left)


def _table_starts(edition: Edition, tables: PlacedTables) -> dict[str, int]:
    """{part key: number of the block where the first of its tables begins}."""
    starts: dict[str, int] = {}
    for place, found in tables.found.items():
        if place.table and found.where.block:
            key = edition.part_of(place.table).key
            starts[key] = min(starts.get(key, found.where.block), found.where.block)
    return starts
