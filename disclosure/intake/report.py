"""Makes one report of what a reader found in a file: whose, of which year, its tables, its passages, and what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from disclosure.intake import identity, passages
from disclosure.intake.frame import find_frame
from disclosure.intake.passage_drafts import Taken
from disclosure.intake.reading import Open, PlacedTables, Reading
from disclosure.intake.signing import read_signature
from disclosure.intake.source import Block, Source, SourceParagraph, Where
from disclosure.intake.tables import place_tables
from disclosure.intake.texts_sheet import read_texts_sheet
from disclosure.statutory.content import Opening, Signature
from disclosure.statutory.editions import Edition
from disclosure.statutory.editions.spec import Part
from disclosure.statutory.places import WHOLE
from disclosure.statutory.printed import Printed, PrintedHeading

PartBlocks = dict[str, tuple[Block, ...]]
"""{part key: the blocks of its text}."""


def read_report(source: Source) -> Reading:
    """Everything that the file settles, and a list of what it does not. Never raises for what a file says."""
    # The tables are read by the form of their year. Once it is known where they
    # stand, the title is looked for anew above them.
    title = identity.find_title(source.blocks, len(source.blocks) + 1)
    tables = place_tables(source.blocks, year=title.year if title else 0)
    return _Assembly(source, tables).reading()


class _Assembly:
    """Puts together what tables, frame and passages gave."""

    def __init__(
        self,
        source: Source,
        tables: PlacedTables,
    ) -> None:
        self.source = source
        self.tables = tables
        self.edition = tables.edition
        self.blocks: Sequence[Block] = source.blocks
        starts = _table_starts(self.edition, tables)
        self.title = self._title_above(min(starts.values(), default=1))
        self.frame = find_frame(
            self.blocks,
            self.edition,
            starts,
            tables.used,
            self.title.blocks,
        )
        self.signature: Signature | None = None

    def _title_above(self, first_table: int) -> identity.Title:
        """An empty title where there is none."""
        # Where nothing stands above the tables, the title may be below.
        end = first_table if first_table > 1 else len(self.blocks) + 1
        return identity.find_title(self.blocks, end) or identity.NO_TITLE

    def reading(self) -> Reading:
        # Our own workbook has its texts on a sheet, and no headings to go by.
        taken = read_texts_sheet(self.source, self.edition) or self._passages()
        texts = "\n".join(passage.text for passage in taken.passages.values())
        agency = self._agency(texts)
        year = self._year(texts)
        return Reading(
            format=self.source.format,
            edition=self.edition,
            year=year,
            agency_name=agency,
            agency_kind=identity.kind_of(agency),
            title=self.title.text,
            entered=self.tables.entered,
            stated=self.tables.stated,
            passages=taken.passages,
            signature=self.signature,
            opening=self._where_opening(taken),
            printed=self._printed(taken.headings),
            found={**self.tables.found, **taken.found},
            open=(*self._unknown(agency, year), *self.tables.open, *taken.open),
            remarks=self._remarks(),
        )

    def _passages(self) -> Taken:
        """The passages of every part with texts; the signature is cut off the last part found."""
        parts = self._parts_with_what_is_run_in()
        self._cut_signature(parts)
        whole = Taken()
        for part in self.edition.parts:
            if not part.passages:
                continue

            taken = self._passages_of(part, parts)
            whole.passages.update(taken.passages)
            whole.found.update(taken.found)
            whole.headings += taken.headings
            whole.open += taken.open

        return whole

    def _passages_of(
        self,
        part: Part,
        parts: PartBlocks,
    ) -> Taken:
        if part.key not in parts:
            return passages.nothing_of(part)

        inside = parts[part.key]
        if part is self.edition.parts[0]:
            return passages.take_overview(part, self.frame.before, inside)
        if len(part.passages) > 1:
            return passages.take_issues(part, inside)
        return passages.take_other(part, inside)

    def _parts_with_what_is_run_in(self) -> PartBlocks:
        """The parts, with the text that stands on the line of a heading: `六、其他需要报告的事项：无。`"""
        parts = dict(self.frame.parts)
        for boundary in self.frame.boundaries:
            if boundary.printed.rest:
                where = self.blocks[boundary.at].where
                run_in = SourceParagraph(boundary.printed.rest, where)
                parts[boundary.part] = (run_in, *parts[boundary.part])

        return parts

    def _cut_signature(self, parts: PartBlocks) -> None:
        if not self.frame.boundaries:
            return

        last = self.frame.boundaries[-1].part
        blocks = parts[last]
        lines = list(_lines_with_text(blocks))
        signed = read_signature(lines, self.title.agency)
        self.signature = signed.signature
        cut = lines[len(lines) - signed.lines :]
        numbers = {line.where.block for line in cut}
        parts[last] = tuple(b for b in blocks if b.where.block not in numbers)

    @cached_property
    def _titles_elsewhere(self) -> list[identity.Title]:
        return list(identity.named_elsewhere(self.source))

    def _agency(self, texts: str) -> str:
        """The title's office, else the first that the file names as its own; "" where it names none."""
        if self.title.agency:
            return self.title.agency

        # From what is surest to what is least: properties and facts of the page, the
        # opening's own words, the signature, which may be another office's.
        candidates = [title.agency for title in self._titles_elsewhere]
        candidates += identity.named_inside(texts)
        if self.signature:
            candidates.append(self.signature.agency)

        for name in candidates:
            if identity.OFFICE.search(name):
                return name

        return ""

    def _year(self, texts: str) -> int:
        """The title's year, else the one that all other titles, or all periods in the text, agree on; 0 without any."""
        if self.title.year:
            return self.title.year

        # Other reports may be linked beside this one: they all have to agree.
        elsewhere = identity.only(title.year for title in self._titles_elsewhere)
        return elsewhere or identity.only(identity.years_inside(texts))

    def _unknown(
        self,
        agency: str,
        year: int,
    ) -> list[Open]:
        # A person is shown the title, where there is half of one.
        where = None
        if self.title.blocks:
            where = Where(block=self.title.blocks[0])

        unknown: list[Open] = []
        if not agency:
            message = "没有找到报告属于哪个机关，请写明。"
            unknown.append(Open(WHOLE, "unknown", message, where))

        if not year:
            message = "没有找到报告的年份，请写明。"
            unknown.append(Open(WHOLE, "unknown", message, where))

        return unknown

    def _where_opening(self, taken: Taken) -> Opening:
        # Above 一、 as offices print it, or below it as the form has it.
        first = self.edition.passages[0].key
        if self.frame.before and first in taken.passages:
            return "before"
        return "inside"

    def _printed(self, inner: Sequence[PrintedHeading]) -> Printed:
        """The headings in the order of the file: each part's, then the ones inside it."""
        headings: list[PrintedHeading] = []
        for boundary in self.frame.boundaries:
            line = boundary.printed
            headings.append(PrintedHeading(line.number + line.label, boundary.part))
            headings += [heading for heading in inner if heading.part == boundary.part]

        return Printed(
            headings=tuple(headings),
            tables=self.tables.states,
            labels=self.tables.labels,
            extra=self.tables.extra,
        )

    def _remarks(self) -> tuple[str, ...]:
        if not self.frame.left:
            return self.source.remarks

        left = f"报告之后的页面文字有 {self.frame.left} 段，没有收入。"
        return (*self.source.remarks, left)


def _lines_with_text(blocks: Sequence[Block]) -> Iterator[SourceParagraph]:
    for block in blocks:
        if isinstance(block, SourceParagraph) and block.text.strip():
            yield block


def _table_starts(
    edition: Edition,
    tables: PlacedTables,
) -> dict[str, int]:
    """{part key: number of the block where the first of its tables begins}."""
    starts: dict[str, int] = {}
    for place, found in tables.found.items():
        block = found.where.block
        if place.table and block:
            key = edition.part_of(place.table).key
            starts[key] = min(starts.get(key, block), block)

    return starts
