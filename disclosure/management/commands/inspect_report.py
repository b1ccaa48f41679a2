"""Examine any published report: `manage.py inspect_report FILE… [--last FILE] [--json] [--html|--pdf|--xlsx OUT]`."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from disclosure.intake.reading import Reading
from disclosure.intake.source import FORMATS, IntakeError
from disclosure.management.files import fail
from disclosure.management.inspection import files_in, inspect, read_published
from disclosure.outputs.examination import examination_page, examination_pdf
from disclosure.outputs.examination.data import examination_data
from disclosure.outputs.examination.opens import open_lines
from disclosure.outputs.examination.workbook import Examined, examination_xlsx
from disclosure.outputs.pdf import PdfUnavailable


class Command(BaseCommand):
    """Exit status: 0 without errors, 1 with an error-level finding, 2 when a file cannot be read."""

    help = "检查公布过的年度报告（网页、Word、PDF、纯文本、电子表格、本系统的 JSON），列出全部发现；可以给出整个文件夹。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files",
            nargs="+",
            type=Path,
            metavar="FILE",
            help="要检查的报告文件，或放报告的文件夹",
        )
        parser.add_argument(
            "--last", type=Path, metavar="FILE", help="上一年的报告文件，哪种格式都可以"
        )
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")
        parser.add_argument(
            "--html",
            type=Path,
            metavar="OUT",
            help="把检查表写成网页（只检查一个文件时）",
        )
        parser.add_argument(
            "--pdf",
            type=Path,
            metavar="OUT",
            help="把检查表写成 PDF（只检查一个文件时）",
        )
        parser.add_argument(
            "--xlsx",
            type=Path,
            metavar="OUT",
            help="把全部文件的全部发现写成一个 Excel 工作簿",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        given: list[Path] = options["files"]
        paths = list(files_in(given))
        if not paths:
            fail(f"{given[0]}：文件夹里没有文件。")

        has_folder = any(path.is_dir() for path in given)
        alone = len(paths) == 1 and not has_folder
        if not alone and (options["html"] or options["pdf"]):
            fail("检查表（--html、--pdf）一次只能写一个文件；多个文件请用 --xlsx。")

        last = _last_year(options["last"])
        files = list(inspect(paths, last, timezone.localdate()))
        if alone and files[0].reading is None:
            fail(f"{files[0].name}：{files[0].refused}")

        _write_outputs(files, options)
        self._say(files, alone=alone, as_json=options["json"])
        sys.exit(_exit_status(files))

    def _say(self, files: list[Examined], *, alone: bool, as_json: bool) -> None:
        if as_json:
            listed = [{"file": file.name} | _data(file) for file in files]
            data = _data(files[0]) if alone else {"files": listed}
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
        elif alone:
            self._tell(files[0])
        else:
            for file in files:
                self.stdout.write(f"{file.name}：{_summary(file)}")

    def _tell(self, file: Examined) -> None:
        if file.reading is None:
            return

        reading = file.reading
        title = reading.title or "（没有题目）"
        year = f"{reading.year} 年，" if reading.year else ""
        form = f"{reading.edition.key} 年版"
        self.stdout.write(f"{title}（{FORMATS[reading.format]}，{year}{form}）")
        for finding in file.findings:
            self.stdout.write(f"{finding.level.label}　{finding.message}")

        for line in open_lines(reading):
            said = line.message or f"{line.why}。"
            where = f"（{line.where}）" if line.where else ""
            self.stdout.write(f"没有读定　{line.label}：{said}{where}")

        self.stdout.write(_summary(file))


def _last_year(path: Path | None) -> Reading | None:
    """The report of the year before. Ends the command where it cannot be read."""
    if path is None:
        return None

    try:
        return read_published(path)
    except IntakeError as refusal:
        fail(f"{path}：{refusal}")


def _exit_status(files: list[Examined]) -> int:
    if any(file.reading is None for file in files):
        return 2

    return 1 if any(file.errors for file in files) else 0


def _data(file: Examined) -> dict[str, Any]:
    if file.reading is None:
        return {"refused": file.refused}
    return examination_data(file.reading, file.findings)


def _summary(file: Examined) -> str:
    if file.reading is None:
        return f"读不出：{file.refused}"

    found = "没有发现问题。"
    if file.findings:
        found = f"共 {len(file.findings)} 处，其中错误 {file.errors} 处。"

    if file.reading.open:
        found += f"没有读定 {len(file.reading.open)} 处。"

    return found


def _write_outputs(files: list[Examined], options: dict[str, Any]) -> None:
    """Ends the command where a file cannot be written or a PDF cannot be drawn here."""
    file = files[0]
    name = Path(file.name).name
    try:
        if options["html"] and file.reading:
            page = examination_page(
                file.reading, file.findings, name=name, last=file.last
            )
            options["html"].write_text(page, encoding="utf-8")

        if options["pdf"] and file.reading:
            options["pdf"].write_bytes(
                examination_pdf(file.reading, file.findings, name=name, last=file.last)
            )

        if options["xlsx"]:
            options["xlsx"].write_bytes(examination_xlsx(files))
    except OSError as error:
        fail(f"{error.filename}：文件写不了（{error.strerror}）。")
    except PdfUnavailable as error:
        fail(str(error))
