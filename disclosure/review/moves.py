"""What every move shares: how it is refused, at which stage it belongs, the lock, the record and the stage it leads to."""

from __future__ import annotations

from django.utils import timezone

from disclosure.access import Action, may
from disclosure.audit.record import record
from disclosure.models import LEADS_TO, Move, Release, Report, Stage, User
from disclosure.rules import Finding

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
        super().__init__(
            f"这份报告现在的状态是“{report.get_stage_display()}”，不能再做这一步。"
        )


class NoReason(ValueError):
    """A return says neither why nor where."""

    def __init__(self) -> None:
        super().__init__("请写明退回的原因和要修改的地方，或者先在报告上写意见。")


class Blocked(Exception):
    """Errors, or queries without an answer, stand in the way of submission."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__(
            f"还有 {len(findings)} 处错误或没有说明理由的疑点，处理后才能提交。"
        )


class UnknownQuery(Exception):
    """The query is not asked, or not any more: a value it speaks of has changed."""

    def __init__(self) -> None:
        super().__init__("这个疑点已经不存在了：它涉及的数字有了改动。")


class Changed(Exception):
    """The content is not the content that was seen."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__("您打开之后，这份报告的内容有了改动。请重新看过再决定。")


def require_stage(report: Report, action: Action) -> None:
    """Refuse early, before costly work, what the move itself would refuse. Raises WrongStage."""
    if action not in MOVES[Stage(report.stage)]:
        raise WrongStage(report)


def locked(report: Report, action: Action, by: User) -> Report:
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


def make_move(
    report: Report,
    move: Move,
    by: User,
    note: str = "",
    release: Release | None = None,
    step: str = "",
    acting_for: User | None = None,
) -> Report:
    """The event, then the stage: the database lets a stage change only as the newest event says."""
    record(
        report=report,
        move=move,
        by=by,
        note=note,
        release=release,
        step=step,
        acting_for=acting_for,
    )
    report.stage = LEADS_TO[move]
    report.save(update_fields=["stage", "submitted_by"])
    return report
