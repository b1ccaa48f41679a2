"""What may happen to a report. Every move is one transaction: row locked, stage read again, Event written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from disclosure.access import Action, may
from disclosure.audit.record import record
from disclosure.content import Content
from disclosure.editions import edition_for
from disclosure.exchange import content_hash, dump_report
from disclosure.indexing import index_release
from disclosure.models import (
    LEADS_TO,
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
    levels_for,
)
from disclosure.rules import Finding, Level, When, examine
from disclosure.steps import Trail, may_recall, trail_of, turn_of

MOVES: dict[Stage, tuple[Action, ...]] = {
    Stage.DRAFT: ("edit", "submit", "drop"),
    Stage.SUBMITTED: ("withdraw", "approve", "send_back", "recall"),
    Stage.APPROVED: ("publish", "send_back", "recall"),
    Stage.PUBLISHED: ("correct",),
}
"""What may happen to a report at each stage."""


class NotAllowed(Exception):
    """The person may not make this move."""


class WrongStage(Exception):
    """The report is no longer where the move begins: somebody else was quicker."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__(f"这份报告现在的状态是“{report.get_stage_display()}”，不能再做这一步。")


class Blocked(Exception):
    """Errors, or queries without an answer, stand in the way of submission."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__(f"还有 {len(findings)} 处错误或没有说明理由的疑点，处理后才能提交。")


class UnknownQuery(Exception):
    """The query is not asked, or not any more: a value it speaks of has changed."""

    def __init__(self) -> None:
        super().__init__("这个疑点已经不存在了：它涉及的数字有了改动。")


class NoReason(ValueError):
    """A return says neither why nor where."""

    def __init__(self) -> None:
        super().__init__("请写明退回的原因和要修改的地方，或者先在报告上写意见。")


class Changed(Exception):
    """The content is not the content that was seen."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__("您打开之后，这份报告的内容有了改动。请重新看过再决定。")


@dataclass(frozen=True, slots=True)
class Printed:
    """A report as printed for release, and the hash of the content it was printed from."""

    content_hash: str
    files: Mapping[str, bytes]


def last_release(report: Report) -> Release | None:
    """What the same office published here for the year before."""
    releases = Release.objects.filter(report__agency=report.agency_id, report__year=report.year - 1)
    return releases.first()


def last_content(report: Report) -> Content | None:
    """Last year's report: the release in the system, else the figures entered as 「上年数」, else None."""
    last = last_release(report) or prior_figures(report)
    return last.content if last else None


def prior_figures(report: Report) -> PriorFigures | None:
    """The newest 「上年数」 of the report's office for the year before."""
    return PriorFigures.objects.filter(agency=report.agency_id, year=report.year - 1).first()


@transaction.atomic
def enter_prior(*, report: Report, content: Content, source: str, by: User) -> PriorFigures:
    """Enter last year's figures with their source. Raises NotAllowed; WrongStage where a release already says them."""
    report = lock_draft(report, by)
    if last_release(report):
        raise WrongStage(report)
    return PriorFigures.objects.create(
        agency=report.agency,
        year=content.year,
        source=source,
        exchange_json=dump_report(content),
        by=by,
        by_name=str(by),
    )


def findings_of(report: Report, when: When = "submission") -> list[Finding]:
    """Everything the catalogue says of the report as it stands, at the levels of its jurisdiction."""
    return examine(report.content, last_content(report), when=when, levels=levels_for(report.agency))


def answers_to(report: Report, findings: list[Finding]) -> dict[str, Answer]:
    """{fingerprint: answer} of the queries among the findings; answers to what is no longer asked have lapsed."""
    asked = {finding.fingerprint for finding in findings if finding.level is Level.QUERY}
    return {answer.fingerprint: answer for answer in report.answers.all() if answer.fingerprint in asked}


def with_answers(report: Report, findings: list[Finding]) -> list[tuple[Finding, Answer | None]]:
    """The queries among the findings, each with its answer if it has one."""
    answers = answers_to(report, findings)
    return [(finding, answers.get(finding.fingerprint)) for finding in findings if finding.level is Level.QUERY]


