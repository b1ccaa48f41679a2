"""Whether the record is whole: the chain from its first event to its head, and every release against its event."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from copy import copy

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import timezone

from disclosure.audit.chain import event_hash, release_hash
from disclosure.audit.heads import KeptHead
from disclosure.models import ChainHead, Event, Move, Release
from disclosure.models.triggers import missing

CHUNK = 500
NEARBY = 50
"""How far from its place a moved event is looked for."""


class Walk:
    """One walk; afterwards `events`, `releases`, and `number` and `hash` of the last event tell what was seen.

    Memory is fixed: events come in chunks, releases one by one, faults are told as they are found.
    """

    def __init__(self, kept: KeptHead | None = None) -> None:
        self.kept = kept
        self.events = self.releases = self.number = 0
        self.hash = self.algorithm = ""
        self.sound = True

    def head(self, time: str, site: str) -> KeptHead:
        """Where the chain ended."""
        return KeptHead(self.number, self.hash, self.algorithm, time, site)

    def faults(self) -> Iterator[str]:
        """One sentence for each fault; none when everything is as it was written."""
        for refusal in missing(connection):
            yield f"数据库缺少保护：触发器 {refusal.name} 不在，或者被改过。"

        before = self._head()
        for event in Event.objects.order_by("chain_number", "pk").iterator(CHUNK):
            faults = list(self._faults(event))
            yield from (f"{named(event)}：{fault}" for fault in faults)
            self.events += 1
            self.number, self.hash, self.algorithm = (
                event.chain_number,
                event.hash,
                event.algorithm,
            )
            self.sound = not faults

        yield from self._end(before)
        witnessed = Event.objects.filter(release=OuterRef("pk"))
        for release in (
            Release.objects.filter(~Exists(witnessed))
            .only("title", "number")
            .iterator(CHUNK)
        ):
            yield f"《{release.title}》第 {release.number} 版：没有对应的发布记录，是插入的。"

    def _faults(self, event: Event) -> Iterator[str]:
        """What is wrong with an event: its place, itself, its link to the one before, what it published."""
        number, expected = event.chain_number, self.number + 1
        if number > expected:
            yield f"它之前的第 {span(expected, number - 1)} 号记录不见了，是被删除的。"

        if number < expected:
            yield f"第 {number} 号已经有过，或者本不该有：有记录是插入的。"

        fault = _altered(event)
        # After a gap, or after an event that was itself altered, no link can be judged.
        judged = number == expected and self.sound
        unlinked = judged and event.previous_hash != self.hash
        if fault:
            yield fault
        elif unlinked:
            yield f"所记的前一条摘要与第 {self.number} 号不符：第 {self.number} 号被改写或替换过，或者两条之间有过增删。"
        elif self.kept and self.kept.number == number and self.kept.hash != event.hash:
            yield "与链头文件所记的摘要不符：这一条或者它之前的记录被整段改写过。"

        if event.move == Move.PUBLISH:
            yield from self._lost(event)

    def _lost(self, event: Event) -> Iterator[str]:
        """What is wrong with the release that an event published."""
        release = (
            Release.objects.filter(pk=event.release_id).first()
            if event.release_id
            else None
        )
        if release is None:
            yield "它发布的版本不见了，是被删除的。"
            return

        self.releases += 1
        with suppress(ValueError):  # the algorithm: that has been told
            if release_hash(release, event.algorithm) != event.release_hash:
                yield f"它发布的《{release.title}》第 {release.number} 版与发布时的摘要不符，已发布的内容被改动过。"

    def _end(self, before: tuple[int, str]) -> Iterator[str]:
        """Whether the chain ends where it was left: by the head in the database, and by the file kept elsewhere."""
        number, _ = before
        if number > self.number:
            yield f"链尾缺失：数据库的链头是第 {number} 号，记录只到第 {self.number} 号，第 {span(self.number + 1, number)} 号被删除。"

        if self.kept and self.kept.number > self.number:
            yield (
                f"链尾缺失：链头文件（{self.kept.site}，{self.kept.time}）记到第 {self.kept.number} 号，"
                f"记录只到第 {self.number} 号，第 {span(self.number + 1, self.kept.number)} 号被删除。"
            )

        number, last = self._head()
        if number < self.number:
            yield f"第 {span(number + 1, self.number)} 号记录在数据库的链头（第 {number} 号）之后，不是系统写入的。"
        elif number == self.number and last != self.hash and self.sound:
            yield f"数据库的链头与第 {self.number} 号的摘要不符：第 {self.number} 号或者链头被改动过。"

    def _head(self) -> tuple[int, str]:
        return ChainHead.objects.values_list("number", "hash").filter(pk=1).first() or (
            0,
            "",
        )


def _altered(event: Event) -> str:
    """What an event's own hash tells: changed, or only moved, where it is whole at another number nearby."""
    if event.at is None:  # SQLite keeps anything in a column of times
        return "时间读不出，被改动过。"

    try:
        if event_hash(event) == event.hash:
            return ""
    except ValueError:
        return f"它的摘要要用 {event.algorithm} 计算，本机做不到，无法核对。"

    moved = copy(event)
    for number in range(
        max(1, event.chain_number - NEARBY), event.chain_number + NEARBY + 1
    ):
        moved.chain_number = number
        if event_hash(moved) == event.hash:
            return f"原来是第 {number} 号，被移动过位置：前面的记录有过增删或者调换。"

    return "内容与它的摘要不符，被改动过。"


def named(event: Event) -> str:
    """第 12 号记录（tangxi/2023 审核通过，陆远舟，2026-11-26 10:03:12）."""
    at = (
        timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M:%S") if event.at else "？"
    )
    return f"第 {event.chain_number} 号记录（{event.report_key} {event.get_move_display()}，{event.by_name}，{at}）"


def span(first: int, last: int) -> str:
    return f"{first}" if first == last else f"{first}–{last}"
