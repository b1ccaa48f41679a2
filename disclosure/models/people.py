"""People, and what they may do in which office."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from disclosure.models.agencies import Agency


class Role(models.TextChoices):
    """What a person is in an office."""

    CLERK = "clerk", "填报"
    CHECKER = "checker", "初审"
    LEADER = "leader", "审核"
    PUBLISHER = "publisher", "发布"
    REVIEWER = "reviewer", "上级审核"


class User(AbstractUser):
    """Somebody who signs in. `name` is how they are shown and recorded."""

    name = models.CharField("姓名", max_length=100)

    class Meta(AbstractUser.Meta):
        verbose_name = verbose_name_plural = "人员"

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)


class Membership(models.Model):
    """A person's role in an office; a reviewer's reaches over every office below it."""

    user = models.ForeignKey(
        User, verbose_name="人员", on_delete=models.CASCADE, related_name="memberships"
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name="机关",
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField("职责", max_length=16, choices=Role.choices)

    class Meta:
        verbose_name = verbose_name_plural = "职责"
        constraints = (
            models.UniqueConstraint(
                fields=("user", "agency", "role"), name="one_membership_per_role"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency} {self.get_role_display()} {self.user}"
