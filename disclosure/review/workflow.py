"""What may happen to a report. Every move is one transaction: row locked, stage read again, Event written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from disclosure.access import Action, may
from disclosure.audit.record import record
from disclosure.exchange import content_hash, dump_report
from disclosure.models import (
    Agency,
    Answer,
    Comment,
    Membership,
    Move,
    PriorFigures,
    Release,
    ReleaseFile,
    Report,
    ReportingYear,
    ReviewStep,
    Role,
    Stage,
    User,
    has_said,
)
from disclosure.public.indexing import index_release
from disclosure.review.context import note_paragraphs
from disclosure.review.findings import (
    findings_of,
    last_archive,
    last_release,
    open_findings,
    with_answers,
)
from disclosure.review.moves import (
    MOVES,
    Blocked,
    Changed,
    NoReason,
    NotAllowed,
    UnknownQuery,
    WrongStage,
    lock_draft,
    locked,
    make_move,
)
from disclosure.review.steps import Trail, may_recall, trail_of, turn_of
from disclosure.rules import Level
from disclosure.statutory.content import Content
from disclosure.statutory.editions import edition_for


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """A report as printed for release, and the hash of the content it was printed from."""

    content_hash: str
    files: Mapping[str, bytes]


@transaction.atomic
def enter_prior(
    *, report: Report, content: Content, source: str, by: User
) -> PriorFigures:
    """Enter last year's figures with their source. Raises NotAllowed; WrongStage where a release or an archived report
    already says them."""
    report = lock_draft(report, by)
    if last_release(report) or last_archive(report):
        raise WrongStage(report)
    return PriorFigures.objects.create(
        agency=report.agency,
        year=content.year,
        source=source,
        exchange_json=dump_report(content),
        by=by,
        by_name=str(by),
    )


def moves_open_to(
    user: User, report: Report, trail: Trail | None = None
) -> set[Action]:
    """The moves a person could make now."""
    of_stage = MOVES[Stage(report.stage)]
    allowed: set[Action] = {move for move in of_stage if may(user, move, report)}
    trail = trail or trail_of(report)
    if report.stage == Stage.SUBMITTED:
        allowed -= _moves_of_another_turn(user, report, trail)

    # Once somebody has decided, the clerk asks for the report back; it is no longer taken back.
    if trail.decisions:
        allowed.discard("withdraw")

    if not may_recall(user, report, trail):
        allowed.discard("recall")

    was_published = any(event.move == Move.PUBLISH for event in trail.events)
    if not was_published:
        allowed.discard("drop")

    return allowed


def _moves_of_another_turn(user: User, report: Report, trail: Trail) -> set[Action]:
    """Of the moves of a submitted report, those that are not this person's to make at the step it has come to.

    Who has written the report may send it back at their step, and not approve it.
    """
    step = trail.next
    if step is None or turn_of(user, step, report, writers_too=True) is None:
        return {"send_back", "approve"}

    if turn_of(user, step, report) is None:
        return {"approve"}

    return set()


@transaction.atomic
def open_report(*, agency: Agency, year: int, by: User) -> Report:
    """Begin an office's report for a year that is open; the one that exists where somebody was quicker."""
    if not Membership.objects.filter(user=by, agency=agency, role=Role.CLERK).exists():
        raise NotAllowed("只有本机关的填报人员可以开始填报。")
    if not ReportingYear.objects.filter(year=year, is_open=True).exists():
        raise NotAllowed(f"{year} 年度没有开放填报。")

    report, created = Report.objects.get_or_create(
        agency=agency,
        year=year,
        defaults={"edition_key": edition_for(year).key, "changed_by": by},
    )
    if created:
        record(report=report, move=Move.OPEN, by=by)

    return report


@transaction.atomic
def submit(*, report: Report, by: User) -> Report:
    """Hand a draft in for approval. Raises NotAllowed, WrongStage, Blocked."""
    report = locked(report, "submit", by)
    blocking = open_findings(report)
    if blocking:
        raise Blocked(blocking)

    report.submitted_by = by
    note_paragraphs(report)
    return make_move(report, Move.SUBMIT, by)


@transaction.atomic
def answer(*, report: Report, fingerprint: str, reason: str, by: User) -> Answer | None:
    """Answer a query with a reason, or take the answer back with a blank one; None then.

    Raises NotAllowed, WrongStage; UnknownQuery where the query is not asked, or not any more.
    """
    report = lock_draft(report, by)
    query = next(
        (
            f
            for f in findings_of(report)
            if f.fingerprint == fingerprint and f.level is Level.QUERY
        ),
        None,
    )
    if query is None:
        raise UnknownQuery

    if not reason.strip():
        report.answers.filter(fingerprint=fingerprint).delete()
        return None

    values = {
        "code": query.code,
        "reason": reason.strip(),
        "by": by,
        "by_name": str(by),
    }
    given, _ = Answer.objects.update_or_create(
        report=report, fingerprint=fingerprint, defaults=values
    )
    return given


@transaction.atomic
def withdraw(*, report: Report, by: User) -> Report:
    """Take a submitted report back before anybody has decided. Raises NotAllowed, WrongStage."""
    report = locked(report, "withdraw", by)
    if trail_of(report).decisions:
        raise WrongStage(report)
    return make_move(report, Move.WITHDRAW, by)


