"""Offices in their tree: plain parent keys, and a path of ids that finds a whole branch with one index."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from disclosure.statutory.content import AGENCY_KINDS, AgencyKind


class Agency(models.Model):
    """An office that reports. `path` is `/1/5/`: the ids from the root down to this one, kept by `save`."""

    code = models.SlugField(
        "代码", max_length=64, unique=True, help_text="用于公开网址，发布后不要改动。"
    )
    name = models.CharField(
        "名称", max_length=200, help_text="机关全称，印在报告标题里。"
    )
    kind = models.CharField("类别", max_length=24, choices=list(AGENCY_KINDS.items()))
    parent = models.ForeignKey(
        "self",
        verbose_name="上级机关",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    path = models.CharField(max_length=255, editable=False, db_index=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "机关"
        ordering = ("path",)

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(
        self,
        *args: object,
        update_fields: Iterable[str] | None = None,
        **kwargs: object,
    ) -> None:
        """Save, and keep the path of this office and of everything below it."""
        super().save(*args, update_fields=update_fields, **kwargs)  # type: ignore[arg-type]
        before = self.path
        above = self.parent.path if self.parent else "/"
        path = f"{above}{self.pk}/"
        if path == before:
            return

        self.path = path
        if before:
            below = Agency.objects.filter(path__startswith=before).exclude(pk=self.pk)
            below.update(path=Concat(Value(path), Substr(F("path"), len(before) + 1)))

        Agency.objects.filter(pk=self.pk).update(path=path)

    @property
    def line(self) -> list[int]:
        """The ids of the offices from the root of the tree down to this one."""
        return [int(pk) for pk in self.path.strip("/").split("/")]

    @property
    def agency_kind(self) -> AgencyKind:
        return cast(AgencyKind, self.kind)

    def clean(self) -> None:
        if self.pk and self.parent and self.parent.path.startswith(self.path):
            raise ValidationError({"parent": "上级机关不能是本机关或者它的下级。"})


def agency_named(name: str) -> Agency | None:
    """An office with exactly this name; names are not unique, and any of them will do."""
    return Agency.objects.filter(name=name).first() if name else None
