"""What each person has seen and wishes to be told by mail, and the mails that could not be sent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from disclosure.models.append_only import AppendOnly
from disclosure.models.people import User


class NoticeState(models.Model):
    """How far a person has read, what they want by mail, and when the last digest went out.

    A run that is about to send claims the row until a time; a run that is cut off lets go of it then.
    """

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, related_name="notice_state"
    )
    seen_event = models.PositiveBigIntegerField("已看到第几条办理记录", default=0)
    mail = models.BooleanField(
        "接收邮件提醒", default=True, help_text="关掉以后，一封也不寄。"
    )
    mail_decide = models.BooleanField("等我审核的报告", default=True)
    mail_publish = models.BooleanField("等我发布的报告", default=True)
    mail_fix = models.BooleanField("退回给我修改、要我更正的报告", default=True)
    last_digest_on = models.DateField(null=True)
    last_sent_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "通知设置"

    def __str__(self) -> str:
        return str(self.user)

    def wants(self, kind: str) -> bool:
        """Whether the person wants mail about this kind of turn: decide, publish or fix."""
        return self.mail and bool(getattr(self, f"mail_{kind}"))


def notice_state_of(user: User) -> NoticeState:
    """The person's state; a new one, not kept yet, where there is none."""
    known = NoticeState.objects.filter(user=user).first()
    return known or NoticeState(user=user)


def kept_notice_state(user: User) -> NoticeState:
    """As `notice_state_of`, with its row made where there is none: two requests at once make one."""
    state, _ = NoticeState.objects.get_or_create(user=user)
    return state


class MailFailure(AppendOnly):
    """A digest that could not be sent; without a person, the server could not be reached. Rows are only ever added."""

    user = models.ForeignKey(
        User,
        verbose_name="寄给谁",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    address = models.EmailField("邮箱", blank=True)
    at = models.DateTimeField("时间")
    error = models.CharField("错误", max_length=80)
    reply = models.CharField("服务器的答复", max_length=300, blank=True)
    mails = models.PositiveIntegerField("未寄出几封", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "邮件寄送失败"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(user__isnull=True, address="")
                | Q(user__isnull=False) & ~Q(address=""),
                name="mail_failure_of_a_person_has_an_address",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user or '邮件服务器'} {self.error}"
