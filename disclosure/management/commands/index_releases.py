"""manage.py index_releases: what the public site lists and searches, made anew from the releases."""

from typing import Any

from django.core.management.base import BaseCommand

from disclosure.public.indexing import index_all


class Command(BaseCommand):
    """Safe at any time; a report that is being published meanwhile keeps its newest version."""

    help = "重建公开网站的目录和检索数据（来自已发布的版本）。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"已编入 {index_all()} 份报告。")
