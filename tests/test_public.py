"""The public site: what it shows, how it is cached, and that nothing but releases ever reaches it."""

import csv
import datetime
import io
import json
import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from jsonschema import Draft202012Validator

from disclosure.models import Entry, Release
from disclosure.public import pages
from disclosure.public.directory import forget
from disclosure.public.files import OFFERED
from disclosure.review import workflow
from tests.support.site import NEW_NAME, OLD_NAME, REASON, build

ATOM = {
    "a": "http://www.w3.org/2005/Atom",
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
}
INDEX_SCHEMA = {
    "type": "object",
    "required": ["format", "reports"],
    "additionalProperties": False,
    "properties": {
        "format": {"const": "disclosure-index/1"},
        "reports": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": [
                    "office",
                    "year",
                    "title",
                    "version",
                    "published",
                    "released",
                    "content_hash",
                    "page",
                    "files",
                ],
                "properties": {
                    "office": {
                        "type": "object",
                        "required": ["code", "name"],
                        "properties": {
                            "code": {"type": "string"},
                            "name": {"type": "string"},
                        },
                    },
                    "year": {"type": "integer"},
                    "title": {"type": "string"},
                    "version": {"type": "integer", "minimum": 1},
                    "published": {
                        "type": "string",
                        "pattern": "^\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z$",
                    },
                    "released": {
                        "type": "string",
                        "pattern": "^\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z$",
                    },
                    "content_hash": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                    "page": {"type": "string", "pattern": "^https?://"},
                    "files": {
                        "type": "object",
                        "additionalProperties": {
                            "type": "string",
                            "pattern": "^https?://",
                        },
                    },
                },
            },
        },
    },
}
PUBLIC = (
    "/reports/",
    "/reports/?q=txjd",
    "/reports/year-2023/",
    "/reports/wangting/",
    "/reports/tangxi/",
    "/reports/tangxi/2023/",
    "/reports/tangxi/2023/v1/",
    "/reports/tangxi/2023/report.json",
    "/reports/tangxi/2023/v1/report.pdf",
    "/reports/tangxi/2023/tables/requests.csv",
    "/reports/feed.atom",
    "/reports/index.json",
    "/sitemap.xml",
    "/reports/nobody/",
)
SPACE = re.compile(r"\s+")


@pytest.fixture
def site(db):
    return build()


def body(client, path, **headers):
    response = client.get(path, headers=headers)
    assert response.status_code == 200, path
    return response.content.decode()


def words(html):
    """What a reader reads, without blanks."""
    return SPACE.sub("", unescape(re.sub(r"<[^>]*>", "", html)))


# ── What is shown ──


def test_the_first_page_leads_by_year_and_through_the_tree(client, site):
    page = body(client, "/reports/")
    for link in (
        "/reports/year-2023/",
        "/reports/year-2020/",
        "/reports/wangting/",
        "/reports/tangxi/",
    ):
        assert f'href="{link}"' in page
    assert NEW_NAME in page  # the tree names offices as they are called now
    assert "月桥" not in page


def test_an_empty_site_says_so(client, db):
    assert "还没有发布报告" in body(client, "/reports/")
    assert (
        ET.fromstring(body(client, "/reports/feed.atom")).findall("a:entry", ATOM) == []
    )
    assert json.loads(body(client, "/reports/index.json"))["reports"] == []


def test_a_year_lists_its_reports_under_the_office_above(client, site):
    page = words(body(client, "/reports/year-2022/"))
    assert "已发布2份" in page
    assert "望汀区人民政府所属" in page
    assert f"{OLD_NAME}2022年" in page


def test_an_office_shows_its_reports_newest_first_and_those_below(client, site):
    page = body(client, "/reports/tangxi/")
    years = re.findall(r'href="/reports/tangxi/(\d+)/"', page)
    assert years == ["2023", "2022", "2020"]
    assert 'href="/reports/wangting/"' in page
    below = body(client, "/reports/wangting/")
    assert 'href="/reports/tangxi/"' in below
    assert "/reports/yueqiao/" not in below
    assert "<svg" not in below  # it has published nothing itself


def test_a_report_keeps_the_name_of_its_time(client, site):
    page = words(body(client, "/reports/tingsong/2022/"))
    assert f"发布机构{OLD_NAME}" in page
    assert NEW_NAME not in page
    assert f'<h1 class="page-title">{NEW_NAME}</h1>' in body(
        client, "/reports/tingsong/"
    )


def test_the_page_head_says_what_official_pages_say(client, site):
    page = words(body(client, "/reports/tangxi/2023/"))
    today = datetime.datetime.now(tz=datetime.timezone(datetime.timedelta(hours=8)))
    date = f"{today.year}年{today.month}月{today.day}日"
    for part in (
        "名称棠溪街道办事处2023年政府信息公开工作年度报告",
        "发布机构棠溪街道办事处",
        f"发布日期{date}",
        f"更正日期{date}",
        "附件PDF",
    ):
        assert part in page


