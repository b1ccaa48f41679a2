"""Fills the draft of a year from a file of that year: its blank places, and those that somebody chose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction

from disclosure.comparison import comparable
from disclosure.desk import drafts
from disclosure.desk.accepting import Unfit, fit_content, note_acceptance, require
from disclosure.desk.importing import Imported
from disclosure.models import Acceptance, Report, User
from disclosure.statutory.content import (
    EMPTY_PASSAGE,
    CellChange,
    Content,
    PassageChange,
    PassageText,
)
from disclosure.statutory.figures import format_figure
from disclosure.statutory.places import Place, read_place

Said = str | PassageText
"""What stands at a place: a figure as text, "" where there is none, or a passage."""
BLANK: tuple[Said, ...] = ("", EMPTY_PASSAGE)


@dataclass(frozen=True, slots=True)
class Difference:
    """A place that the draft holds otherwise than the file: both, as text."""

    place: Place
    label: str
    held: str
    read: str

    @property
    def anchor(self) -> str:
        return self.place.anchor


@dataclass(frozen=True, slots=True)
class FillPlan:
    """What filling a draft from a file would do: places that are blank in it, and places that it holds otherwise."""

    blank: tuple[Place, ...]
    differing: tuple[Difference, ...]
    same: int
    unplaced: tuple[str, ...]
    """Figures of the file for which the draft's form has no place."""


def plan(found: Imported, report: Report) -> FillPlan:
    """What `fill_draft` would do to the draft as it stands."""
    theirs = found.content
    mine = report.content
    blank: list[Place] = []
    differing: list[Difference] = []
    same = 0
    for place, read in _wanted(theirs, mine).items():
        held = _said_at(mine, place)
        if held in BLANK:
            blank.append(place)
        elif held == read:
            same += 1
        else:
            name = place.name(mine.edition)
            differing.append(Difference(place, name, _as_text(held), _as_text(read)))

    return FillPlan(
        tuple(blank), tuple(differing), same, tuple(_unplaced(theirs, mine))
    )


@transaction.atomic
def fill_draft(
    *, found: Imported, report: Report, by: User, take: Mapping[str, str] | None = None
) -> drafts.Saved:
    """Fill the blank places of the draft of the file's year, and those that were chosen: {anchor: what the draft held}.

    A place that holds something else by now is a conflict and stays. Raises NotAllowed, WrongStage, Unfit; KeyError for
    an anchor that the form does not have.
    """
    require(by, "edit", found)
    year = fit_content(found).year
    if year != report.year or report.agency_id != found.file.agency_id:
        raise Unfit(f"文件是 {year} 年的，不能填进 {report.year} 年的草稿。")

    chosen = {
        read_place(report.edition, anchor): held
        for anchor, held in (take or {}).items()
    }
    cells: list[CellChange] = []
    texts: list[PassageChange] = []
    for place, read in _wanted(found.content, report.content).items():
        if place not in chosen and _said_at(report.content, place) not in BLANK:
            continue

        if isinstance(read, PassageText):
            texts.append(_passage_change(report.content, place, read, chosen))
        else:
            was = chosen.get(place, "")
            cells.append(CellChange(place, was, read, how="imported"))

    saved = drafts.save_cells(report=report, changes=cells, by=by)
    passages = drafts.save_passages(report=saved.report, changes=texts, by=by)
    _sign(found, passages.report, by)
    saved.changed += passages.changed
    saved.passages = passages.passages
    note_acceptance(found, Acceptance.What.DRAFT, report, by, saved.changed)
    return saved


def _passage_change(
    mine: Content, place: Place, read: PassageText, chosen: Mapping[Place, str]
) -> PassageChange:
    """A passage is taken over what it held when the person chose, heading and all."""
    now = mine.passage(place.passage)
    held = chosen.get(place, "")
    # The page sent heading and text as one; where that is what stands now, nobody changed it meanwhile.
    is_as_chosen = place in chosen and held == _as_text(now)
    was = now if is_as_chosen else PassageText(held)
    return PassageChange(place.passage, was, read)


def _sign(found: Imported, report: Report, by: User) -> None:
    """Who signed and when, where the draft says nothing of it."""
    signature = found.content.signature
    if signature and not (report.signature_agency or report.signature_date):
        drafts.save_settings(
            report=report, opening=found.content.opening, signature=signature, by=by
        )


def _wanted(theirs: Content, mine: Content) -> dict[Place, Said]:
    """What the file says at places that both forms have under the same name."""
    wanted: dict[Place, Said] = {}
    for table in mine.edition.tables:
        for (row, column), there in comparable(table, theirs.edition).items():
            text = _said_at(theirs, there)
            if text and table.is_entered(row, column):
                wanted[Place(table.key, row, column)] = text

    wanted.update(_wanted_passages(theirs, mine))
    return wanted


def _wanted_passages(theirs: Content, mine: Content) -> Iterator[tuple[Place, Said]]:
    """The passages in which the file says something, at those of the draft that are about the same."""
    slots = {slot.role: slot for slot in theirs.edition.passages}
    for slot in mine.edition.passages:
        if slot.role not in slots:
            continue

        passage = theirs.passage(slots[slot.role].key)
        if passage.text.strip():
            yield Place(passage=slot.key), passage


def _unplaced(theirs: Content, mine: Content) -> Iterator[str]:
    """Figures other than 0 that the draft's form does not ask for: they would be lost."""
    known: set[Place] = set()
    for table in mine.edition.tables:
        known.update(comparable(table, theirs.edition).values())

    for table in theirs.edition.tables:
        for (row, column), value in theirs.entered.get(table.key, {}).items():
            if value and Place(table.key, row, column) not in known:
                name = theirs.edition.cell_name(table.key, row, column)
                yield f"{name}：{format_figure(value)}"


def _said_at(content: Content, place: Place) -> Said:
    if place.passage:
        return content.passage(place.passage)

    cells = content.entered.get(place.table, {})
    return format_figure(cells.get((place.row, place.column)))


def _as_text(said: Said) -> str:
    if isinstance(said, str):
        return said
    return "\n".join(part for part in (said.heading, said.text) if part)
