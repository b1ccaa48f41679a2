"""The public site as files: whole, relative, the same pages, the same bytes each time, and nobody's files overwritten."""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from disclosure.public import export
from disclosure.public.directory import forget
from tests.support.site import build

LINKS = re.compile(r'(?:href|src|action)="([^"]*)"')


@pytest.fixture
def site(db):
    cache.clear()
    forget()
    return build()


@pytest.fixture
def folder(site, tmp_path):
    call_command("export_site", tmp_path / "site")
    return tmp_path / "site"


def files(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def links(folder):
    for path in folder.rglob("*"):
        if path.suffix in (".html", ".atom") and not path.name.startswith("report."):
            for link in LINKS.findall(path.read_text()):
                yield path, link
    index = folder / "reports" / "index.json"
    for report in json.loads(index.read_text())["reports"]:
        yield from (
            (index, link) for link in (report["page"], *report["files"].values())
        )


def text(html):
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", "", html)))


def test_every_link_leads_to_a_file_or_a_place_on_the_page(folder):
    count = 0
    for page, link in links(folder):
        assert not link.startswith("/"), (page, link)
        target, place = urldefrag(link)
        assert (page.parent / target).resolve().is_file() or not target, (page, link)
        if place and not target:
            assert f'id="{place}"' in page.read_text()
        count += 1
    assert count > 200


@pytest.mark.parametrize(
    "path",
    [
        "reports/tangxi/2023/",
        "reports/tangxi/2023/v1/",
        "reports/tangxi/",
        "reports/wangting/",
        "reports/year-2022/",
    ],
)
def test_a_page_says_what_the_served_one_says(client, folder, path):
    assert text((folder / path / "index.html").read_text()) == text(
        client.get(f"/{path}").content.decode()
    )


@pytest.mark.parametrize(
    "path",
    [
        f"reports/tangxi/2023/{version}{name}"
        for version in ("", "v1/", "v2/")
        for name in ("report.pdf", "report.html", "report.json", "tables/requests.csv")
    ],
)
def test_a_file_is_the_served_one(client, folder, path):
    assert (folder / path).read_bytes() == client.get(f"/{path}").content


def test_nothing_but_what_is_published_is_there(folder):
    written = files(folder)
    assert not [name for name in written if "yueqiao" in name or "2021" in name]
    assert not [
        name
        for name, body in written.items()
        if "月桥".encode() in body or "秘密词语".encode() in body
    ]
    assert {name for name in written if name.startswith("static/")} == {
        f"static/disclosure/{name}"
        for name in ("design.css", "public.css", "report.css", "icon.svg")
    }
    assert not [name for name, body in written.items() if b"<script" in body]


def test_search_is_a_plain_list_that_says_why(folder):
    page = (folder / "reports" / "offices.html").read_text()
    assert "没有站内检索" in page
    assert page.count("年政府信息公开工作年度报告</a>") == 4
    assert "<form" not in (folder / "index.html").read_text()
    assert 'href="offices.html"' in (folder / "reports" / "index.html").read_text()


def test_twice_the_same_bytes(folder, tmp_path):
    call_command("export_site", tmp_path / "again")
    assert files(folder) == files(tmp_path / "again")


def test_an_earlier_export_is_replaced_whole(folder, site):
    (folder / "reports" / "stale.html").write_text("old")
    before = (folder / "reports" / "index.json").read_bytes()
    site["tangxi"].put(2021)
    call_command("export_site", folder)
    assert not (folder / "reports" / "stale.html").exists()
    assert (folder / "reports" / "index.json").read_bytes() != before
    assert (folder / "reports" / "tangxi" / "2021" / "index.html").is_file()
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


def test_a_folder_of_others_is_refused_and_left_alone(site, tmp_path):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "index.html").write_text("theirs")
    for place in (tmp_path / "theirs", tmp_path / "theirs" / "index.html"):
        with pytest.raises(CommandError, match="不能覆盖"):
            call_command("export_site", place)
    assert [path.read_text() for path in (tmp_path / "theirs").iterdir()] == ["theirs"]
    assert [path.name for path in tmp_path.iterdir()] == ["theirs"]


def test_what_breaks_off_leaves_the_earlier_export(folder, monkeypatch):
    before = files(folder)

    def breaks(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export, "_asset", breaks)
    with pytest.raises(CommandError, match="No space left"):
        call_command("export_site", folder)
    assert files(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


def test_with_its_address_it_has_a_sitemap(site, tmp_path):
    call_command("export_site", tmp_path / "site", base="https://www.example.org/zwgk/")
    root = ET.fromstring((tmp_path / "site" / "sitemap.xml").read_text())
    for loc in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc"):
        path = Path(loc.text.removeprefix("https://www.example.org/zwgk/"))
        assert (tmp_path / "site" / path / "index.html").is_file()
    feed = (tmp_path / "site" / "reports" / "feed.atom").read_text()
    assert 'href="https://www.example.org/zwgk/reports/tangxi/2023/"' in feed
    with pytest.raises(CommandError, match="https://"):
        call_command("export_site", tmp_path / "other", base="www.example.org")
