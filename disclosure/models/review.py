"""The record of moves: who did what with a report, when, and on which content, each event linked to the one before."""

from __future__ import annotations

from django.db import models

from disclosure.models.append_only import AppendOnly
from disclosure.models.people import User
from disclosure.models.releases import Release
from disclosure.models.reports import Report, Stage


class Move(models.TextChoices):
    """What may happen to a report."""

    OPEN = "open", "开始填报"
    SUBMIT = "submit", "提交审核"
    WITHDRAW = "withdraw", "撤回"
    SEND_BACK = "send_back", "退回修改"
    PASS = "pass", "本步通过"
    APPROVE = "approve", "审核通过"
    RECALL = "recall", "收回审核意见"
    PUBLISH = "publish", "发布"
    CORRECT = "correct", "更正"
    DROP = "drop", "取消更正"


LEADS_TO = {
    Move.OPEN: Stage.DRAFT,
    Move.SUBMIT: Stage.SUBMITTED,
    Move.WITHDRAW: Stage.DRAFT,
    Move.SEND_BACK: Stage.DRAFT,
    Move.PASS: Stage.SUBMITTED,
    Move.APPROVE: Stage.APPROVED,
    Move.RECALL: Stage.SUBMITTED,
    Move.PUBLISH: Stage.PUBLISHED,
    Move.CORRECT: Stage.DRAFT,
    Move.DROP: Stage.PUBLISHED,
}
"""The stage after each move. The database changes a stage only as the newest event says."""


class Event(AppendOnly):
    """One move. Names are copied, so that the record reads the same when a person or an office is renamed.

    All events of the installation are one chain: numbers without a gap, and each carries the hash of the one before.
    """

    chain_number = models.PositiveBigIntegerField("序号", unique=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="events")
    report_key = models.CharField("报告", max_length=80, help_text="机关代码/年度")
    move = models.CharField("办理", max_length=16, choices=Move.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField("办理人", max_length=100)
    step = models.CharField("步骤", max_length=40, blank=True)
    acting_for = models.ForeignKey(
        User,
        verbose_name="代谁办理",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    acting_for_name = models.CharField("被代理人", max_length=100, blank=True)
    at = models.DateTimeField("时间")
    note = models.TextField(blank=True)
    content_hash = models.CharField("内容摘要", max_length=64)
    release = models.OneToOneField(
        Release,
        verbose_name="发布的版本",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    release_hash = models.CharField("版本摘要", max_length=64, blank=True)
    algorithm = models.CharField("算法", max_length=8)
    previous_hash = models.CharField("前一条的摘要", max_length=64, blank=True)
    hash = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.report_key} {self.get_move_display()} {self.who}"

    @property
    def what(self) -> str:
        """What was done, and at which step where that says more."""
        done = self.get_move_display()
        return done if done.startswith(self.step) else f"{self.step}：{done}"

    @property
    def who(self) -> str:
        """Who did it, and for whom."""
        return (
            f"{self.by_name}（代{self.acting_for_name}）"
            if self.acting_for_name
            else self.by_name
        )


class ChainHead(models.Model):
    """The end of the chain: one row, locked while an event is written. The database lets it go on by one at a time."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return str(self.number)


def newest_event(report: Report) -> Event | None:
    """What was done with a report last."""
    return report.events.last()
