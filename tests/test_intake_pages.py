"""The pages to which files are sent: bounded before they are parsed, calm when busy, nothing kept that should not be."""

import datetime
import json
import re
import threading
from io import BytesIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from python_calamine import CalamineWorkbook

from disclosure.desk import accepting, importing
from disclosure.exchange import content_hash, dump_report
from disclosure.intake import sandbox, turns
from disclosure.models import (
    Acceptance,
    CellEdit,
    FileReading,
    HandEntry,
    ImportedFile,
    Membership,
    PriorFigures,
    Role,
)
from disclosure.views import examine as examine_views
from disclosure.views import intake as intake_views
from reportsite import requests
from tests.support.make import make_content
from tests.support.sent import read_here
from tests.support.stage import fresh, type_in

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def read_in_this_process(monkeypatch):
    monkeypatch.setattr(sandbox, "read_in_sandbox", read_here)


def report(file="年报.docx", **content):
    return SimpleUploadedFile(file, dump_report(make_content(**content)).encode())


@pytest.fixture
def drop(client, clerk, draft):
    """Drop files as the clerk."""
    client.force_login(clerk)

    def act(*files, **headers):
        data = {"agency": draft.agency_id, "files": list(files)}
        return client.post(reverse("disclosure:intake"), data, **headers)

    return act


@pytest.fixture
def found(drop, draft):
    """A file of 2022 with a blank cell."""
    drop(sent_2022(draft))
    return importing.imported(ImportedFile.objects.get())


def sent_2022(draft):
    figures = {"requests": {"new": {"person": None}}}
    content = make_content(figures, year=2022, name=draft.agency.name)
    return SimpleUploadedFile("2022.docx", dump_report(content).encode())


def page(found):
    return reverse("disclosure:intake_file", args=[found.file.pk])


# ── Dropping ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_one_file_without_script_leads_to_its_page_and_several_to_the_list(drop):
    assert re.fullmatch(r"/desk/intake/\d+/", drop(report(year=2022))["Location"])
    assert drop(report(year=2021), report(year=2020))["Location"] == "/desk/intake/"
    assert sorted(FileReading.objects.values_list("year", flat=True)) == [
        2020,
        2021,
        2022,
    ]


def test_a_script_is_answered_a_row_for_each_file(drop):
    answer = drop(report("<b>年报.docx", year=2022), **JSON).json()
    assert "读好" in answer["row"]
    assert "&lt;b&gt;" in answer["row"]
    assert "以前读入过" in drop(report(year=2022), **JSON).json()["row"]
    refused = drop(SimpleUploadedFile("坏.pdf", b"%PDF"), **JSON).json()["row"]
    assert "请换一个文件" in refused
    assert "再读一次" in refused
    assert drop(**JSON).status_code == 400
    assert drop(SimpleUploadedFile("空.pdf", b""), **JSON).status_code == 422


def test_a_file_that_was_refused_can_be_read_again(drop, client, monkeypatch):
    drop(SimpleUploadedFile("坏.pdf", b"%PDF"))
    again = reverse("disclosure:intake_read", args=[ImportedFile.objects.get().pk])
    assert client.post(again)["Location"] == "/desk/intake/"
    monkeypatch.setattr(
        sandbox,
        "read_in_sandbox",
        lambda body, name: read_here(dump_report(make_content()).encode(), name),
    )
    assert client.post(again)["Location"].endswith(f"/{ImportedFile.objects.get().pk}/")


def test_what_there_was_no_time_for_stays_in_the_list_to_be_read(
    drop, client, monkeypatch
):
    monkeypatch.setattr(intake_views, "AT_ONCE", -1.0)
    drop(report(year=2022), report(year=2021))
    assert not FileReading.objects.exists()
    listed = client.get(reverse("disclosure:intake")).content.decode()
    assert listed.count("现在读") == 2


def test_a_file_that_is_too_large_is_said_and_not_kept(drop, client, monkeypatch):
    monkeypatch.setattr(importing, "MAX_FILE", 1000)
    drop(report(year=2022))
    assert "最大" in client.get(reverse("disclosure:intake")).content.decode()
    assert not ImportedFile.objects.exists()


