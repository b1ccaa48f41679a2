"""What a file that was read becomes: last year's figures, an archived report, the beginning of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from disclosure.access import Action, may_in
from disclosure.comparison import comparable
from disclosure.desk import drafts
from disclosure.desk.importing import Imported
from disclosure.exchange import ExchangeError, content_hash, dump_report, load_report
from disclosure.models import (
    Acceptance,
    ArchiveReport,
    PriorFigures,
    Release,
    Report,
    User,
)
from disclosure.public.indexing import index_archive
from disclosure.review.moves import NotAllowed, lock_draft
from disclosure.statutory.content import (
    EMPTY_PASSAGE,
    CellChange,
    Content,
    PassageChange,
    PassageText,
)
from disclosure.statutory.figures import format_figure
from disclosure.statutory.places import Place, read_place


class Unfit(ValueError):
    """The file cannot become this. One Chinese sentence: why, and what to do."""


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
class Plan:
    """What filling a draft from a file would do: places that are blank in it, and places that it holds otherwise."""

    blank: tuple[Place, ...]
    differing: tuple[Difference, ...]
    same: int
    unplaced: tuple[str, ...]
    """Figures of the file for which the draft's form has no place."""


@transaction.atomic
def accept_as_prior(*, found: Imported, by: User) -> PriorFigures:
    """The figures of the file's year, for the report of the year after. Raises NotAllowed, WrongStage, Unfit."""
    _require(by, "edit", found)
    content = _fit(found)
    agency = found.file.agency
    if Release.objects.filter(
        report__agency=agency, report__year=content.year
    ).exists():
        raise Unfit(f"{content.year} 年的报告在本系统里已经发布，上年数以它为准。")
    if ArchiveReport.objects.filter(agency=agency, year=content.year).exists():
        raise Unfit(f"{content.year} 年的报告已经归档，上年数以它为准。")
    following = (
        Report.objects.filter(agency=agency, year=content.year + 1)
        .select_related("agency")
        .first()
    )
    if following:
        lock_draft(following, by)
    prior = PriorFigures.objects.create(
        agency=agency,
        year=content.year,
        source=found.file.source_name,
        exchange_json=dump_report(content),
        by=by,
        by_name=str(by),
    )
    _record(found, Acceptance.What.PRIOR, following, by)
    return prior


@transaction.atomic
def accept_as_archive(
    *, found: Imported, seen: str, by: User, ours: bool = False
) -> ArchiveReport:
    """Show the file to the public as the report of its year, on exactly the content seen. Raises NotAllowed, Unfit.

    It replaces an older archived one of the year. It needs the role that publishing needs; and where the file names
    another office, `ours`: somebody says that it is this office's all the same, under the name it had then.
    """
    _require(by, "publish", found)
    content = _fit(found)
    if found.strange and not ours:
        raise Unfit(
            f"文件里写的机关是“{found.reading.agency_name}”。确实是本机关的，请勾选以后再归档。"
        )
    if content_hash(content) != seen:
        raise Unfit("您打开之后，核对的内容有了改动。请重新看过再归档。")
    archive = ArchiveReport.objects.create(
        agency=found.file.agency,
        year=content.year,
        title=content.title[:300],
        exchange_json=dump_report(content),
        content_hash=seen,
        file=found.file,
        left_open=len(found.reading.open),
        by=by,
        by_name=str(by),
    )
    if index_archive(archive) is None:
        raise Unfit(
            f"{content.year} 年的报告在本系统里已经发布，不能再归档。发布的报告有错的，请作更正。"
        )
    _record(found, Acceptance.What.ARCHIVE, None, by)
    return archive


def plan(found: Imported, report: Report) -> Plan:
    """What `fill_draft` would do to the draft as it stands."""
    theirs, mine = found.content, report.content
    wanted = _wanted(theirs, mine)
    held = {place: _held(mine, place) for place in wanted}
    differing = tuple(
        Difference(place, place.name(mine.edition), _shown(held[place]), _shown(text))
        for place, text in wanted.items()
        if held[place] not in (EMPTY_PASSAGE.text, EMPTY_PASSAGE, text)
    )
    blank = tuple(
        place for place in wanted if held[place] in (EMPTY_PASSAGE.text, EMPTY_PASSAGE)
    )
    same = sum(held[place] == text for place, text in wanted.items())
    return Plan(blank, differing, same, tuple(_unplaced(theirs, mine)))


