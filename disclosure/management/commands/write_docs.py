"""Write the generated documents: docs/rules.md and the JSON Schema of the exchange format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from disclosure.exchange import report_schema
from disclosure.management.rule_page import rule_page


class Command(BaseCommand):
    """For developers, after a rule or an edition has changed."""

    help = "写出由目录生成的文档（docs/rules.md 和 JSON Schema）。"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        docs = Path(settings.BASE_DIR) / "docs"
        docs.mkdir(exist_ok=True)
        (docs / "rules.md").write_text(rule_page(), encoding="utf-8")
        schema = json.dumps(report_schema(), ensure_ascii=False, indent=1) + "\n"
        (docs / "disclosure-report-1.schema.json").write_text(schema, encoding="utf-8")
