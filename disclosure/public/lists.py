"""Writes the lists that programs read: Atom feed, JSON index, sitemap, robots. `base` is put before every address."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

from django.urls import reverse

from disclosure.public.directory import Directory, Listed
from disclosure.public.files import OFFERED

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
ATOM_TYPE = "application/atom+xml; charset=utf-8"
XML_TYPE = "application/xml; charset=utf-8"
INDEX_FORMAT = "disclosure-index/1"
TITLE = "政府信息公开工作年度报告"
NEWEST = 100
"""Entries in the feed."""


def feed(directory: Directory, base: str = "") -> str:
    """What was published or corrected last. A report keeps its id for ever, wherever the site is."""
    root = ET.Element("feed", xmlns=ATOM)
    _add(root, "id", _urn("feed"))
    _add(root, "title", TITLE)
    _add(root, "updated", _time(directory.updated))
    own, home = reverse("disclosure:public_feed"), reverse("disclosure:public_home")
    ET.SubElement(root, "link", rel="self", href=base + own)
    ET.SubElement(root, "link", rel="alternate", href=base + home)
    for report in directory.newest[:NEWEST]:
        _add_to_feed(root, report, base)

    return _xml(root)


def _add_to_feed(root: ET.Element, report: Listed, base: str) -> None:
    entry = ET.SubElement(root, "entry")
    page = base + address(report)
    title = f"{report.title}（更正）" if report.corrected else report.title
    _add(entry, "id", _urn(f"{report.code}/{report.year}"))
    _add(entry, "title", title)
    _add(entry, "published", _time(report.published))
    _add(entry, "updated", _time(report.released))
    _add(ET.SubElement(entry, "author"), "name", report.office)
    ET.SubElement(entry, "link", rel="alternate", type="text/html", href=page)


def index(directory: Directory, base: str = "") -> str:
    """Every published report with its addresses and the hash of its content (docs/public.md)."""
    data = {
        "format": INDEX_FORMAT,
        "reports": [_indexed(report, base) for report in directory.reports],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _indexed(report: Listed, base: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "office": {"code": report.code, "name": report.office},
        "year": report.year,
        "title": report.title,
        "version": report.number,
        "published": _time(report.published),
        "released": _time(report.released),
        "content_hash": report.content_hash,
        "page": base + address(report),
    }
    if report.archived:
        data["archived"] = True

    data["files"] = {key: base + link for key, link in _files(report).items()}
    return data


def _files(report: Listed) -> dict[str, str]:
    at = [report.code, report.year]
    # An archived report has the file as it was published elsewhere, and what was read out of it.
    if report.original:
        original = reverse("disclosure:public_original", args=[*at, report.original])
        content = reverse("disclosure:public_release_file", args=[*at, "json"])
        return {"original": original, "json": content}

    return {
        key: reverse("disclosure:public_version_file", args=[*at, report.number, key])
        for key in OFFERED
    }


def sitemap(directory: Directory, base: str) -> str:
    """Every page of the public site; addresses must be absolute here."""
    root = ET.Element("urlset", xmlns=SITEMAP)
    _page(root, base + reverse("disclosure:public_home"), directory.updated)
    for year, _ in directory.years:
        _page(root, base + reverse("disclosure:public_year", args=[year]))

    for office in directory.by_agency.values():
        _page(root, base + reverse("disclosure:public_office", args=[office.code]))

    for report in directory.reports:
        _page(root, base + address(report), report.released)

    return _xml(root)


def robots(base: str) -> str:
    """Machines may read what is published, and need nothing else."""
    return f"User-agent: *\nAllow: /reports/\nAllow: /static/\nDisallow: /\n\nSitemap: {base}{reverse('disclosure:public_sitemap')}\n"


def address(report: Listed) -> str:
    """The report's own address."""
    return reverse("disclosure:public_release", args=[report.code, report.year])


def _page(root: ET.Element, location: str, changed: datetime | None = None) -> None:
    url = ET.SubElement(root, "url")
    _add(url, "loc", location)
    if changed:
        _add(url, "lastmod", _time(changed))


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text


def _xml(root: ET.Element) -> str:
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _urn(name: str) -> str:
    """Made of office and year alone: the same in every copy of the site."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"disclosure-report:{name}").urn
