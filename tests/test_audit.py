"""The chain of events: written without a gap by whoever moves at once; whatever is done to it is found and named."""

import datetime
import json
from io import StringIO
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F

from disclosure import checks
from disclosure.audit.chain import digest, event_hash, release_hash
from disclosure.audit.heads import KeptHead, read_head, write_head
from disclosure.audit.walk import NEARBY, Walk, _altered, named
from disclosure.models import ChainHead, Event, Move, Release, Stage
from disclosure.review import workflow
from tests.conftest import make_agency, make_person
from tests.support.append_only import lifted, raw
from tests.support.stage import approve, fresh, hand_in, race

DOC = Path(__file__).resolve().parent.parent / "docs" / "audit.md"
AT = datetime.datetime(2026, 11, 26, 1, 2, 3, 4, datetime.UTC)


def faults(kept=None):
    return list(Walk(kept).faults())


def verify(**options):
    """(exit status, what it said)."""
    out = StringIO()
    try:
        call_command("verify_audit", stdout=out, **options)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def chain():
    return list(
        Event.objects.order_by("chain_number").values_list(
            "chain_number", "previous_hash", "hash"
        )
    )


def linked(events):
    return all(this[1] == before[2] for before, this in pairwise(events))


def test_events_of_all_reports_are_one_chain(published, other_office, outsider):
    workflow.open_report(agency=other_office, year=published.year, by=outsider)
    events = chain()
    assert [number for number, _, _ in events] == [1, 2, 3, 4, 5]
    assert events[0][1] == ""
    assert linked(events)
    assert ChainHead.objects.values_list("number", "hash").get() == (5, events[-1][2])


def test_an_event_says_what_it_was_of(published):
    event = Event.objects.last()
    assert (event.report_key, event.move, event.by_name) == (
        "tangxi/2023",
        Move.PUBLISH,
        "陆远舟",
    )
    assert event.release == Release.objects.get()
    assert event.release_hash == release_hash(event.release, "sha256")
    assert [other.release for other in Event.objects.all()[:3]] == [None] * 3


def test_the_record_reads_the_same_when_an_office_and_a_person_are_renamed(
    published, office, clerk
):
    office.code, office.name, clerk.name = "other", "改名街道办事处", "改名"
    office.save()
    clerk.save()
    assert faults() == []
    assert Event.objects.first().report_key == "tangxi/2023"


EVENT = SimpleNamespace(
    algorithm="sha256",
    chain_number=12,
    report_id=5,
    report_key="tangxi/2023",
    move="send_back",
    by_id=3,
    by_name="陆远舟",
    at=AT,
    note="“第五部分”太笼统。",
    content_hash="c" * 64,
    release_id=None,
    release_hash="",
    previous_hash="d" * 64,
)


@pytest.mark.parametrize(
    ("algorithm", "known"),
    [
        ("sha256", "2ea3db02f8861aa3491e66a5435937629e8f36fbb9434cdf14a28f470082fea1"),
        ("sm3", "bc832dfb72f5dae577ca9f44e833a66daec9bde59203de8ed154a19e2143210e"),
    ],
)
def test_what_is_hashed_stays_as_it_is_for_ever_and_as_the_page_says(algorithm, known):
    """Computed by openssl from the text on the page: what is written today is to be verified in twenty years."""
    assert (
        event_hash(SimpleNamespace(**{**vars(EVENT), "algorithm": algorithm})) == known
    )
    page = DOC.read_text(encoding="utf-8")
    (text,) = (line for line in page.splitlines() if line.startswith('{"algorithm"'))
    assert digest(algorithm, text.replace("sha256", algorithm)) == known
    assert known in page


def test_the_head_on_the_page_is_one():
    page = DOC.read_text(encoding="utf-8")
    text = page[page.index("{\n  ") : page.index("}\n```", page.index("{\n  ")) + 1]
    assert read_head(text.encode()).number == 1284


