"""Saving while typing: by cell, by value, with history; refusals in JSON."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from disclosure.models import Answer, CellEdit, history_of
from disclosure.review.findings import findings_of
from disclosure.statutory.places import Place
from tests.support.stage import fresh, hand_in, type_in


def post(client, report, *changes):
    url = reverse("disclosure:cells", args=[report.pk])
    return client.post(
        url, json.dumps({"changes": list(changes)}), content_type="application/json"
    )


def change(cell, was, now, how="typed"):
    return {"cell": cell, "was": was, "now": now, "how": how}


@pytest.fixture
def at_desk(client, clerk):
    client.force_login(clerk)
    return client


def test_a_cell_is_saved_and_recorded(at_desk, draft):
    answer = post(at_desk, draft, change("requests.new.person", "", "１２"))
    assert answer.json() == {"saved": {"requests.new.person": "１２"}, "conflicts": []}
    assert fresh(draft).content["requests", "new", "person"] == 12
    (edit,) = CellEdit.objects.all()
    assert (edit.was, edit.now, edit.how, edit.by_name) == ("", "１２", "typed", "沈禾")


def test_an_unreadable_entry_is_saved_too(at_desk, draft):
    assert (
        post(at_desk, draft, change("requests.new.person", "", "十二")).json()[
            "conflicts"
        ]
        == []
    )
    assert fresh(draft).content["requests", "new", "person"].text == "十二"


def test_a_conflict_says_who_and_when_and_the_rest_is_saved(at_desk, draft, clerk):
    type_in(draft, clerk, requests__new__person="3")
    answer = post(
        at_desk,
        draft,
        change("requests.new.person", "", "5"),
        change("requests.new.business", "", "1"),
    ).json()
    (conflict,) = answer["conflicts"]
    assert {key: conflict[key] for key in ("cell", "yours", "theirs", "by")} == {
        "cell": "requests.new.person",
        "yours": "5",
        "theirs": "3",
        "by": "沈禾",
    }
    assert conflict["at"]
    assert answer["saved"] == {"requests.new.business": "1"}


def test_a_save_sent_twice_is_saved_once(at_desk, draft):
    for _ in range(2):
        assert (
            post(at_desk, draft, change("requests.new.person", "", "5")).json()[
                "conflicts"
            ]
            == []
        )
    assert CellEdit.objects.count() == 1


def test_a_passage_is_saved_by_value(at_desk, draft):
    url = reverse("disclosure:passage", args=[draft.pk, "preamble"])

    def save(was, now):
        body = {
            "was": {"heading": None, "text": was},
            "now": {"heading": None, "text": now},
        }
        return at_desk.post(
            url, json.dumps(body), content_type="application/json"
        ).json()

    assert save("", "甲") == {"saved": True, "theirs": None}
    clash = save("", "乙")
    assert clash["saved"] is False
    assert clash["theirs"].pop("at")
    assert clash["theirs"] == {"heading": None, "text": "甲", "by": "沈禾"}
    assert save("甲", "乙")["saved"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"[" * 100_000,
        b"{}",
        b'{"changes": 1}',
        b'{"changes": [1]}',
        b'{"changes": [{"cell": "requests.new.total", "was": "", "now": "1"}]}',
        b'{"changes": [{"cell": "requests.new", "was": "", "now": "1"}]}',
        b'{"changes": [{"cell": ["a"], "was": "", "now": "1"}]}',
        b'{"changes": [{"cell": "requests.new.person", "was": "", "now": 1}]}',
        b'{"changes": [{"cell": "requests.new.person", "was": "", "now": "\\u0000"}]}',
        b'{"changes": [{"cell": "requests.new.person", "was": "", "now": "1", "how": "magic"}]}',
        json.dumps({"changes": [change("requests.new.person", "", "1" * 65)]}).encode(),
        json.dumps(
            {"changes": [change("requests.new.person", "", "1")] * 401}
        ).encode(),
    ],
)
def test_what_the_page_never_sends_is_refused_in_json(at_desk, draft, body):
    answer = at_desk.post(
        reverse("disclosure:cells", args=[draft.pk]),
        body,
        content_type="application/json",
    )
    assert answer.status_code == 400
    assert answer.json()["problem"].startswith("没有保存")
    assert not CellEdit.objects.exists()


def test_a_signed_out_page_is_told_so_and_can_ask_for_a_token(draft):
    client = Client()
    assert (
        post(client, draft, change("requests.new.person", "", "1")).status_code == 401
    )
    asked = client.get(reverse("disclosure:session")).json()
    assert asked["signed_in"] is False
    assert asked["token"]


def test_a_token_from_the_session_page_is_good_for_a_save(draft, clerk):
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)
    token = client.get(reverse("disclosure:session")).json()["token"]
    body = json.dumps({"changes": [change("requests.new.person", "", "1")]})
    url = reverse("disclosure:cells", args=[draft.pk])
    assert client.post(url, body, content_type="application/json").status_code == 403
    assert (
        client.post(
            url, body, content_type="application/json", headers={"X-CSRFToken": token}
        ).status_code
        == 200
    )


def test_a_submitted_report_answers_what_happened(at_desk, ready, clerk):
    hand_in(ready, clerk)
    answer = post(at_desk, ready, change("requests.new.person", "0", "1"))
    assert answer.status_code == 409
    assert "待审核" in answer.json()["problem"]


def test_saves_of_one_sitting_are_one_line_of_history(draft, clerk, at_desk):
    start = timezone.now()
    for minutes, was, now in (
        (0, "", "1"),
        (3, "1", "12"),
        (8, "12", "123"),
        (60, "123", "4"),
    ):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            post(at_desk, draft, change("requests.new.person", was, now))
    edits = history_of(draft, Place("requests", "new", "person"))
    assert [(edit.was, edit.now) for edit in edits] == [("123", "4"), ("", "123")]
    shown = at_desk.get(
        reverse("disclosure:history", args=[draft.pk, "requests.new.person"])
    ).json()["edits"]
    assert [(edit["was"], edit["now"], edit["how"]) for edit in shown] == [
        ("123", "4", "键入"),
        ("", "123", "键入"),
    ]


def test_filling_is_recorded_as_filling(at_desk, draft):
    post(at_desk, draft, change("requests.new.person", "", "0", "filled"))
    assert CellEdit.objects.get().get_how_display() == "其余填 0"


def test_a_passage_is_cleaned_as_the_form_cleans_it(at_desk, draft):
    url = reverse("disclosure:passage", args=[draft.pk, "preamble"])
    body = {
        "was": {"heading": None, "text": ""},
        "now": {"heading": None, "text": "甲\r\n乙\x0b丙\x00\n\n"},
    }
    assert at_desk.post(url, json.dumps(body), content_type="application/json").json()[
        "saved"
    ]
    assert fresh(draft).content.passage("preamble").text == "甲\n乙\n丙"


def test_settings_are_saved_one_by_one(at_desk, draft):
    def save(**chosen):
        url = reverse("disclosure:settings", args=[draft.pk])
        return at_desk.post(
            url, json.dumps(chosen), content_type="application/json"
        ).status_code

    assert save(signature_date="2024-01-15") == 200
    assert save(opening="before") == 200
    assert save(signature_agency=" 某街道办事处 ") == 200
    kept = fresh(draft)
    assert (kept.opening, kept.signature_agency) == ("before", "某街道办事处")
    assert kept.signature_date.isoformat() == "2024-01-15"
    assert (
        save(opening="above")
        == save(signature_date="31/02")
        == save(signature_agency=7)
        == 400
    )
    assert save(signature_date="") == 200
    assert fresh(draft).signature_date is None


def test_what_one_person_left_is_never_saved_in_the_name_of_another(
    at_desk, draft, leader, clerk
):
    body = json.dumps({"changes": [change("requests.new.person", "", "1")]})
    url = reverse("disclosure:cells", args=[draft.pk])
    headers = {"X-Desk-User": str(leader.pk)}
    assert (
        at_desk.post(
            url, body, content_type="application/json", headers=headers
        ).status_code
        == 401
    )
    assert not CellEdit.objects.exists()
    headers = {"X-Desk-User": str(clerk.pk)}
    assert (
        at_desk.post(
            url, body, content_type="application/json", headers=headers
        ).status_code
        == 200
    )
    assert at_desk.get(reverse("disclosure:session")).json()["user"] == clerk.pk


# ── Reasons ───────────────────────────────────────────────────────────────────────────────────────────────────────
def give(client, report, fingerprint, reason):
    url = reverse("disclosure:reason", args=[report.pk])
    return client.post(
        url,
        json.dumps({"fingerprint": fingerprint, "reason": reason}),
        content_type="application/json",
    )


def test_a_reason_is_saved_beside_its_query_and_taken_back_with_a_blank(
    at_desk, draft, clerk
):
    type_in(draft, clerk, documents__regulations__made="1")
    (query,) = findings_of(fresh(draft), "draft")
    assert give(at_desk, draft, query.fingerprint, "受委托代拟。").json() == {
        "saved": True
    }
    assert Answer.objects.get().reason == "受委托代拟。"
    assert give(at_desk, draft, query.fingerprint, " ").json() == {"saved": True}
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("fingerprint", "reason", "words"),
    [
        ("Y-1|x|1|2", "因为", "不存在了"),
        ("Y-1|x|1|2", "因" * 501, "不能超过 500 字"),
        ("", "因为", ""),
    ],
)
def test_a_reason_to_what_is_not_asked_is_refused_in_words(
    at_desk, draft, fingerprint, reason, words
):
    answer = give(at_desk, draft, fingerprint, reason)
    assert answer.status_code == 422
    assert words in answer.json()["problem"]
    assert not Answer.objects.exists()