@transaction.atomic
def fill_draft(
    *, found: Imported, report: Report, by: User, take: Mapping[str, str] | None = None
) -> drafts.Saved:
    """Fill the blank places of the draft of the file's year, and those that were chosen: {anchor: what the draft held}.

    A place that holds something else by now is a conflict and stays. Raises NotAllowed, WrongStage, Unfit.
    """
    _require(by, "edit", found)
    if _fit(found).year != report.year or report.agency_id != found.file.agency_id:
        raise Unfit(
            f"文件是 {found.content.year} 年的，不能填进 {report.year} 年的草稿。"
        )
    chosen = {
        read_place(report.edition, anchor): held
        for anchor, held in (take or {}).items()
    }
    wanted = _wanted(found.content, report.content)
    filled = {
        place: text
        for place, text in wanted.items()
        if place in chosen or not _filled(report.content, place)
    }
    cells = [
        CellChange(
            place,
            chosen.get(place, ""),
            str(text),
            how="imported",
        )
        for place, text in filled.items()
        if place.table
    ]
    saved = drafts.save_cells(report=report, changes=cells, by=by)
    texts = [
        _passage_change(report, place, text, chosen)
        for place, text in filled.items()
        if place.passage
    ]
    passages = drafts.save_passages(report=saved.report, changes=texts, by=by)
    _sign(found, passages.report, by)
    saved.changed, saved.passages = saved.changed + passages.changed, passages.passages
    _record(found, Acceptance.What.DRAFT, report, by, saved.changed)
    return saved


def _passage_change(
    report: Report, place: Place, text: str | PassageText, chosen: Mapping[Place, str]
) -> PassageChange:
    """A passage is taken over what it held when the person chose, heading and all."""
    now = report.content.passage(place.passage)
    was = (
        now if chosen.get(place) == _shown(now) else PassageText(chosen.get(place, ""))
    )
    return PassageChange(
        place.passage, was, text if isinstance(text, PassageText) else PassageText(text)
    )


def _sign(found: Imported, report: Report, by: User) -> None:
    """Who signed and when, where the draft says nothing of it."""
    signature = found.content.signature
    if signature and not (report.signature_agency or report.signature_date):
        drafts.save_settings(
            report=report, opening=found.content.opening, signature=signature, by=by
        )


def _wanted(theirs: Content, mine: Content) -> dict[Place, str | PassageText]:
    """What the file says at places that both forms have under the same name."""
    wanted: dict[Place, str | PassageText] = {}
    for table in mine.edition.tables:
        for row, column in comparable(table, theirs.edition):
            text = format_figure(theirs.entered.get(table.key, {}).get((row, column)))
            if text and table.is_entered(row, column):
                wanted[Place(table.key, row, column)] = text
    for slot in mine.edition.passages:
        if theirs.passage(slot.key).text.strip():
            wanted[Place(passage=slot.key)] = theirs.passage(slot.key)
    return wanted


def _unplaced(theirs: Content, mine: Content) -> list[str]:
    return [
        f"{theirs.edition.cell_name(table.key, row, column)}：{format_figure(value)}"
        for table in theirs.edition.tables
        for (row, column), value in theirs.entered.get(table.key, {}).items()
        if value and not _known(table.key, row, column, mine, theirs)
    ]


def _known(table: str, row: str, column: str, mine: Content, theirs: Content) -> bool:
    tables = {found.key: found for found in mine.edition.tables}
    return table in tables and (row, column) in comparable(
        tables[table], theirs.edition
    )


def _held(content: Content, place: Place) -> str | PassageText:
    if place.passage:
        return content.passage(place.passage)
    return format_figure(
        content.entered.get(place.table, {}).get((place.row, place.column))
    )


def _filled(content: Content, place: Place) -> bool:
    return _held(content, place) not in (EMPTY_PASSAGE.text, EMPTY_PASSAGE)


def _shown(held: str | PassageText) -> str:
    return (
        held
        if isinstance(held, str)
        else "\n".join(filter(None, (held.heading, held.text)))
    )


def _require(by: User, action: Action, found: Imported) -> None:
    if not may_in(by, action, found.file.agency):
        raise NotAllowed("您在这个机关的职责不包括这项操作。")


def _fit(found: Imported) -> Content:
    """The content, if it can be kept as a report. Raises Unfit."""
    if not found.content.year:
        raise Unfit("还不知道这是哪一年的报告。请先填写年度。")
    try:
        load_report(dump_report(found.content).encode())
    except ExchangeError as problem:
        raise Unfit(f"读到的内容不能保存：{problem}") from None
    return found.content


def _record(
    found: Imported,
    what: Acceptance.What,
    report: Report | None,
    by: User,
    places: int = 0,
) -> Acceptance:
    return Acceptance.objects.create(
        file=found.file,
        what=what,
        year=found.content.year,
        report=report,
        places=places,
        left_open=len(found.reading.open),
        findings=[
            {"code": finding.code, "message": finding.message}
            for finding in found.findings
        ],
        by=by,
        by_name=str(by),
    )