def test_a_correction_shows_reason_and_difference_and_keeps_date_and_address(
    client, site
):
    page = body(client, "/reports/tangxi/2023/")
    first, second = Release.objects.filter(
        report__year=2023, report__agency__code="tangxi"
    ).order_by("number")
    assert "全年公开信息26条" in words(page)
    assert "&lt;自然人&gt;" in page  # the reason, escaped
    assert REASON not in page
    text = words(page)
    assert "表三「一、本年新收政府信息公开申请数量」行「自然人」列01+1" in text
    assert "表三「（七）总计」行「总计」列（合计）01+1" in text
    assert re.search(
        r"<del><span[^>]*>删去：</span>25</del><ins><span[^>]*>新增：</span>26</ins>",
        page,
    )
    entry = Entry.objects.get(code="tangxi", year=2023)
    assert (entry.published_at, entry.released_at) == (
        first.published_at,
        second.published_at,
    )


def test_a_superseded_version_stays_and_says_so(client, site):
    page = body(client, "/reports/tangxi/2023/v1/")
    assert "已被更正" in page
    assert "全年公开信息25条" in words(page)
    assert '<link rel="canonical" href="/reports/tangxi/2023/">' in page
    assert "已被更正" not in body(client, "/reports/tangxi/2023/v2/")
    assert client.get("/reports/tangxi/2023/v3/").status_code == 404
    assert client.get("/reports/tangxi/2023/v0/").status_code == 404


def test_files_are_the_frozen_bytes_of_the_version_named(client, site):
    first, second = Release.objects.filter(
        report__year=2023, report__agency__code="tangxi"
    ).order_by("number")
    for release, path in ((second, ""), (first, "v1/"), (second, "v2/")):
        place = f"/reports/tangxi/2023/{path}report"
        for key in OFFERED:
            assert client.get(f"{place}.{key}").content == release.file(key), key
    assert (
        "inline" in client.get("/reports/tangxi/2023/report.pdf")["Content-Disposition"]
    )


@pytest.mark.parametrize(("code", "year"), [("tangxi", 2023), ("tangxi", 2020)])
def test_each_table_can_be_had_alone(client, site, code, year):
    release = Release.objects.filter(
        report__year=year, report__agency__code=code
    ).first()
    for table in release.content.edition.tables:
        address = reverse("disclosure:public_table", args=[code, year, table.key])
        raw = client.get(address).content
        assert raw.startswith(b"\xef\xbb\xbf")
        lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
        assert len(lines) == 1 + len(table.rows)
        figures = [line[-len(table.columns) :] for line in lines[1:]]
        shown = release.content.completed[table.key]
        assert figures == [
            [str(shown[row.key, column.key]) for column in table.columns]
            for row in table.rows
        ]
    assert client.get(f"/reports/{code}/{year}/tables/nothing.csv").status_code == 404


# ── Charts ──


def test_charts_have_names_descriptions_and_the_same_figures_beside_them(client, site):
    page = body(client, "/reports/tangxi/")
    drawings = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(drawings) == page.count('<div class="chart-table"') == 3
    for drawing in drawings:
        root = ET.fromstring(drawing)
        names = root.get("aria-labelledby").split()
        assert root.get("role") == "img"
        assert all(root.find(f".//*[@id='{name}']").text.strip() for name in names)
        assert "style" not in {
            name for element in root.iter() for name in element.attrib
        }
    text = words(page)
    assert "年度新收上年结转202000202200202310" in text
    # 2019's single line and 2021's bracket are one column
    assert (
        "予以公开部分公开不予公开无法提供不予处理其他处理20200000002022000000" in text
    )


def test_an_office_of_one_year_has_charts_too(client, site):
    assert body(client, "/reports/tingsong/").count("<svg") == 3


# ── Search ──


@pytest.mark.parametrize(
    "query",
    ["txjd", "TXJD", "ｔｘｊｄ", "tangxi", "棠溪", "棠溪街道办事处", "tangxijiedao"],
)
def test_an_office_is_found_by_initials_pinyin_and_name(client, site, query):
    page = body(client, f"/reports/?q={query}")
    assert '<a href="/reports/tangxi/">棠溪街道办事处</a>' in page
    assert "听松" not in page


@pytest.mark.parametrize("query", ["tszrmzf", "听松镇", "听松街道"])
def test_a_renamed_office_is_found_by_both_names(client, site, query):
    assert f'<a href="/reports/tingsong/">{NEW_NAME}</a>' in body(
        client, f"/reports/?q={query}"
    )


