"""What was posted is kept as typed, whatever it was; only what changed is sent on."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.http import QueryDict
from django.template import Context, Template

from disclosure.forms import NoteForm, PassagesForm, TablesForm, echo_data
from disclosure.forms.echo import JUDGED_WHILE_TYPING
from disclosure.rules import examine
from disclosure.statutory.content import (
    CellChange,
    Content,
    PassageChange,
    PassageText,
    Signature,
)
from disclosure.statutory.editions import EDITIONS
from disclosure.statutory.grid import grid_for
from disclosure.statutory.places import Place
from tests.support.make import make_content

EDITION = EDITIONS["2021"]
REQUESTS, OVERVIEW, OTHER = (
    EDITION.part(key) for key in ("requests", "overview", "other_matters")
)
PLACE = ("requests", "new", "person")
PAGE = Template("{% load crispy_forms_tags %}{% crispy form %}")


def post(base=None, **fields):
    data = QueryDict(mutable=True)
    data["base"] = json.dumps(base or {})
    data.update({name.replace("__", "."): text for name, text in fields.items()})
    return data


def tables(data=None, content=None, **options):
    return TablesForm(content or make_content(fill=None), REQUESTS, data, **options)


def draw(form, findings=()):
    return PAGE.render(Context({"form": form, "findings": findings}))


class Cells(HTMLParser):
    """The drawn cells: id -> (class of its td, attributes, text)."""

    def __init__(self, html):
        super().__init__()
        self.cells, self.slot, self.at = {}, "", None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "td":
            self.slot = attrs.get("class", "")
        if attrs.get("id", "").startswith("c-"):
            self.at = attrs["id"]
            self.cells[self.at] = [self.slot, attrs, ""]

    def handle_data(self, data):
        if self.at:
            self.cells[self.at][2] += data

    def handle_endtag(self, tag):
        self.at = None


# ── Changes ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_only_cells_that_differ_from_what_typing_began_with_are_changes():
    content = make_content(
        {"requests": {"new": {"person": 3, "business": 4}}}, fill=None
    )
    form = tables(
        post(
            {"requests.new.person": "3"},
            requests__new__person="3",
            requests__granted__person="2",
        ),
        content,
    )
    assert form.is_valid()
    assert form.changes == [
        CellChange(Place("requests", "granted", "person"), was="", now="2")
    ]


def test_a_cell_left_alone_shows_what_another_person_stored_meanwhile():
    stored = make_content({"requests": {"new": {"person": 9}}}, fill=None)
    form = tables(post({"requests.new.person": "3"}, requests__new__person="3"), stored)
    assert (form.changes, form.shown[Place(*PLACE)]) == ([], "9")


@pytest.mark.parametrize(
    "text", ["12a", "-1", "１２", "<script>", "  7 ", "%s %(x)d {0}"]
)
def test_whatever_was_typed_is_a_change_and_is_shown_again_as_typed(text):
    form = tables(post(requests__new__person=text))
    assert form.is_valid()
    assert form.changes[0].now == text
    assert Cells(draw(form)).cells["c-requests-new-person"][1]["value"] == text


def test_a_cell_too_long_is_refused_with_its_place_and_kept():
    form = tables(post(requests__new__person="9" * 65))
    assert not form.is_valid()
    ((anchor, message),) = form.error_links
    assert anchor == "c-requests-new-person"
    assert message.startswith("表三「一、本年新收政府信息公开申请数量」行「自然人」列")
    assert Cells(draw(form)).cells[anchor][1]["value"] == "9" * 65


@pytest.mark.parametrize(
    "base",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '{"requests.new.person": 5}',
        '{"requests.new.person": ["\\ud800"]}',
        "[" * 100_000,
        "1" * 5000,
    ],
    ids=lambda base: base[:12] or "empty",
)
def test_a_base_that_is_not_ours_counts_as_blank(base):
    data = post(requests__new__person="3")
    data["base"] = base
    form = tables(data)
    assert form.is_valid()
    assert form.changes == [CellChange(Place(*PLACE), was="", now="3")]


def test_keys_that_are_no_cells_totals_and_other_parts_are_ignored():
    form = tables(
        post(
            requests__new__total="9",
            requests__outcome_total__person="9",
            disputes__cases__reconsideration_upheld="1",
            requests__nothing__person="1",
            __class__="x",
        )
    )
    assert form.is_valid()
    assert form.changes == []


def test_nothing_posted_changes_nothing():
    form = tables(QueryDict(""), make_content(fill=0))
    assert form.is_valid()
    assert form.changes == []


def test_control_characters_never_reach_the_database():
    form = tables(post(requests__new__person="1\x002\n3\x07"))
    form.is_valid()
    assert form.changes[0].now == "12 3"


def test_after_a_refusal_typing_goes_on_from_where_it_began_and_after_a_conflict_from_what_is_stored():
    stored = make_content({"requests": {"new": {"person": 9}}}, fill=None)
    refused = tables(
        post(
            {"requests.new.person": "3"},
            requests__new__person="4",
            requests__granted__person="9" * 65,
        ),
        stored,
    )
    assert json.loads(refused.base)["requests.new.person"] == "3"
    clashed = tables(
        post({"requests.new.person": "3"}, requests__new__person="4"), stored
    )
    assert json.loads(clashed.base)["requests.new.person"] == "9"


# ── The drawn table ───────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("edition", EDITIONS.values(), ids=lambda edition: edition.key)
def test_every_entry_cell_is_an_input_and_every_total_an_output(edition):
    content = make_content(edition=edition.key)
    for part in (part for part in edition.parts if part.tables):
        html = draw(TablesForm(content, part))
        for table in part.tables:
            inputs = re.findall(
                rf'<input type="text"[^>]* name="{table.key}\.(\w+)\.(\w+)"', html
            )
            assert tuple(inputs) == table.entry_cells
            outputs = re.findall(rf'<output id="c-{table.key}-(\w+)-(\w+)"', html)
            assert outputs == [
                (slot.row, slot.column) for slot in grid_for(table).slots if slot.total
            ]
        assert "\ue000" not in html


def test_every_input_has_a_name_of_its_own_for_those_who_do_not_see_it():
    labels = re.findall(
        r'<(?:input type="text"|output)[^>]* aria-label="([^"]+)"', draw(tables())
    )
    assert len(labels) == len(set(labels)) == 25 * 7
    assert "（三）不予公开 1.属于国家秘密 · 自然人" in labels


def test_blank_zero_unreadable_and_wrong_look_different():
    row = {"person": 5, "business": 0, "research": "x", "charity": None}
    content = make_content({"requests": {"new": row}}, fill=0)
    findings = [
        finding
        for finding in examine(content, when="draft")
        if finding.part == "requests"
    ]
    cells = Cells(draw(tables(content=content), findings)).cells
    look = {column: cells[f"c-requests-new-{column}"][0] for column in row}
    assert look == {
        "person": "slot error",
        "business": "slot zero",
        "research": "slot unread error",
        "charity": "slot blank",
    }
    assert cells["c-requests-new-person"][1]["aria-invalid"] == "true"
    index = [finding.code for finding in findings].index("T3-1")
    assert cells["c-requests-new-person"][1]["aria-describedby"] == f"f-{index}"


def test_totals_and_balance_are_there_without_javascript():
    content = make_content(
        {"requests": {"new": {"person": 60}, "granted": {"person": 61}}}, fill=0
    )
    html = draw(tables(content=content))
    assert Cells(html).cells["c-requests-outcome_total-person"][2] == "61"
    assert re.findall(r'class="difference([^"]*)"><span>([^<]*)', html)[:2] == [
        (" off", "差 1"),
        (" even", "平"),
    ]


def test_an_unfinished_column_is_out_of_balance_without_blame():
    content = make_content({"requests": {"new": {"person": 60}}}, fill=None)
    assert re.findall(
        r'class="difference([^"]*)"><span>([^<]*)', draw(tables(content=content))
    )[:2] == [
        (" open", "差 60"),
        ("", ""),
    ]


def test_last_years_figure_stands_in_the_cell_where_the_form_asked_the_same():
    last = make_content(
        {"requests": {"new": {"person": 48}, "other_remaining": {"person": 5}}},
        year=2020,
    )
    html = draw(tables(last=last))
    assert re.search(r'name="requests\.new\.person"[^>]*><small>上年 48</small>', html)
    assert re.search(
        r'name="requests\.other_remaining\.person"[^>]*><small></small>', html
    ), "（六） was one line in 2019"


def test_what_may_not_be_changed_has_no_inputs():
    html = draw(tables(content=make_content(), editable=False))
    assert "<input" not in html
    assert Cells(html).cells["c-requests-new-person"][2] == "0"


def test_long_figures_widen_the_table():
    assert "grid stub-3 columns-7 wide" in draw(
        tables(content=make_content({"requests": {"new": {"person": 12345678}}}))
    )
    assert "wide" not in draw(tables(content=make_content()))


# ── Passages ──────────────────────────────────────────────────────────────────────────────────────────────────────
def passages(data=None, part=OVERVIEW, content=None):
    return PassagesForm(content or make_content(passages={}), part, data)


def test_the_official_heading_is_none_an_emptied_one_is_empty_another_is_kept():
    form = passages(
        post(
            proactive__heading="（一）主动公开",
            proactive__text="甲",
            on_request__heading="",
            on_request__text="乙",
            management__heading=" （三）政府信息管理： ",
            management__text="丙",
        )
    )
    assert form.is_valid()
    assert form.changes == [
        PassageChange("proactive", PassageText(""), PassageText("甲", None)),
        PassageChange("on_request", PassageText(""), PassageText("乙", "")),
        PassageChange(
            "management", PassageText(""), PassageText("丙", "（三）政府信息管理：")
        ),
    ]


def test_line_ends_and_control_characters_of_word_processors_are_cleaned():
    form = passages(post(preamble__text="甲\r\n乙\x0b丙\x00\x07"))
    form.is_valid()
    assert form.changes[0].now.text == "甲\n乙\n丙"


def test_an_untouched_page_sends_nothing():
    content = make_content(passages={"preamble": "甲", "proactive": "乙"})
    drawn = draw(passages(content=content))
    form = passages(None, content=content)
    data = QueryDict(mutable=True)
    data["base"] = form.base
    for shown in form.shown:
        data[f"{shown.slot.key}.heading"], data[f"{shown.slot.key}.text"] = (
            shown.heading,
            shown.text,
        )
    assert "甲</textarea>" in drawn
    again = passages(data, content=content)
    assert again.is_valid()
    assert again.changes == []


@pytest.mark.parametrize(("name", "length"), [("heading", 101), ("text", 100_001)])
def test_too_long_is_said_with_both_numbers(name, length):
    form = passages(post(**{f"proactive__{name}": "长" * length}))
    assert not form.is_valid()
    assert f"有 {length} 个字，最多 {length - 1} 个" in str(form.errors)


@pytest.mark.parametrize(
    "base", ['{"preamble": 7}', '{"preamble": [1, 2]}', '{"preamble": [null]}']
)
def test_a_hostile_base_of_passages_counts_as_blank(base):
    data = post(preamble__text="甲")
    data["base"] = base
    form = passages(data)
    assert form.is_valid()
    assert form.changes == [
        PassageChange("preamble", PassageText(""), PassageText("甲"))
    ]


def test_the_opening_and_the_signature_are_settings_of_their_parts():
    form = passages(post(opening="before"))
    assert form.is_valid()
    assert form.settings == {"opening": "before"}
    form = passages(
        post(signature_agency="某街道办事处", signature_date="2024-01-15"), OTHER
    )
    assert form.is_valid()
    assert form.settings["signature"].date.isoformat() == "2024-01-15"
    form = passages(post(signature_agency="", signature_date=""), OTHER)
    assert form.is_valid()
    assert form.settings == {"signature": Signature()}
    assert passages(post(opening="above")).is_valid() is False
    assert passages(post(signature_date="31/02"), OTHER).is_valid() is False


# ── The note, and what the browser is told ────────────────────────────────────────────────────────────────────────
def test_the_note_of_a_return_is_bounded():
    form = NoteForm({"note": "字" * 2001})
    assert not form.is_valid()
    assert form.errors["note"] == ["退回意见不能超过 2000 字。"]


def test_the_browser_is_told_the_words_of_the_rules_and_the_rest_of_the_report():
    content: Content = make_content(
        {"documents": {"regulations": {"made": 2}}}, fill=None
    )
    script = tables(content=content).edition_script
    edition = json.loads(
        re.fullmatch(
            r'<script id="edition" type="application/json">(.*)</script>', script
        )[1]
    )
    echo = edition | json.loads(json.dumps(echo_data(content, None, REQUESTS)))
    assert list(echo["rules"]) == sorted(
        JUDGED_WHILE_TYPING, key=list(echo["rules"]).index
    )
    assert set(echo["rules"]) == set(JUDGED_WHILE_TYPING)
    assert echo["entered"]["documents"] == {"regulations.made": "2"}
    assert "requests" not in echo["entered"]
    place = next(
        row
        for row in next(t for t in echo["tables"] if t["key"] == "requests")["rows"]
        if row["key"] == "new"
    )
    assert place["place"] + "「自然人」列" == EDITION.cell_name(*PLACE)
