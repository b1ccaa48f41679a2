"""Accepts a file that was read as last year's figures or as an archived report; raises Unfit where it cannot be that."""

from __future__ import annotations

from django.db import transaction

from disclosure.access import Action, may_in
from disclosure.desk.importing import Imported
from disclosure.exchange import ExchangeError, content_hash, dump_report, load_report
from disclosure.models import (
    Acceptance,
    ArchiveReport,
    PriorFigures,
    Report,
    User,
    archived_report,
    is_released,
    report_of,
)
from disclosure.public.indexing import index_archive
from disclosure.review.moves import NotAllowed, lock_draft
from disclosure.statutory.content import Content

LONGEST_TITLE = 300
"""Characters of a title that the database keeps; what a file has for one may be a whole paragraph."""


class Unfit(ValueError):
    """The file cannot become this. One Chinese sentence: why, and what to do."""


@transaction.atomic
def accept_as_prior(*, found: Imported, by: User) -> PriorFigures:
    """The figures of the file's year, for the report of the year after. Raises NotAllowed, WrongStage, Unfit."""
    require(by, "edit", found)
    content = fit_content(found)
    agency = found.file.agency
    if is_released(agency, content.year):
        raise Unfit(f"{content.year} 年的报告在本系统里已经发布，上年数以它为准。")
    if archived_report(agency, content.year):
        raise Unfit(f"{content.year} 年的报告已经归档，上年数以它为准。")

    following = report_of(agency, content.year + 1)
    if following:
        # What is handed in was judged against other figures: they change only under a draft.
        lock_draft(following, by)

    prior = PriorFigures.objects.create(
        agency=agency,
        year=content.year,
        source=found.file.source_name,
        exchange_json=dump_report(content),
        by=by,
        by_name=str(by),
    )
    note_acceptance(found, Acceptance.What.PRIOR, following, by)
    return prior


@transaction.atomic
def accept_as_archive(
    *, found: Imported, seen: str, by: User, ours: bool = False
) -> ArchiveReport:
    """Show the file to the public as the report of its year, on exactly the content seen. Raises NotAllowed, Unfit.

    It replaces an older archived one of the year. It needs the role that publishing needs; and where the file names
    another office, `ours`: somebody says that it is this office's all the same, under the name it had then.
    """
    require(by, "publish", found)
    content = fit_content(found)
    if found.strange and not ours:
        raise Unfit(
            f"文件里写的机关是“{found.reading.agency_name}”。确实是本机关的，请勾选以后再归档。"
        )
    if content_hash(content) != seen:
        raise Unfit("您打开之后，核对的内容有了改动。请重新看过再归档。")

    archive = ArchiveReport.objects.create(
        agency=found.file.agency,
        year=content.year,
        title=content.title[:LONGEST_TITLE],
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

    note_acceptance(found, Acceptance.What.ARCHIVE, None, by)
    return archive


def require(by: User, action: Action, found: Imported) -> None:
    """Raises NotAllowed where the person may not do this with the file."""
    if not may_in(by, action, found.file.agency):
        raise NotAllowed("您在这个机关的职责不包括这项操作。")


def fit_content(found: Imported) -> Content:
    """The content, if it can be kept as a report. Raises Unfit."""
    if not found.content.year:
        raise Unfit("还不知道这是哪一年的报告。请先填写年度。")

    try:
        load_report(dump_report(found.content).encode())
    except ExchangeError as problem:
        raise Unfit(f"读到的内容不能保存：{problem}") from None

    return found.content


def note_acceptance(
    found: Imported,
    what: Acceptance.What,
    report: Report | None,
    by: User,
    places: int = 0,
) -> Acceptance:
    """Record what the file became, and which of its sums did not agree then; `places` of a draft were filled."""
    disagreements = [
        {"code": finding.code, "message": finding.message} for finding in found.findings
    ]
    return Acceptance.objects.create(
        file=found.file,
        what=what,
        year=found.content.year,
        report=report,
        places=places,
        left_open=len(found.reading.open),
        findings=disagreements,
        by=by,
        by_name=str(by),
    )
