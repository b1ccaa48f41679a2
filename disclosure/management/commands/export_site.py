"""manage.py export_site DIR: the public site as static files, for a site that has its own web server."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from disclosure.public.export import ExportError, export


class Command(BaseCommand):
    """The folder is replaced in one step when everything is written; a folder with other files in it is refused."""

    help = "把公开网站写成静态文件，放到单位自己的网站上。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder",
            type=Path,
            metavar="DIR",
            help="写到哪里：空的、不存在的，或者上一次导出的文件夹",
        )
        parser.add_argument(
            "--base",
            default="",
            metavar="URL",
            help="将来的网址，如 https://www.example.org；给出后才写 sitemap.xml 和 robots.txt",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder, base = options["folder"], options["base"]
        if base and not base.startswith(("https://", "http://")):
            raise CommandError(
                f"--base 应为 https:// 或 http:// 开头的网址，给出的是 {base}。",
                returncode=2,
            )

        try:
            count = export(folder, base)
        except ExportError as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            raise CommandError(
                f"{folder} 写不了：{error.strerror}。", returncode=2
            ) from error

        self.stdout.write(f"已写出 {count} 个文件：{folder}")