def open_findings(report: Report) -> list[Finding]:
    """What stands in the way of submission: errors, and queries without an answer."""
    findings = findings_of(report)
    answered = answers_to(report, findings)
    return [
        finding
        for finding in findings
        if finding.level is Level.ERROR or (finding.level is Level.QUERY and finding.fingerprint not in answered)
    ]


def moves_open_to(user: User, report: Report, trail: Trail | None = None) -> set[Action]:
    """The moves a person could make now."""
    allowed: set[Action] = {move for move in MOVES[Stage(report.stage)] if may(user, move, report)}
    trail = trail or trail_of(report)
    if report.stage == Stage.SUBMITTED:
        turn = turn_of(user, trail.next, report, writers_too=True) if trail.next else None
        if turn is None:
            allowed.discard("send_back")
        if turn is None or turn_of(user, trail.next, report) is None:  # type: ignore[arg-type]
            allowed.discard("approve")
    if trail.decisions:
        allowed.discard("withdraw")
    if not may_recall(user, report, trail):
        allowed.discard("recall")
    if not any(event.move == Move.PUBLISH for event in trail.events):
        allowed.discard("drop")
    return allowed


@transaction.atomic
def open_report(*, agency: Agency, year: int, by: User) -> Report:
    """Begin an office's report for a year that is open; the one that exists where somebody was quicker."""
    if not Membership.objects.filter(user=by, agency=agency, role=Role.CLERK).exists():
        raise NotAllowed("只有本机关的填报人员可以开始填报。")
    if not ReportingYear.objects.filter(year=year, is_open=True).exists():
        raise NotAllowed(f"{year} 年度没有开放填报。")
    report, created = Report.objects.get_or_create(
        agency=agency, year=year, defaults={"edition_key": edition_for(year).key, "changed_by": by}
    )
    if created:
        record(report=report, move=Move.OPEN, by=by)
    return report


@transaction.atomic
def submit(*, report: Report, by: User) -> Report:
    """Hand a draft in for approval. Raises NotAllowed, WrongStage, Blocked."""
    report = _locked(report, "submit", by)
    blocking = open_findings(report)
    if blocking:
        raise Blocked(blocking)
    report.submitted_by = by
    return _move(report, Move.SUBMIT, by)


@transaction.atomic
def answer(*, report: Report, fingerprint: str, reason: str, by: User) -> Answer | None:
    """Answer a query with a reason, or take the answer back with a blank one; None then.

    Raises NotAllowed, WrongStage; UnknownQuery where the query is not asked, or not any more.
    """
    report = lock_draft(report, by)
    query = next((f for f in findings_of(report) if f.fingerprint == fingerprint and f.level is Level.QUERY), None)
    if query is None:
        raise UnknownQuery
    if not reason.strip():
        report.answers.filter(fingerprint=fingerprint).delete()
        return None
    values = {"code": query.code, "reason": reason.strip(), "by": by, "by_name": str(by)}
    given, _ = Answer.objects.update_or_create(report=report, fingerprint=fingerprint, defaults=values)
    return given


@transaction.atomic
def withdraw(*, report: Report, by: User) -> Report:
    """Take a submitted report back before anybody has decided. Raises NotAllowed, WrongStage."""
    report = _locked(report, "withdraw", by)
    if trail_of(report).decisions:
        raise WrongStage(report)
    return _move(report, Move.WITHDRAW, by)


@transaction.atomic
def send_back(*, report: Report, by: User, note: str) -> Report:
    """Return a report to its clerk: at a step by whoever decides there, once approved by any of them.

    The note becomes a comment on the whole. Raises NotAllowed, WrongStage; NoReason when the note is blank and the person
    has no comment open since submission.
    """
    report = _locked(report, "send_back", by)
    trail = trail_of(report)
    deciding = [trail.next] if trail.next else trail.steps
    step, person = _turn(by, deciding, report, writers_too=True)
    if note.strip():
        Comment.objects.create(report=report, text=note.strip(), by=by, by_name=str(by))
    elif not has_said(report, by):
        raise NoReason
    return _move(report, Move.SEND_BACK, by, note=note.strip(), step=step, acting_for=person)