def test_words_are_found_and_marked_with_what_stands_around_them(client, site):
    page = body(client, "/reports/?q=开放日")
    assert "棠溪街道办事处 2023 年" in page
    assert "&lt;政务&gt;<mark>开放日</mark>活动。" in page
    assert "<政务>" not in page


def test_only_the_newest_version_is_searched_and_every_word_has_to_be_there(
    client, site
):
    assert "<mark>26条</mark>" in body(client, "/reports/?q=26条")
    assert "没有找到" in body(client, "/reports/?q=信息25条,其中")
    assert "<mark>pdf</mark>" not in body(client, "/reports/?q=pdf+开放日")
    assert "<mark>ＰＤＦ</mark>" in body(client, "/reports/?q=pdf+开放日")
    assert "没有找到" in body(client, "/reports/?q=开放日+乌有")


@pytest.mark.parametrize(
    "query", ["%25", "_", "%27%20OR%201=1--", "<script>", "%00", "a" * 3000, "%5C"]
)
def test_strange_queries_are_answered(client, site, query):
    response = client.get(f"/reports/?q={query}&page=99999")
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


def test_an_index_that_was_lost_is_made_again(client, site, capsys):
    before = list(
        Entry.objects.order_by("code", "year").values(
            "code", "year", "number", "keys", "published_at"
        )
    )
    Entry.objects.all().delete()
    forget()
    assert client.get("/reports/tangxi/2023/").status_code == 404
    call_command("index_releases")
    assert "4 份" in capsys.readouterr().out
    assert (
        list(
            Entry.objects.order_by("code", "year").values(
                "code", "year", "number", "keys", "published_at"
            )
        )
        == before
    )
    assert client.get("/reports/tangxi/2023/").status_code == 200


# ── Lists for programs ──


def test_the_feed_keeps_its_ids_and_dates(client, site):
    feed = ET.fromstring(body(client, "/reports/feed.atom"))
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == 4
    ids = {
        entry.find("a:title", ATOM).text: entry.find("a:id", ATOM).text
        for entry in entries
    }
    assert len(set(ids.values())) == 4
    for entry in entries:
        assert (
            entry.find("a:published", ATOM).text <= entry.find("a:updated", ATOM).text
        )
        assert entry.find("a:author/a:name", ATOM).text
        address = (
            entry.find("a:link", ATOM).get("href").removeprefix("http://testserver")
        )
        assert client.get(address).status_code == 200
    title = "棠溪街道办事处2023年政府信息公开工作年度报告（更正）"
    assert entries[0].find("a:title", ATOM).text in (
        title,
        f"{OLD_NAME}2022年政府信息公开工作年度报告",
    )
    # the id of an address is for ever, in every copy of the site
    assert ids[title] == "urn:uuid:272fc27b-7fea-52ee-a681-5ea1b2cc1e51"
    call_command("index_releases")
    again = ET.fromstring(body(client, "/reports/feed.atom"))
    assert [e.find("a:id", ATOM).text for e in again.findall("a:entry", ATOM)] == [
        e.find("a:id", ATOM).text for e in entries
    ]
    assert again.find("a:updated", ATOM).text == feed.find("a:updated", ATOM).text


def test_the_index_is_as_described_and_leads_to_every_file(client, site):
    data = json.loads(body(client, "/reports/index.json"))
    Draft202012Validator(INDEX_SCHEMA).validate(data)
    assert [
        (r["office"]["code"], r["year"], r["version"]) for r in data["reports"]
    ] == [
        ("tangxi", 2023, 2),
        ("tangxi", 2022, 1),
        ("tingsong", 2022, 1),
        ("tangxi", 2020, 1),
    ]
    for report in data["reports"]:
        for address in (report["page"], *report["files"].values()):
            assert (
                client.get(address.removeprefix("http://testserver")).status_code == 200
            )


def test_the_sitemap_names_every_page_and_robots_names_the_sitemap(client, site):
    pages_named = [
        loc.text
        for loc in ET.fromstring(body(client, "/sitemap.xml")).iter(
            f"{{{ATOM['s']}}}loc"
        )
    ]
    assert len(pages_named) == len(set(pages_named)) == 1 + 3 + 3 + 4
    for address in pages_named:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200
    assert "Sitemap: http://testserver/sitemap.xml" in body(client, "/robots.txt")


# ── Caches ──


@pytest.mark.parametrize("path", PUBLIC)
def test_no_public_page_knows_who_asks(client, site, path):
    stranger = client.get(path)
    client.force_login(site["tangxi"].clerk)
    known = client.get(path)
    assert known.content == stranger.content
    for response in (stranger, known):
        assert "Cookie" not in response.get("Vary", "")
        assert not response.cookies
    assert dict(known.headers) == dict(stranger.headers)


