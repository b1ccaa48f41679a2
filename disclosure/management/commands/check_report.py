"""Examine an exchange file: `manage.py check_report FILE [--last FILE] [--json]`."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from disclosure.management.files import read_report
from disclosure.rules import Finding, blocking, examine


class Command(BaseCommand):
    """Exit status: 0 without errors, 1 with an error-level finding, 2 when a file cannot be read."""

    help = "检查一份年度报告文件（disclosure-report/1），列出全部发现。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="要检查的报告文件")
        parser.add_argument(
            "--last", type=Path, metavar="FILE", help="上一年的报告文件"
        )
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *args: Any, **options: Any) -> None:
        report = read_report(options["file"])
        last = read_report(options["last"]) if options["last"] else None
        findings = examine(report, last)
        if options["json"]:
            data = {"findings": [finding.as_data() for finding in findings]}
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            self._tell(findings)

        sys.exit(1 if blocking(findings) else 0)

    def _tell(self, findings: list[Finding]) -> None:
        for finding in findings:
            self.stdout.write(f"{finding.level.label}　{finding.message}")

        errors = len(blocking(findings))
        self.stdout.write(
            f"共 {len(findings)} 处，其中错误 {errors} 处。"
            if findings
            else "没有发现问题。"
        )
