"""Paragraphs alike among the reports of a year: by the index, beside comparing all pairs; in memory and in the database.

    .venv/bin/python bench/likeness.py [REPORTS] [PAIRED]

REPORTS of eight long paragraphs, every tenth paragraph taken over from another report with a few words changed. All pairs
are compared on PAIRED of them and reckoned up to all.
"""

from __future__ import annotations

import logging
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from bench.stand.database import database

REPORTS, PAIRED, SEED, COPIED, EDITS = 3000, 60, 5, 0.1, 4
PASSAGES = (
    "proactive",
    "on_request",
    "management",
    "platform",
    "supervision",
    "problems",
    "improvements",
)
SUBJECTS = "街道 社区 窗口 科室 网站 专栏 公示栏 公众号 志愿者 调解室 食堂 学校 卫生站 集市 河道 工地 楼院 驿站".split()
DEEDS = "公布 更新 核对 清理 编排 解释 张贴 回访 汇总 分发 登记 抽查 翻译 录播 讲解 归档 补发 改写".split()
THINGS = "办事清单 收费依据 选址方案 工期安排 补贴名单 检查结果 答复样本 会议要点 预算附表 招标公告 停水通知 就业岗位 培训课表".split()
ENDS = "并留存照片 由专人复核 每月通报一次 当日反馈来电人 请居民代表旁听 附上联系电话 按季度装订成册 在议事会上说明".split()


def sentences(chance: random.Random, count: int) -> str:
    """Sentences of an office's own, with the turns that all such reports share."""
    return "".join(
        f"{chance.choice(SUBJECTS)}{chance.choice(DEEDS)}{chance.choice(THINGS)}，"
        f"{chance.choice(SUBJECTS)}{chance.choice(DEEDS)}{chance.choice(THINGS)}，{chance.choice(ENDS)}。"
        for _ in range(count)
    )


def edited(chance: random.Random, text: str) -> str:
    """The text as a copyist leaves it: a few words put for others."""
    for _ in range(EDITS):
        text = text.replace(chance.choice(DEEDS), chance.choice(DEEDS), 1)

    return text


def invented(count: int) -> tuple[list[Any], int]:
    """So many reports, and how many of their paragraphs were taken over."""
    from tests.support.make import make_content

    chance, written, copied, found = random.Random(SEED), [], 0, []
    for number in range(count):
        texts = {}
        for passage in PASSAGES:
            taken = bool(written) and chance.random() < COPIED
            text = (
                edited(chance, chance.choice(written))
                if taken
                else sentences(chance, 5)
            )
            copied += taken
            written.append(text)
            texts[passage] = f"2023年，{text}全年共{chance.randint(2, 900)}次。"

        found.append(make_content(name=f"第{number}街道办事处", passages=texts))

    return found, copied


def timed(label: str, act: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.perf_counter()
    result = act()
    took = time.perf_counter() - begun
    print(f"{label:<44}{took * 1000:>12,.1f} ms")
    return result, took


def main() -> int:
    import django

    django.setup()
    from disclosure.review.context.likeness import Likeness

    count, paired = (
        [int(text) for text in sys.argv[1:3]] + [REPORTS, PAIRED][len(sys.argv) - 1 :]
    )[:2]
    reports, copied = invented(count)
    known = Likeness()
    print(
        f"\n{count} reports, {count * len(PASSAGES)} paragraphs, {copied} of them taken over\n\nin memory"
    )
    timed(
        "all entered",
        lambda: [known.add(report, report.agency_name) for report in reports],
    )
    timed(
        "one report asked", lambda: known.twins_of(reports[-1], reports[-1].agency_name)
    )
    twins, asked = timed(
        "all asked", lambda: sum(len(known.twins_of(r, r.agency_name)) for r in reports)
    )
    print(f"{'paragraphs with a twin':<44}{twins:>12,}")
    pairs, took = timed(
        f"all pairs of {paired} reports", lambda: all_pairs(reports[:paired])
    )
    whole = took * (count / paired) ** 2
    print(
        f"{f'all pairs of {count}, reckoned':<44}{whole * 1000:>12,.1f} ms, {whole / asked:,.0f} × the index"
    )
    subset = Likeness()
    for report in reports[:paired]:
        subset.add(report, report.agency_name)

    by_index = sum(
        len(subset.twins_of(report, report.agency_name)) for report in reports[:paired]
    )
    print(f"{'found among these by pairs / by index':<44}{pairs:>9,} / {by_index:,}")
    in_database(reports)
    return int(asked * 10 > whole)


def all_pairs(reports: list[Any]) -> int:
    """How many paragraphs have a twin, each compared with every other."""
    from disclosure.review.context.likeness import nearest
    from disclosure.rules.wording.own_words import own_paragraphs

    told = [
        (number, words)
        for number, report in enumerate(reports)
        for _, words in own_paragraphs(report)
    ]
    return sum(
        nearest(
            words,
            {at: other for at, (theirs, other) in enumerate(told) if theirs != number},
        )
        is not None
        for number, words in told
    )


def in_database(reports: list[Any]) -> None:
    """The same through the models: entering all, asking for one."""
    logging.disable(logging.WARNING)
    with database():
        _ask_database(reports)


def _ask_database(reports: list[Any]) -> None:
    from django.db import connection, transaction

    from disclosure.models import Agency, Report
    from disclosure.review.context import note_paragraphs, twins_of

    print(f"\n{connection.vendor}")
    kept = []
    with transaction.atomic():
        for number, content in enumerate(reports):
            agency = Agency.objects.create(
                code=f"a{number}", name=content.agency_name, kind="street"
            )
            report = Report.objects.create(
                agency=agency, year=content.year, edition_key=content.edition.key
            )
            report.content = content
            kept.append(report)

        timed("all handed in", lambda: [note_paragraphs(report) for report in kept])

    _, all_took = timed(
        "a hundred asked", lambda: [twins_of(report) for report in kept[:100]]
    )
    print(f"{'one report':<44}{all_took * 10:>12,.1f} ms")


if __name__ == "__main__":
    sys.exit(main())
