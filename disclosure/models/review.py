"""The record of moves: who did what with a report, when, and on which content."""

from __future__ import annotations

from django.db import models

from disclosure.models.people import User
from disclosure.models.reports import Report


class Move(models.TextChoices):
    """What may happen to a report."""

    OPEN = "open", "开始填报"
    SUBMIT = "submit", "提交审核"
    WITHDRAW = "withdraw", "撤回"
    SEND_BACK = "send_back", "退回修改"
    APPROVE = "approve", "审核通过"
    PUBLISH = "publish", "发布"


class Event(models.Model):
    """One move. The actor's name is copied, so that the record reads the same when a person is renamed."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="events")
    move = models.CharField(max_length=16, choices=Move.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.report} {self.move} {self.by_name}"
