"""manage.py build_fonts: cut the fonts of the PDF down to what reports need."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from disclosure.outputs.font_build import build_fonts


class Command(BaseCommand):
    help = "Make the font subsets for the PDF. Does nothing when they are up to date."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="make them again")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            build_fonts(report=self.stdout.write, force=options["force"])
        except OSError as error:
            raise CommandError(str(error)) from error