def test_the_known_answer_of_sm3():
    assert (
        digest("sm3", "abc")
        == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    )


def another(value):
    """A value of the same kind."""
    if isinstance(value, datetime.datetime):
        return value + datetime.timedelta(microseconds=1)
    if isinstance(value, int):
        return value + 1
    if isinstance(value, list):
        return [{"code": "x"}]
    return (
        bytes(value or b"") + b"x"
        if isinstance(value, bytes | memoryview)
        else f"x{(value or '')[1:]}"
    )


@pytest.mark.parametrize("model", [Event, Release], ids=["event", "release"])
def test_every_column_is_hashed(model, published):
    """A column that is added to an event or a release and forgotten here would not be protected."""
    row = model.objects.last()
    count = (
        event_hash
        if model is Event
        else lambda release: release_hash(release, "sha256")
    )
    left_out = {"id", "hash", "algorithm"} if model is Event else set()
    before = count(row)
    for field in model._meta.concrete_fields:
        if field.attname not in left_out:
            changed = model.objects.get(pk=row.pk)
            setattr(changed, field.attname, another(getattr(changed, field.attname)))
            assert count(changed) != before, field.attname
    if model is Event:
        assert event_hash(
            SimpleNamespace(**{**vars(EVENT), "algorithm": "sm3"})
        ) != event_hash(EVENT)


def test_a_change_of_the_algorithm_goes_on_in_the_same_chain(
    submitted, leader, settings
):
    settings.AUDIT_HASH = "sm3"
    approved = approve(submitted, leader)
    settings.AUDIT_HASH = "sha256"
    workflow.send_back(report=approved, by=leader, note="漏了一件。")
    assert list(Event.objects.values_list("algorithm", flat=True)) == [
        "sha256",
        "sha256",
        "sm3",
        "sha256",
    ]
    assert linked(chain())
    assert faults() == []


def test_an_algorithm_that_cannot_be_computed_is_told_before_a_move_fails(
    settings, monkeypatch
):
    assert checks.check_audit_hash(None) == []
    settings.AUDIT_HASH = "sm3"
    monkeypatch.setattr("hashlib.new", refuse)
    (problem,) = checks.check_audit_hash(None)
    assert problem.msg == "This Python cannot compute sm3."
    assert "AUDIT_HASH=sha256" in problem.hint


def refuse(name, *data):
    raise ValueError(f"unsupported hash type {name}")


def test_events_that_cannot_be_computed_here_are_named(published, monkeypatch):
    monkeypatch.setattr("hashlib.new", refuse)
    assert len(faults()) == 4
    assert "本机做不到" in faults()[0]


# ── What somebody does who can take the triggers away ─────────────────────────────────────────────────────────────


def tamper(sql, *params):
    with lifted():
        raw(sql, *params)


