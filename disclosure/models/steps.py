"""How a jurisdiction reviews: its steps in order, and who stands in for whom."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from disclosure.models.agencies import Agency
from disclosure.models.people import Role, User

DECIDING = (Role.CHECKER, Role.LEADER, Role.REVIEWER)
"""Roles that can decide at a step."""


class ReviewStep(models.Model):
    """One step of review, for an office and everything below it. The nearest office up the tree that has steps decides.

    Without `at`, people of the reporting office decide, in `role`; with it, people of that office above.
    """

    agency = models.ForeignKey(
        Agency,
        verbose_name="适用于",
        on_delete=models.CASCADE,
        related_name="steps",
        help_text="本机关和它的下级。",
    )
    position = models.PositiveSmallIntegerField("顺序")
    name = models.CharField(
        "名称",
        max_length=40,
        help_text="例如：办公室初审、分管领导审核、区政务公开办审核。",
    )
    role = models.CharField(
        "由谁办理",
        max_length=16,
        choices=[(role.value, role.label) for role in DECIDING],
    )
    at = models.ForeignKey(
        Agency,
        verbose_name="在哪个机关",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="留空是填报机关自己。",
    )

    class Meta:
        verbose_name = verbose_name_plural = "审核步骤"
        ordering = ("agency", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "position"), name="one_step_per_position"
            ),
            models.UniqueConstraint(
                fields=("agency", "name"), name="one_step_per_name"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        above = self.at if self.agency_id else None
        if above and not self.agency.path.startswith(above.path):
            raise ValidationError({"at": "应是适用机关自己或者它的上级。"})
        if self.role == Role.REVIEWER and not self.at_id:
            raise ValidationError({"at": "由上级审核的步骤要写明在哪个机关。"})


class Deputy(models.Model):
    """Who stands in for whom at reviews, from one day to another, both included; every act is recorded as for them."""

    principal = models.ForeignKey(
        User, verbose_name="被代理人", on_delete=models.CASCADE, related_name="deputies"
    )
    deputy = models.ForeignKey(
        User,
        verbose_name="代理人",
        on_delete=models.CASCADE,
        related_name="deputised_for",
    )
    first_day = models.DateField("自")
    last_day = models.DateField("至")

    class Meta:
        verbose_name = verbose_name_plural = "代理"
        ordering = ("-first_day",)
        constraints = (
            models.CheckConstraint(
                condition=Q(last_day__gte=models.F("first_day")),
                name="deputy_days_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(principal=models.F("deputy")),
                name="nobody_is_their_own_deputy",
            ),
        )

    def __str__(self) -> str:
        return f"{self.deputy} 代 {self.principal}"


def principals_of(user: User, on: datetime.date) -> list[User]:
    """The people for whom the person may act on that day."""
    days = Q(first_day__lte=on, last_day__gte=on)
    return [
        row.principal
        for row in Deputy.objects.filter(days, deputy=user.pk).select_related(
            "principal"
        )
    ]