@transaction.atomic
def approve(*, report: Report, by: User, seen: str, step: str = "") -> Report:
    """Decide at the step whose turn it is, on exactly the content seen; the last step approves the report.

    `step` is the name of the step that was on the screen: a form sent twice does not decide two steps. Raises NotAllowed
    (also to who wrote it, and to who stands in for them), WrongStage, Changed.
    """
    report = _locked(report, "approve", by)
    current = content_hash(report.content)
    trail = trail_of(report, current)
    if trail.next is None or (step and step != trail.next.name):
        raise WrongStage(report)
    name, person = _turn(by, [trail.next], report)
    if seen != current:
        raise Changed(report)
    return _move(report, Move.APPROVE if trail.is_last else Move.PASS, by, step=name, acting_for=person)


@transaction.atomic
def recall(*, report: Report, by: User) -> Report:
    """Take one's own decision back before the next step acts. Raises NotAllowed, WrongStage."""
    report = _locked(report, "recall", by)
    trail = trail_of(report)
    if not may_recall(by, report, trail):
        raise WrongStage(report)
    return _move(report, Move.RECALL, by, step=trail.events[-1].step)


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
    return _move(_locked(report, "correct", by), Move.CORRECT, by, note=reason.strip())


@transaction.atomic
def drop(*, report: Report, by: User) -> Report:
    """Give a correction up while nothing differs from what is published. Raises NotAllowed, WrongStage, Changed."""
    report = _locked(report, "drop", by)
    release = report.releases.first()
    if release is None:
        raise WrongStage(report)
    if release.content_hash != content_hash(report.content):
        raise Changed(report)
    return _move(report, Move.DROP, by)


@transaction.atomic
def publish(*, report: Report, by: User, printed: Printed) -> Report:
    """Freeze the approved content as a Release, and let the public find it. Raises NotAllowed, WrongStage, Changed."""
    report = _locked(report, "publish", by)
    approved = report.events.filter(move=Move.APPROVE).last()
    current = content_hash(report.content)
    if approved is None or approved.content_hash != current or printed.content_hash != current:
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
    files = {key: body for key, body in printed.files.items() if key != "json"}  # the content itself is the JSON
    ReleaseFile.objects.bulk_create(ReleaseFile(release=release, format=key, body=body) for key, body in files.items())
    index_release(release)
    return _move(report, Move.PUBLISH, by, release=release)


def _reason(report: Report) -> str:
    """Why this is a correction; blank for a first publication."""
    event = report.events.filter(move__in=(Move.CORRECT, Move.PUBLISH, Move.DROP)).last()
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


def require_stage(report: Report, action: Action) -> None:
    """Refuse early, before costly work, what the move itself would refuse. Raises WrongStage."""
    if action not in MOVES[Stage(report.stage)]:
        raise WrongStage(report)


def _locked(report: Report, action: Action, by: User) -> Report:
    """The report read again under a lock, if `by` may act and its stage is one where the action belongs."""
    if not may(by, action, report):
        raise NotAllowed("您在这个机关的职责不包括这项操作。")
    locked = Report.objects.select_for_update().get(pk=report.pk)
    locked.agency, locked.known_roles = report.agency, report.known_roles
    require_stage(locked, action)
    return locked


def lock_draft(report: Report, by: User) -> Report:
    """For saving: the draft, locked and marked as changed by one UPDATE. Raises NotAllowed, WrongStage.

    A caller that then changes nothing rolls back. The same object is given on, with its content to be read again.
    """
    if not may(by, "edit", report):
        raise NotAllowed("您在这个机关的职责不包括这项操作。")
    now = timezone.now()
    drafts = Report.objects.filter(pk=report.pk, stage=Stage.DRAFT)
    if not drafts.update(changed_by=by, changed_at=now):
        raise WrongStage(Report.objects.select_related("agency").get(pk=report.pk))
    report.stage, report.changed_by, report.changed_at = Stage.DRAFT, by, now
    report.__dict__.pop("content", None)
    return report


def _move(
    report: Report,
    move: Move,
    by: User,
    note: str = "",
    release: Release | None = None,
    step: str = "",
    acting_for: User | None = None,
) -> Report:
    """The event, then the stage: the database lets a stage change only as the newest event says."""
    record(report=report, move=move, by=by, note=note, release=release, step=step, acting_for=acting_for)
    report.stage = LEADS_TO[move]
    report.save(update_fields=["stage", "submitted_by"])
    return report