@pytest.mark.parametrize("path", [path for path in PUBLIC if "nobody" not in path])
def test_who_has_it_is_told_so_without_a_body(client, site, path):
    full = client.get(path)
    assert full["Cache-Control"].startswith("public, max-age=")
    assert ("immutable" in full["Cache-Control"]) == ("/v1/report." in path)
    for headers in (
        {"if-none-match": full["ETag"]},
        {"if-modified-since": full["Last-Modified"]},
    ):
        again = client.get(path, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == full["ETag"]
        assert again["Cache-Control"] == full["Cache-Control"]
    head = client.head(path)
    assert (head.status_code, head["ETag"]) == (200, full["ETag"])
    assert client.post(path).status_code == 405


def test_a_page_is_drawn_once_and_a_304_draws_nothing(client, site, monkeypatch):
    drawn = []
    draw = pages.drawn
    monkeypatch.setattr(
        pages, "drawn", lambda content: drawn.append(1) or draw(content)
    )
    first = client.get("/reports/tangxi/2023/")
    for headers in ({}, {"if-none-match": first["ETag"]}):
        client.get("/reports/tangxi/2023/", headers=headers)
    assert len(drawn) == 1
    cache.clear()
    assert (
        client.get(
            "/reports/tangxi/2023/", headers={"if-none-match": first["ETag"]}
        ).status_code
        == 304
    )
    assert len(drawn) == 1


def test_a_packed_page_is_the_same_page(client, site):
    import gzip

    plain = client.get("/reports/tangxi/2023/")
    packed = client.get(
        "/reports/tangxi/2023/", headers={"accept-encoding": "gzip, br"}
    )
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert plain["Vary"] == packed["Vary"] == "Accept-Encoding"


def test_a_correction_changes_every_tag_of_the_report_and_none_of_the_frozen_files(
    client, site
):
    staff = site["tangxi"]
    report = staff.publish(staff.draft(2021)).report
    paths = ("", "v1/", "report.json", "v1/report.json", "v1/tables/requests.csv")
    before = {
        path: client.get(f"/reports/tangxi/2021/{path}")["ETag"] for path in paths
    }
    lists = {
        path: client.get(path)["ETag"]
        for path in ("/reports/", "/reports/feed.atom", "/reports/index.json")
    }
    staff.correct(report, proactive="更正后的文字。")
    changed = {
        path
        for path in paths
        if client.get(f"/reports/tangxi/2021/{path}")["ETag"] != before[path]
    }
    assert changed == {"", "v1/", "report.json"}
    assert all(client.get(path)["ETag"] != tag for path, tag in lists.items())


def test_a_report_under_correction_stays_as_it_was_published(client, site):
    report = site["tangxi"].publish(site["tangxi"].draft(2021)).report
    everything = {path: client.get(path) for path in (*PUBLIC, "/reports/tangxi/2021/")}
    report = workflow.correct(report=report, by=site["tangxi"].leader, reason="更正。")
    site["tangxi"].write(report, proactive="更正稿里的秘密词语。")
    for path, before in everything.items():
        after = client.get(path)
        assert after.content == before.content, path
        assert dict(after.headers) == dict(before.headers), path


# ── Nothing leaks ──


def test_a_draft_shows_nowhere(client, site):
    for path in PUBLIC:
        response = client.get(path)
        text = response.content.decode("utf-8", "replace")
        assert "月桥" not in text, path
        assert "yueqiao" not in text, path
    for query in ("月桥", "yqjd", "秘密词语"):
        assert "没有找到" in body(client, f"/reports/?q={query}")


MISSING = (
    ("/reports/yueqiao/", "/reports/nobody/"),  # has a draft · is not there
    ("/reports/yueqiao/2023/", "/reports/nobody/2023/"),
    ("/reports/yueqiao/2023/", "/reports/yueqiao/2021/"),
    ("/reports/yueqiao/2023/", "/reports/tangxi/2021/"),
    ("/reports/yueqiao/2023/v1/", "/reports/nobody/2023/v1/"),
    ("/reports/yueqiao/2023/report.pdf", "/reports/nobody/2023/report.pdf"),
    (
        "/reports/yueqiao/2023/tables/requests.csv",
        "/reports/nobody/2023/tables/requests.csv",
    ),
    ("/reports/year-2021/", "/reports/year-1999/"),
)


@pytest.mark.parametrize(("drafted", "unknown"), MISSING)
def test_a_draft_and_nothing_are_the_same_answer(client, site, drafted, unknown):
    one, other = client.get(drafted), client.get(unknown)
    assert one.status_code == other.status_code == 404
    assert one.content == other.content
    assert dict(one.headers) == dict(other.headers)


def test_a_draft_and_nothing_ask_the_database_the_same(client, site):

    def asked(path):
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries]

    client.get("/reports/nobody/")
    for drafted, unknown in MISSING:
        assert asked(drafted) == asked(unknown)
        assert not [sql for sql in asked(drafted) if 'FROM "disclosure_report"' in sql]