CHANGES = {
    "report_key": "'tingsong/2023'",
    "move": "'send_back'",
    "by_name": "'别人'",
    "note": "'改动'",
    "at": "'2020-01-01T00:00:00+00:00'",
    "content_hash": "'0'",
    "algorithm": "'md5'",
    "previous_hash": "'0'",
    "hash": "'0'",
    "release_hash": "'0'",
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_event_is_named_and_no_other(column, published):
    tamper(
        f"UPDATE disclosure_event SET {column} = {CHANGES[column]} WHERE chain_number = 2"
    )
    found = faults()
    assert len(found) == 1
    assert found[0].startswith("第 2 号记录（")
    assert "被改动过" in found[0] or "本机做不到" in found[0]
    status, said = verify()
    assert status == 1
    assert "4 条" in said
    assert "1 处不符" in said


def test_a_fault_names_report_move_person_and_time(published):
    event = Event.objects.get(chain_number=2)
    tamper("UPDATE disclosure_event SET note = '改动' WHERE chain_number = 2")
    at = event.at.astimezone(datetime.timezone(datetime.timedelta(hours=8))).strftime(
        "%Y-%m-%d %H:%M:%S"
    )
    assert faults() == [
        f"第 2 号记录（tangxi/2023 提交审核，沈禾，{at}）：内容与它的摘要不符，被改动过。"
    ]


def test_a_time_that_cannot_be_read_is_named(published):
    event = Event.objects.get(chain_number=2)
    event.at = None  # as Django reads it where SQLite holds something else
    assert _altered(event) == "时间读不出，被改动过。"
    assert named(event) == "第 2 号记录（tangxi/2023 提交审核，沈禾，？）"


def test_another_actor_is_found(published, leader):
    tamper("UPDATE disclosure_event SET by_id = %s WHERE chain_number = 2", leader.pk)
    assert [fault[:5] for fault in faults()] == ["第 2 号"]


def rehash(number):
    """As a forger would who knows how it is computed: the event's own hash, made to fit."""
    event = Event.objects.get(chain_number=number)
    with lifted():
        Event.objects.filter(pk=event.pk).update(hash=event_hash(event))


def test_a_changed_event_whose_hash_was_made_to_fit_is_found_by_the_next(published):
    tamper("UPDATE disclosure_event SET note = '改动' WHERE chain_number = 2")
    rehash(2)
    (fault,) = faults()
    assert fault.startswith("第 3 号记录（")
    assert "与第 2 号不符：第 2 号被改写或替换过" in fault


def test_a_changed_last_event_whose_hash_was_made_to_fit_is_found_by_the_head(
    published,
):
    tamper("UPDATE disclosure_event SET note = '改动' WHERE chain_number = 4")
    rehash(4)
    (fault,) = faults()
    assert "数据库的链头与第 4 号的摘要不符" in fault


def forge(first):
    """Every event from `first` on, and the head, made to fit."""
    previous = Event.objects.get(chain_number=first - 1).hash
    with lifted():
        for event in Event.objects.filter(chain_number__gte=first).order_by(
            "chain_number"
        ):
            event.previous_hash = previous
            event.hash = previous = event_hash(event)
            event.save()
        ChainHead.objects.update(number=event.chain_number, hash=previous)


def head(number=4):
    return KeptHead(
        number,
        Event.objects.get(chain_number=number).hash,
        "sha256",
        "2026-11-26T00:00:00+00:00",
        "a.example",
    )


@pytest.mark.parametrize("kept", [2, 3, 4])
def test_a_chain_rewritten_from_an_event_on_is_found_by_a_head_kept_elsewhere(
    kept, published
):
    elsewhere = head(kept)
    tamper("UPDATE disclosure_event SET note = '改动' WHERE chain_number = 2")
    forge(2)
    assert faults() == []
    (fault,) = faults(elsewhere)
    assert fault.startswith(f"第 {kept} 号记录（")
    assert "与链头文件所记的摘要不符" in fault


def test_a_removed_event_is_named(published):
    tamper("DELETE FROM disclosure_event WHERE chain_number = 2")
    (fault,) = faults()
    assert fault.startswith("第 3 号记录（")
    assert "它之前的第 2 号记录不见了，是被删除的" in fault


def test_several_removed_events_and_a_change_are_all_named(published):
    tamper("DELETE FROM disclosure_event WHERE chain_number < 3")
    tamper("UPDATE disclosure_event SET note = '改动' WHERE chain_number = 3")
    first, second = faults()
    assert "第 1–2 号记录不见了" in first
    assert "内容与它的摘要不符" in second


def shift(first, by):
    """Renumber the events from `first` on, as if nothing had been there."""
    with lifted():
        for event in Event.objects.filter(chain_number__gte=first).order_by(
            "chain_number" if by < 0 else "-chain_number"
        ):
            Event.objects.filter(pk=event.pk).update(
                chain_number=F("chain_number") + by
            )


def test_a_removed_event_is_found_though_the_rest_was_renumbered(published):
    tamper("DELETE FROM disclosure_event WHERE chain_number = 2")
    shift(3, -1)
    found = faults()
    assert "第 2 号记录（tangxi/2023 审核通过" in found[0]
    assert "原来是第 3 号，被移动过位置" in found[0]
    assert "原来是第 4 号" in found[1]
    assert "链尾缺失" in found[2]


def copy_of(number, **changes):
    event = Event.objects.get(chain_number=number)
    event.pk = None
    for name, value in changes.items():
        setattr(event, name, value)
    event.hash = event_hash(event)
    with lifted():
        event.save(force_insert=True)
    return event


def test_an_inserted_event_is_named_by_the_one_after_it(submitted):
    shift(2, 1)
    first = Event.objects.get(chain_number=1)
    copy_of(1, chain_number=2, move=Move.WITHDRAW, previous_hash=first.hash)
    (moved, beyond) = faults()
    assert "第 3 号记录（tangxi/2023 提交审核" in moved
    assert "原来是第 2 号，被移动过位置：前面的记录有过增删或者调换" in moved
    assert "第 3 号记录在数据库的链头（第 2 号）之后，不是系统写入的" in beyond


def test_an_event_added_at_the_end_is_named_by_the_head(published):
    last = Event.objects.get(chain_number=4)
    copy_of(3, chain_number=5, previous_hash=last.hash)
    assert faults() == ["第 5 号记录在数据库的链头（第 4 号）之后，不是系统写入的。"]


def test_an_event_inserted_before_the_first_is_named(published):
    copy_of(1, chain_number=0)
    (fault,) = faults()
    assert fault.startswith("第 0 号记录（tangxi/2023 开始填报")
    assert "有记录是插入的" in fault


@pytest.mark.parametrize(("one", "other"), [(2, 3), (1, 4)])
def test_two_events_that_changed_places_are_both_named(one, other, published):
    for number, place in ((one, 99), (other, one), (99, other)):
        tamper(
            "UPDATE disclosure_event SET chain_number = %s WHERE chain_number = %s",
            place,
            number,
        )
    found = faults()
    assert f"第 {one} 号记录（" in found[0]
    assert f"原来是第 {other} 号" in found[0]
    assert f"第 {other} 号记录（" in found[1]
    assert f"原来是第 {one} 号" in found[1]


def test_an_event_moved_far_is_named_all_the_same(published):
    tamper(
        "UPDATE disclosure_event SET chain_number = %s WHERE chain_number = 4",
        5 + NEARBY,
    )
    found = faults()
    assert any("内容与它的摘要不符" in fault for fault in found)
    assert any("第 4–" in fault for fault in found)


def test_a_cut_tail_is_told_by_the_databases_own_head(published):
    tamper("DELETE FROM disclosure_event WHERE chain_number > 2")
    cut, orphan = faults()
    assert cut == "链尾缺失：数据库的链头是第 4 号，记录只到第 2 号，第 3–4 号被删除。"
    assert "没有对应的发布记录" in orphan


def test_a_tail_cut_with_care_is_found_only_by_a_head_kept_elsewhere(submitted):
    elsewhere = head(2)
    tamper("DELETE FROM disclosure_event WHERE chain_number = 2")
    with lifted():
        ChainHead.objects.update(number=1, hash=Event.objects.get().hash)
    assert faults() == []
    _, said = verify()
    assert "没有给出链头文件（--head），末尾被整段截去或者全部被重写时看不出来" in said
    (fault,) = faults(elsewhere)
    assert fault == (
        "链尾缺失：链头文件（a.example，2026-11-26T00:00:00+00:00）记到第 2 号，记录只到第 1 号，第 2 号被删除。"
    )


def test_an_emptied_record_is_told(published):
    elsewhere = head()
    tamper("DELETE FROM disclosure_event")
    assert "第 1–4 号被删除" in faults()[0]
    assert "链头文件" in faults(elsewhere)[1]


@pytest.mark.parametrize(
    "field",
    ["exchange_json", "reason", "title", "content_hash", "answers", "published_at"],
)
def test_a_changed_release_is_found_by_its_event(field, published):
    release = Release.objects.get()
    with lifted():
        Release.objects.update(**{field: another(getattr(release, field))})
    (fault,) = faults()
    assert fault.startswith("第 4 号记录（tangxi/2023 发布，")
    assert "第 1 版与发布时的摘要不符，已发布的内容被改动过" in fault


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE disclosure_releasefile SET body = 'x' WHERE format = 'pdf'",
        "UPDATE disclosure_releasefile SET format = 'csv' WHERE format = 'pdf'",
        "DELETE FROM disclosure_releasefile WHERE format = 'pdf'",
        "INSERT INTO disclosure_releasefile (release_id, format, body) SELECT id, 'xlsx', 'x' FROM disclosure_release",
    ],
    ids=["changed", "renamed", "removed", "inserted"],
)
def test_a_file_of_a_release_that_is_not_as_published_is_found(change, published):
    with lifted():
        raw(change)
    (fault,) = faults()
    assert "第 1 版与发布时的摘要不符，已发布的内容被改动过" in fault


