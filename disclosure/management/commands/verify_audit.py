"""Whether the record of moves is whole: `manage.py verify_audit [--head FILE] [--export FILE]`."""

from __future__ import annotations

import datetime
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from disclosure.audit.heads import HeadError, KeptHead, read_head, write_head
from disclosure.audit.walk import Walk
from disclosure.management.files import fail


class Command(BaseCommand):
    """Exit status: 0 when all is whole, 1 with a sentence for each fault, 2 when a file cannot be read or written."""

    help = "核对办理记录链和已发布的版本：有无改动、删除、插入、移动。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head", type=Path, metavar="FILE", help="以前导出、另存他处的链头文件"
        )
        parser.add_argument(
            "--export", type=Path, metavar="FILE", help="核对无误后写出现在的链头"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kept = _read(options["head"]) if options["head"] else None
        walk, faults = Walk(kept), 0
        for fault in walk.faults():
            self.stdout.write(fault)
            faults += 1

        seen = f"核对办理记录 {walk.events} 条、已发布版本 {walk.releases} 个"
        if faults:
            self.stdout.write(
                f"{seen}：{faults} 处不符。"
                + ("没有写出链头文件。" if options["export"] else "")
            )
            sys.exit(1)

        if kept:
            self.stdout.write(
                f"{seen}：完整无误，与 {kept.time} 导出的链头（第 {kept.number} 号）相符。"
            )
        else:
            self.stdout.write(
                f"{seen}：完整无误。没有给出链头文件（--head），末尾被整段截去或者全部被重写时看不出来。"
            )

        if options["export"]:
            _write(options["export"], walk.head(_now(), settings.ALLOWED_HOSTS[0]))


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def _read(path: Path) -> KeptHead:
    try:
        return read_head(path.read_bytes())
    except OSError as error:
        fail(f"{path}：文件读不出（{error.strerror}）。")
    except HeadError as error:
        fail(f"{path}：{error}")


def _write(path: Path, head: KeptHead) -> None:
    try:
        path.write_text(write_head(head), encoding="utf-8")
    except OSError as error:
        fail(f"{path}：文件写不了（{error.strerror}）。")