@pytest.mark.parametrize("name", ["intake", "examine"])
def test_a_request_that_is_too_large_is_refused_before_it_is_parsed(
    client, clerk, draft, name, monkeypatch
):
    client.force_login(clerk)
    monkeypatch.setattr(requests, "MOST_BYTES", 1000)
    data = {"agency": draft.agency_id, "files": "0" * 2000}
    monkeypatch.setattr(
        "django.http.multipartparser.MultiPartParser.parse",
        lambda self: pytest.fail("parsed"),
    )
    assert (
        client.post(reverse(f"disclosure:{name}"), data, **JSON)
        .json()["refusal"]
        .startswith("一次最多")
    )
    answer = client.post(reverse(f"disclosure:{name}"), data)
    assert answer.status_code == 413
    assert "请少选几个文件" in answer.content.decode()


def test_other_pages_take_what_people_type_and_no_files(
    client, clerk, draft, monkeypatch
):
    client.force_login(clerk)
    monkeypatch.setattr(requests, "FEW_BYTES", 1000)
    part = reverse("disclosure:part", args=[draft.pk, "requests"])
    assert (
        client.post(part, {"x": SimpleUploadedFile("x", b"0" * 2000)}).status_code
        == 413
    )
    assert client.post(part, {}).status_code == 302