def test_a_removed_release_is_found_by_its_event(published):
    with lifted(), connection.constraint_checks_disabled():
        raw("UPDATE disclosure_event SET release_id = NULL WHERE chain_number = 4")
        raw("DELETE FROM disclosure_entrytext")
        raw("DELETE FROM disclosure_entry")
        raw("DELETE FROM disclosure_releasefile")
        raw("DELETE FROM disclosure_release")
    found = faults()
    assert any("它发布的版本不见了，是被删除的" in fault for fault in found)


def test_an_inserted_release_is_named(published):
    release = Release.objects.get()
    release.pk, release.number = None, 2
    release.save(force_insert=True)
    assert faults() == [f"《{release.title}》第 2 版：没有对应的发布记录，是插入的。"]


def test_a_trigger_that_was_not_put_back_is_told(published):
    gone = "guard_disclosure_release_update"
    raw(
        f"DROP TRIGGER {gone}"
        + ("" if connection.vendor == "sqlite" else " ON disclosure_release")
    )
    assert faults() == [f"数据库缺少保护：触发器 {gone} 不在，或者被改过。"]


# ── The command ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_whole_record_is_told_with_its_counts(published):
    status, said = verify()
    assert status == 0
    assert said.startswith("核对办理记录 4 条、已发布版本 1 个：完整无误。")


