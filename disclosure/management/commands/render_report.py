"""manage.py render_report FILE --to pdf|docx|xlsx|… --out PATH: the finished report from a file, without the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from disclosure.exchange import ExchangeError, load_report
from disclosure.outputs import document
from disclosure.outputs.formats import FORMATS
from disclosure.outputs.pdf import PdfUnavailable


class Command(BaseCommand):
    help = "Print a report from an exchange file (docs/report-json.md) in one of its formats."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the exchange file, JSON")
        parser.add_argument("--to", choices=FORMATS, required=True)
        parser.add_argument(
            "--out", type=Path, required=True, help="where the result is written"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        source, out = options["file"], options["out"]
        try:
            content = load_report(source.read_bytes())
        except OSError as error:
            raise CommandError(
                f"{source} 读不出：{error.strerror}。", returncode=2
            ) from error
        except ExchangeError as error:
            raise CommandError(
                f"{source} 不是可用的年度报告文件。{error}", returncode=2
            ) from error

        try:
            out.write_bytes(FORMATS[options["to"]].print(document.build(content)))
        except PdfUnavailable as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            raise CommandError(
                f"{out} 写不了：{error.strerror}。", returncode=2
            ) from error