@transaction.atomic
def send_back(*, report: Report, by: User, note: str) -> Report:
    """Return a report to its clerk: at a step by whoever decides there, once approved by any of them.

    The note becomes a comment on the whole. Raises NotAllowed, WrongStage; NoReason when the note is blank and the person
    has no comment open since submission.
    """
    report = locked(report, "send_back", by)
    trail = trail_of(report)
    deciding = [trail.next] if trail.next else trail.steps
    step, person = _turn(by, deciding, report, writers_too=True)
    if note.strip():
        Comment.objects.create(report=report, text=note.strip(), by=by, by_name=str(by))
    elif not has_said(report, by):
        raise NoReason

    return make_move(
        report, Move.SEND_BACK, by, note=note.strip(), step=step, acting_for=person
    )


@transaction.atomic
def approve(*, report: Report, by: User, seen: str, step: str = "") -> Report:
    """Decide at the step whose turn it is, on exactly the content seen; the last step approves the report.

    `step` is the name of the step that was on the screen: a form sent twice does not decide two steps. Raises NotAllowed
    (also to who wrote it, and to who stands in for them), WrongStage, Changed.
    """
    report = locked(report, "approve", by)
    current = content_hash(report.content)
    trail = trail_of(report, current)
    if trail.next is None or (step and step != trail.next.name):
        raise WrongStage(report)

    name, person = _turn(by, [trail.next], report)
    if seen != current:
        raise Changed(report)
    return make_move(
        report,
        Move.APPROVE if trail.is_last else Move.PASS,
        by,
        step=name,
        acting_for=person,
    )


@transaction.atomic
def recall(*, report: Report, by: User) -> Report:
    """Take one's own decision back before the next step acts. Raises NotAllowed, WrongStage."""
    report = locked(report, "recall", by)
    trail = trail_of(report)
    if not may_recall(by, report, trail):
        raise WrongStage(report)
    return make_move(report, Move.RECALL, by, step=trail.events[-1].step)


def _turn(
    by: User, steps: Sequence[ReviewStep], report: Report, *, writers_too: bool = False
) -> tuple[str, User | None]:
    """(step, for whom) of the first of the steps at which the person may decide. Raises NotAllowed."""
    for step in steps:
        person = turn_of(by, step, report, writers_too=writers_too)
        if person is not None:
            return step.name, None if person.pk == by.pk else person

    if any(turn_of(by, step, report, writers_too=True) for step in steps):
        raise NotAllowed("报告由您或者您所代理的人填写、提交，须由另一位审核人员审核。")

    raise NotAllowed(f"现在是“{steps[0].name}”这一步，不由您办理。")


@transaction.atomic
def correct(*, report: Report, by: User, reason: str) -> Report:
    """Open a published report again for a correction, with its reason. Its release stays as it is.

    Raises NotAllowed, WrongStage; ValueError when the reason is blank.
    """
    if not reason.strip():
        raise ValueError("更正必须写明原因。")
    return make_move(
        locked(report, "correct", by), Move.CORRECT, by, note=reason.strip()
    )


@transaction.atomic
def drop(*, report: Report, by: User) -> Report:
    """Give a correction up while nothing differs from what is published. Raises NotAllowed, WrongStage, Changed."""
    report = locked(report, "drop", by)
    release = report.releases.first()
    if release is None:
        raise WrongStage(report)
    if release.content_hash != content_hash(report.content):
        raise Changed(report)
    return make_move(report, Move.DROP, by)


@transaction.atomic
def publish(*, report: Report, by: User, printed: PrintedReport) -> Report:
    """Freeze the approved content as a Release, and let the public find it. Raises NotAllowed, WrongStage, Changed."""
    report = locked(report, "publish", by)
    approved = report.events.filter(move=Move.APPROVE).last()
    current = content_hash(report.content)
    if (
        approved is None
        or approved.content_hash != current
        or printed.content_hash != current
    ):
        raise Changed(report)

    release = Release.objects.create(
        report=report,
        number=report.releases.count() + 1,
        title=report.title,
        exchange_json=dump_report(report.content),
        content_hash=current,
        reason=_reason(report),
        answers=_answer_record(report),
        published_by=by,
    )
    files = {
        key: body for key, body in printed.files.items() if key != "json"
    }  # the content itself is the JSON
    ReleaseFile.objects.bulk_create(
        ReleaseFile(release=release, format=key, body=body)
        for key, body in files.items()
    )
    index_release(release)
    return make_move(report, Move.PUBLISH, by, release=release)


def _reason(report: Report) -> str:
    """Why this is a correction; blank for a first publication."""
    event = report.events.filter(
        move__in=(Move.CORRECT, Move.PUBLISH, Move.DROP)
    ).last()
    return event.note if event and event.move == Move.CORRECT else ""


def _answer_record(report: Report) -> list[dict[str, str]]:
    """The answered queries as a release keeps them."""
    return [
        {
            "code": finding.code,
            "message": finding.message,
            "reason": answer.reason,
            "by": answer.by_name,
            "at": answer.at.isoformat(),
        }
        for finding, answer in with_answers(report, findings_of(report))
        if answer
    ]