def test_an_empty_record_is_whole(db, tmp_path):
    status, said = verify(export=tmp_path / "head.json")
    assert status == 0
    assert "0 条" in said
    assert verify(head=tmp_path / "head.json")[0] == 0


def test_a_head_is_exported_and_the_chain_grows_from_it(
    submitted, leader, tmp_path, settings
):
    settings.ALLOWED_HOSTS = ["report.example.org"]
    file = tmp_path / "head.json"
    assert verify(export=file)[0] == 0
    kept = json.loads(file.read_text())
    assert kept["format"] == "disclosure-audit-head/1"
    assert (kept["number"], kept["hash"]) == (2, Event.objects.last().hash)
    assert (kept["algorithm"], kept["site"]) == ("sha256", "report.example.org")
    assert datetime.datetime.fromisoformat(
        kept["time"]
    ).utcoffset() == datetime.timedelta(0)
    approve(submitted, leader)
    status, said = verify(head=file, export=file)
    assert status == 0
    assert f"与 {kept['time']} 导出的链头（第 2 号）相符" in said
    assert read_head(file.read_bytes()).number == 3


def test_the_head_of_a_faulty_chain_is_not_written(published, tmp_path):
    tamper("UPDATE disclosure_event SET note = '改动' WHERE chain_number = 2")
    status, said = verify(export=tmp_path / "head.json")
    assert status == 1
    assert "没有写出链头文件" in said
    assert not (tmp_path / "head.json").exists()