def test_a_large_file_leaves_nothing_in_the_temporary_folder(drop, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR, settings.FILE_UPLOAD_MAX_MEMORY_SIZE = (
        str(tmp_path),
        10,
    )
    drop(report(year=2022))
    assert ImportedFile.objects.count() == 1
    assert list(Path(tmp_path).iterdir()) == []


def test_when_all_readers_are_at_work_the_answer_is_calm(drop, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    with turns.reading_turn(), turns.reading_turn():
        answer = drop(report(year=2022), **JSON)
        assert (answer.status_code, answer.json()["busy"]) == (503, True)
        assert (
            drop(report(year=2021)).status_code == 302
        )  # kept, to be read by its button
    assert ImportedFile.objects.count() == 2
    assert "读好" in drop(report(year=2022), **JSON).json()["row"]


def test_a_visitor_never_takes_the_last_reader(client, monkeypatch, db):
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    with turns.reading_turn(visitor=True):
        answer = client.post(reverse("disclosure:examine"), {"files": report()})
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")
        assert "请过一两分钟再试" in answer.content.decode()
        with turns.reading_turn():
            pass
    assert (
        client.post(reverse("disclosure:examine"), {"files": report()}).status_code
        == 200
    )


def test_turns_are_given_back_whatever_happens(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.5)

    def fail():
        with pytest.raises(ZeroDivisionError), turns.reading_turn(visitor=True):
            _ = 1 / 0

    threads = [threading.Thread(target=fail) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    fail()


# ── The preview ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_preview_shows_what_is_open_with_both_of_its_places(found, client):
    shown = client.get(page(found)).content.decode()
    opened = re.search(r'<li id="o-0".*?</li>', shown, re.DOTALL)[0]
    assert 'href="#c-requests-new-person"' in opened
    (source,) = re.findall(r'data-source="(s-[^"]*)"', opened)
    assert f'id="{source}"' in shown
    assert re.search(
        r'class="slot blank unsettled"[^<]*<input[^>]*id="c-requests-new-person"[^>]*o-0',
        re.sub(r"\s+", " ", shown),
    )


def test_what_is_typed_is_kept_shown_as_by_hand_and_changes_no_report(
    found, client, draft
):
    data = {
        "year": "2022",
        "requests.new.person": "５",
        "problems.text": "改过的。",
        "base": [json.dumps({})],
    }
    assert client.post(page(found), data)["Location"] == page(found)
    shown = re.sub(r"\s+", " ", client.get(page(found)).content.decode())
    assert "由人工填写或改动" in shown
    assert (
        "by-hand"
        in re.search(
            r'class="slot[^"]*"[^<]*<input[^>]*id="c-requests-new-person"', shown
        )[0]
    )
    assert HandEntry.objects.get(place="c-requests-new-person").text == "5"
    assert HandEntry.objects.get(place="p-problems").text == "改过的。"
    assert not PriorFigures.objects.exists()
    assert not CellEdit.objects.exists()
    assert fresh(draft).content.entered == draft.content.entered


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"requests.new.person": "三"}, "应为数字"),
        ({"year": "去年"}, "年度应为"),
        ({"requests.new.person": "1" * 65}, "一格最多"),
        ({"problems.heading": "长" * 101}, "最多 100"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(
    found, client, data, says
):
    answer = client.post(page(found), {"base": "{}", **data, "then": "prior"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert says in text
    assert next(iter(data.values())) in text
    assert not HandEntry.objects.exists()
    assert not Acceptance.objects.exists()


def test_one_press_keeps_what_was_typed_and_uses_the_file(found, client):
    client.post(
        page(found),
        {"year": "2022", "requests.new.person": "5", "base": "{}", "then": "prior"},
    )
    assert PriorFigures.objects.get().content["requests", "new", "person"] == 5
    shown = client.get(page(found)).content.decode()
    assert "用作 2022 年的上年数" in shown


def test_a_year_that_is_not_known_is_typed_and_then_the_file_can_be_used(
    drop, client, monkeypatch, draft
):
    def without_year(body, name):
        source, reading = read_here(body, name)
        object.__setattr__(reading, "year", 0)
        return source, reading

    monkeypatch.setattr(sandbox, "read_in_sandbox", without_year)
    drop(sent_2022(draft))
    found = importing.imported(ImportedFile.objects.get())
    assert "填写年度以后才能归档" in client.get(page(found)).content.decode()
    client.post(page(found), {"year": "2022", "base": "{}", "then": "prior"})
    assert PriorFigures.objects.get().year == 2022


def test_another_offices_name_in_the_file_is_warned_of_on_both_pages(drop, client):
    where = drop(report(year=2022, name="听松街道办事处"))["Location"]
    for url in (where, "/desk/intake/"):
        assert "文件里写的机关是“听松街道办事处”" in client.get(url).content.decode()


def test_an_original_is_saved_and_never_shown(drop, client):
    drop(SimpleUploadedFile("年报.html", b"<script>alert(1)</script>"))
    answer = client.get(
        reverse("disclosure:intake_original", args=[ImportedFile.objects.get().pk])
    )
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.content == b"<script>alert(1)</script>"


def test_the_draft_page_shows_each_difference_and_takes_what_is_ticked(
    drop, client, draft, clerk
):
    type_in(draft, clerk, requests__new__person="7", requests__new__business="8")
    where = drop(report(year=2023, name=draft.agency.name))["Location"]
    draft_page = f"{where}draft/"
    assert client.post(where, {"base": "{}", "then": "draft"})["Location"] == draft_page
    shown = client.get(draft_page).content.decode()
    assert shown.count('type="checkbox"') == 2
    held = dict(re.findall(r'name="(held\.[^"]*)" value="([^"]*)"', shown))
    client.post(draft_page, held | {"take.c-requests-new-person": "1"})
    content = fresh(draft).content
    assert content["requests", "new", "person"] == 0
    assert content["requests", "new", "business"] == 8
    history = client.get(
        reverse("disclosure:history", args=[draft.pk, "requests.new.person"])
    ).json()
    assert history["edits"][0]["how"] == "导入"


@pytest.mark.parametrize("take", ["take.c-no-such-cell", "take.x"])
def test_a_place_that_is_none_fills_nothing(drop, client, draft, take):
    where = drop(report(year=2023, name=draft.agency.name))["Location"]
    client.post(f"{where}draft/", {take: "1"})
    assert not CellEdit.objects.exists()


def test_a_year_that_is_open_is_begun_with_the_file(client, clerk, office, year):
    client.force_login(clerk)
    data = {"agency": office.pk, "files": report(year=2023, name=office.name)}
    where = client.post(reverse("disclosure:intake"), data)["Location"]
    assert "还没有开始填报" in client.get(f"{where}draft/").content.decode()
    target = client.post(f"{where}draft/")["Location"]
    assert "已填齐" in client.get(target).content.decode()


def test_the_last_year_page_leads_to_the_files(client, clerk, draft):
    client.force_login(clerk)
    assert (
        reverse("disclosure:intake")
        in client.get(reverse("disclosure:last_year", args=[draft.pk])).content.decode()
    )


def test_the_pages_of_files_hold_to_the_policy(found, client):
    for url in (
        "/desk/intake/",
        page(found),
        f"{page(found)}draft/",
        f"{page(found)}examine/",
    ):
        answer = client.get(url)
        shown = answer.content.decode()
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert not re.search(r" style=|<style| on\w+=", shown), url


# ── Archived reports, for the public ───────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def archived(found, leader):
    return accepting.accept_as_archive(
        found=found, seen=content_hash(found.content), by=leader
    )


def test_the_public_finds_an_archived_report_with_its_original(
    archived, client, office
):
    client.logout()
    at = reverse("disclosure:public_release", args=[office.code, 2022])
    shown = client.get(at).content.decode()
    assert "归档" in shown
    assert "1 处没有读定" in shown
    assert client.get(f"{at}original.docx").content == bytes(
        ImportedFile.objects.get().body
    )
    assert (
        client.get(f"{at}original.docx")["Content-Type"] == "application/octet-stream"
    )
    assert client.get(f"{at}original.pdf").status_code == 404
    assert json.loads(client.get(f"{at}report.json").content)["year"] == 2022
    assert client.get(f"{at}tables/requests.csv").status_code == 200
    for page_of in (
        reverse("disclosure:public_office", args=[office.code]),
        reverse("disclosure:public_year", args=[2022]),
    ):
        assert "归档" in client.get(page_of).content.decode()
    assert (
        "历年申请"
        in client.get(
            reverse("disclosure:public_office", args=[office.code])
        ).content.decode()
    )
    index = json.loads(client.get(reverse("disclosure:public_index")).content)
    assert (index["reports"][0]["archived"], set(index["reports"][0]["files"])) == (
        True,
        {"original", "json"},
    )
    assert (
        "<entry" not in client.get(reverse("disclosure:public_feed")).content.decode()
    )
    assert (
        "年度报告"
        in client.get(
            reverse("disclosure:public_home"), {"q": "解读形式"}
        ).content.decode()
    )


def test_an_original_that_is_a_page_is_none_of_ours_in_an_export(
    drop, client, leader, tmp_path, draft
):
    drop(SimpleUploadedFile("年报.html", sent_2022(draft).read()))
    found = importing.imported(ImportedFile.objects.get())
    accepting.accept_as_archive(
        found=found, seen=content_hash(found.content), by=leader
    )
    call_command("export_site", tmp_path / "site")
    folder = tmp_path / "site" / "reports" / draft.agency.code / "2022"
    assert (folder / "original.txt").read_bytes() == bytes(
        ImportedFile.objects.get().body
    )
    assert 'href="original.txt"' in (folder / "index.html").read_text()
    assert (folder / "report.json").exists()


# ── Examining ──────────────────────────────────────────────────────────────────────────────────────────────────────
def examine(client, *files, last=None, **headers):
    data = {"files": list(files)} | ({"last": last} if last else {})
    return client.post(reverse("disclosure:examine"), data, **headers)


def packed(answer):
    return re.findall(r'name="packed" value="([^"]*)"', answer.content.decode())


def test_anybody_is_answered_a_sheet_and_nothing_is_kept(client, db):
    unbalanced = {"requests": {"new": {"person": 3}}}
    answer = examine(client, report(figures=unbalanced))
    shown = answer.content.decode()
    assert "T3-1" in shown
    assert (
        "no-cache" in answer["Cache-Control"] or "max-age=0" in answer["Cache-Control"]
    )
    assert not ImportedFile.objects.exists()
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert " style=" not in shown


def test_last_years_file_is_what_it_is_compared_with(client, db):
    before = {"requests": {"new": {"person": 4}, "carried_out": {"person": 4}}}
    alone = examine(client, report(year=2023)).content.decode()
    assert "Y-1" not in alone
    assert (
        "Y-1"
        in examine(
            client, report(year=2023), last=report(year=2022, figures=before)
        ).content.decode()
    )
    both = examine(
        client, report("a.docx", year=2023), report("b.docx", year=2022, figures=before)
    )
    assert "Y-1" in both.content.decode()


@pytest.mark.pdf
def test_a_sheet_is_printed_without_the_file(client, db):
    (blob,) = packed(
        examine(client, report(figures={"requests": {"new": {"person": 3}}}))
    )
    answer = client.post(reverse("disclosure:examine_pdf"), {"packed": blob})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_all_findings_of_several_files_in_one_workbook(client, db):
    answer = examine(
        client,
        report("甲.docx", figures={"requests": {"new": {"person": 3}}}),
        report("乙.docx", year=2022),
    )
    blobs = sorted(set(packed(answer)))
    assert len(blobs) == 2
    answer = client.post(reverse("disclosure:examine_xlsx"), {"packed": blobs})
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    rows = [
        row
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
    ]
    assert any("甲.docx" in map(str, row) and "T3-1" in map(str, row) for row in rows)
    assert any("乙.docx" in map(str, row) for row in rows)


def test_what_is_not_ours_or_too_old_makes_no_file(client, db, time_machine):
    (blob,) = packed(examine(client, report()))
    for name in ("examine_pdf", "examine_xlsx"):
        assert (
            client.post(
                reverse(f"disclosure:{name}"), {"packed": blob[:-2] + "xx"}
            ).status_code
            == 410
        )
    time_machine.move_to(
        datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=3)
    )
    assert (
        client.post(reverse("disclosure:examine_pdf"), {"packed": blob}).status_code
        == 410
    )


def test_a_file_that_cannot_be_read_is_said_beside_those_that_can(client, db):
    bad = SimpleUploadedFile("坏 <b>.pdf", b"%PDF")
    alone = examine(client, bad)
    assert alone.status_code == 422
    assert "请换一个文件" in alone.content.decode()
    bad.seek(0)
    both = examine(client, bad, report())
    assert both.status_code == 200
    assert "坏 &lt;b&gt;.pdf" in both.content.decode()


def test_a_visitor_has_only_so_many_files_examined(client, clerk, monkeypatch):
    monkeypatch.setattr(examine_views, "PER_WINDOW", 2)
    assert examine(client, report(), report()).status_code == 200
    refused = examine(client, report())
    assert refused.status_code == 429
    assert "请过一会儿再来" in refused.content.decode()
    assert examine(client, report(), REMOTE_ADDR="192.0.2.7").status_code == 200
    client.force_login(clerk)
    assert examine(client, report()).status_code == 200
    cache.clear()


def test_files_for_which_there_is_no_time_are_named(client, db, monkeypatch):
    monkeypatch.setattr(examine_views, "AT_ONCE", -1.0)
    answer = examine(client, report("甲.docx"), report("乙.docx"))
    assert answer.status_code == 422
    assert answer.content.decode().count("没有轮到") == 2


def test_the_sheet_of_a_kept_file_has_what_was_settled(found, client):
    client.post(page(found), {"year": "2022", "requests.new.person": "5", "base": "{}"})
    shown = client.get(
        reverse("disclosure:intake_examine", args=[found.file.pk])
    ).content.decode()
    assert "T3-1" in shown


def test_who_has_no_office_of_their_own_is_told_so(client, clerk):
    Membership.objects.filter(user=clerk).update(role=Role.REVIEWER)
    client.force_login(clerk)
    assert client.get(reverse("disclosure:intake")).status_code == 403
