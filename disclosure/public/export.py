"""Writes the public site as files, for an office that has a web server of its own: the same pages, links made relative."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import transaction
from django.urls import reverse

from disclosure.access import get_archive, get_version
from disclosure.models import ArchiveReport, Entry, Release, public_name
from disclosure.public import lists, pages
from disclosure.public.directory import Directory, directory, forget
from disclosure.public.files import OFFERED, file_of, table_csv
from disclosure.statutory.content import Content

MARK = ".disclosure-export"
"""In every export: only a folder with this file in it is ever replaced."""
LINK = re.compile(r'(?<!\\)"(/[^"\\#?]*)([#?][^"\\]*)?"')
Made = Iterator[tuple[str, bytes]]


class ExportError(Exception):
    """The folder cannot be written, or must not be."""


def export(folder: Path, base: str = "") -> int:
    """Write the site and put it in the folder's place; how many files. `base` is where it will be, for the sitemap.

    Nothing is seen of it until it is whole. Raises ExportError for a folder that is not an earlier export.
    """
    folder = folder.resolve()
    if not _may_be_replaced(folder):
        raise ExportError(
            f"{folder} 里有别的文件，不能覆盖。请换一个空的或者还不存在的文件夹。"
        )

    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        count = _write(new, base.rstrip("/"))
        new.chmod(0o755)
        _swap(folder, new)
    finally:
        shutil.rmtree(new, ignore_errors=True)

    return count


def _may_be_replaced(folder: Path) -> bool:
    """Whether there is nothing yet, an empty folder, or an earlier export: nobody's files are written over."""
    if not folder.exists():
        return True
    if not folder.is_dir():
        return False
    return not any(folder.iterdir()) or (folder / MARK).is_file()


def _swap(folder: Path, new: Path) -> None:
    if not folder.exists():
        new.rename(folder)
        return

    old = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    folder.rename(old / "old")
    new.rename(folder)
    shutil.rmtree(old)


@transaction.atomic
def _write(root: Path, base: str) -> int:
    forget()
    known, count = directory(), 1
    used: set[str] = set()
    (root / MARK).write_text("1\n")
    for name, body in _site(known, base):
        used.update(_assets(name, body))
        _file(root / name, _relinked(name, body))
        count += 1

    for link in sorted(used):
        _file(root / link.lstrip("/"), _asset(link.removeprefix(_static_url())))

    return count + len(used)


def _assets(name: str, body: bytes) -> Iterator[str]:
    if not _has_links(name):
        return

    for link, _ in LINK.findall(body.decode()):
        if link.startswith(_static_url()):
            yield link


def _relinked(name: str, body: bytes) -> bytes:
    """With every link of ours as seen from this file."""
    if not _has_links(name):
        return body
    return LINK.sub(partial(_link_from, name), body.decode()).encode()


def _link_from(name: str, link: re.Match[str]) -> str:
    return f'"{relative(link[1], name)}{link[2] or ""}"'


def _has_links(name: str) -> bool:
    """Pages and lists; the frozen files of a release stay as they are, byte for byte."""
    frozen = PurePosixPath(name).name.startswith(("report.", "original."))
    return name.endswith((".html", ".atom", ".json")) and not frozen


def relative(link: str, name: str) -> str:
    """An address of the site as seen from the file `name`; a folder's page is its index.html."""
    target = f"{link.lstrip('/')}index.html" if link.endswith("/") else link.lstrip("/")
    return os.path.relpath(target, PurePosixPath(name).parent)


def _site(known: Directory, base: str) -> Made:
    home = pages.home(known, live=False).encode()
    yield "index.html", home
    yield "reports/index.html", home
    yield "reports/offices.html", pages.offices(known).encode()
    yield "reports/feed.atom", lists.feed(known, base).encode()
    yield "reports/index.json", lists.index(known, base).encode()
    if base:  # these two know absolute addresses only
        yield "sitemap.xml", lists.sitemap(known, base).encode()
        yield "robots.txt", lists.robots(base).encode()

    for year, _ in known.years:
        place = reverse("disclosure:public_year", args=[year])
        yield _page(place), pages.year(known, year).encode()

    for office in known.by_agency.values():
        place = reverse("disclosure:public_office", args=[office.code])
        yield _page(place), pages.office(office).encode()

    for report in known.reports:
        yield from _report(Entry.objects.get(pk=report.entry))


def _report(entry: Entry) -> Made:
    """The report's address, and one for each version; each with its files and tables."""
    place = reverse("disclosure:public_release", args=[entry.code, entry.year])
    if entry.archive_id:
        yield from _archived(entry, get_archive(entry), place)
        return

    for number in range(1, entry.number + 1):
        release = get_version(entry, number)
        page = pages.report(entry, release).encode()
        yield from _version(f"{place}v{number}/", page, release)
        if number == entry.number:
            yield from _version(place, page, release)


def _version(place: str, page: bytes, release: Release) -> Made:
    yield _page(place), page
    for name, body in _files(release):
        yield f"{place.lstrip('/')}{name}", body


def _files(release: Release) -> Made:
    for key in OFFERED:
        yield f"report.{key}", file_of(release, key)[0]

    yield from _tables(release.content)


def _archived(entry: Entry, archive: ArchiveReport, place: str) -> Made:
    """The page of an archived report; its original lies under a name that no web server takes for a page."""
    at = place.lstrip("/")
    yield _page(place), pages.archived(entry, archive).encode()
    yield f"{at}{public_name(archive.file.name)}", bytes(archive.file.body)
    yield f"{at}report.json", archive.exchange_json.encode()
    for name, body in _tables(archive.content):
        yield f"{at}{name}", body


def _tables(content: Content) -> Made:
    for table in content.edition.tables:
        yield f"tables/{table.key}.csv", table_csv(content, table.key)


def _page(link: str) -> str:
    return f"{link.lstrip('/')}index.html"


def _static_url() -> str:
    return f"/{settings.STATIC_URL.strip('/')}/"


def _asset(name: str) -> bytes:
    """A static file under the name that the pages ask for: a collected one, else from the sources."""
    source = finders.find(name)
    return Path(source or staticfiles_storage.path(name)).read_bytes()


def _file(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