GOOD = json.loads(
    write_head(
        KeptHead(2, "a" * 64, "sha256", "2026-11-26T00:00:00+00:00", "a.example")
    )
)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "不是 JSON 文件"),
        ("\udcff", "不是 JSON 文件"),
        ("[]", "不是链头文件"),
        (json.dumps({**GOOD, "format": "disclosure-report/1"}), "不是链头文件"),
        (json.dumps({**GOOD, "number": "2"}), "应当有且只有 number、hash"),
        (json.dumps({**GOOD, "number": True}), "应当有且只有"),
        (json.dumps({**GOOD, "more": 1}), "应当有且只有"),
        (json.dumps({**GOOD, "number": -1}), "序号、摘要或者算法不对"),
        (json.dumps({**GOOD, "hash": ""}), "序号、摘要或者算法不对"),
        (json.dumps({**GOOD, "algorithm": "md5"}), "序号、摘要或者算法不对"),
    ],
)
def test_what_is_not_a_head_is_refused_in_one_sentence(
    text, says, tmp_path, capsys, db
):
    file = tmp_path / "head.json"
    file.write_text(text, encoding="utf-8", errors="surrogateescape")
    assert verify(head=file)[0] == 2
    said = capsys.readouterr().err
    assert says in said
    assert said.startswith(str(file))
    assert said.count("\n") == 1


def test_files_that_cannot_be_read_or_written_are_named(db, tmp_path, capsys):
    assert verify(head=tmp_path / "none.json")[0] == 2
    assert verify(export=tmp_path / "none" / "head.json")[0] == 2
    said = capsys.readouterr().err.splitlines()
    assert "none.json：文件读不出" in said[0]
    assert "head.json：文件写不了" in said[1]


# ── At once ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db(transaction=True)
def test_moves_of_many_at_once_are_one_chain_without_a_gap(
    submitted, leader, district, clerk
):
    """Ten offices open their reports while a leader returns one and its clerk hands it in again, and again."""
    offices = [
        make_agency(f"office-{number}", f"第{number}街道办事处", parent=district)
        for number in range(10)
    ]
    clerks = [
        make_person(f"clerk-{office.pk}", "某人", office, "clerk") for office in offices
    ]

    def back_and_forth():
        for _ in range(5):
            report = workflow.send_back(
                report=fresh(submitted), by=leader, note="再看看。"
            )
            hand_in(report, clerk)
        return fresh(submitted).stage

    opening = [
        lambda pair=pair: workflow.open_report(agency=pair[0], year=2023, by=pair[1])
        for pair in zip(offices, clerks, strict=True)
    ]
    outcomes = race(back_and_forth, *opening)
    assert outcomes[0] == Stage.SUBMITTED
    assert {str(outcome) for outcome in outcomes[1:]} == {
        f"{office} 2023" for office in offices
    }
    events = chain()
    assert [number for number, _, _ in events] == list(range(1, 2 + 10 + 10 + 1))
    assert linked(events)
    assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_the_first_events_of_an_installation_may_come_at_once(year, district):
    offices = [
        make_agency(f"office-{number}", f"第{number}街道办事处", parent=district)
        for number in range(4)
    ]
    clerks = [
        make_person(f"clerk-{office.pk}", "某人", office, "clerk") for office in offices
    ]
    outcomes = race(
        *(
            lambda pair=pair: workflow.open_report(
                agency=pair[0], year=2023, by=pair[1]
            )
            for pair in zip(offices, clerks, strict=True)
        )
    )
    assert len({outcome.pk for outcome in outcomes}) == 4
    assert [number for number, _, _ in chain()] == [1, 2, 3, 4]
    assert faults() == []
