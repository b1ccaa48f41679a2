"""Comments of reviewers: made, answered, resolved, reopened; at their place, also after edits; never published."""

import json
import re
from pathlib import Path

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from disclosure.desk import drafts
from disclosure.models import (
    Comment,
    CommentAct,
    Membership,
    Role,
    Stage,
    State,
    has_said,
    threads_of,
)
from disclosure.outputs import document, html
from disclosure.outputs.marks import Marks
from disclosure.outputs.passages import passage_of
from disclosure.review import comments, moves, workflow
from disclosure.statutory.content import PassageChange, PassageText
from disclosure.statutory.editions import EDITIONS
from disclosure.statutory.places import WHOLE, Place, find_quote, places_in, read_place
from tests.conftest import make_agency, make_person
from tests.support.make import make_content
from tests.support.stage import approve, fresh, hand_in, race, release

CELL = Place("requests", "new", "person")
CASES = json.loads(
    (Path(__file__).parent / "js" / "quotes.json").read_text(encoding="utf-8")
)
LETTERS = st.text("政务公开信息条件 \n12。", max_size=30)


def say(report, by, text="请核对。", **place):
    return comments.comment_on(report=report, by=by, text=text, **place)


def state(comment):
    return next(
        thread.state
        for thread in threads_of(fresh(comment.report))
        if thread.comment == comment
    )


def rewrite(report, by, key, text):
    was = PassageText(report.content.passage(key).text)
    drafts.save_passages(
        report=report, changes=[PassageChange(key, was, PassageText(text))], by=by
    )


# ── Places ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("edition", EDITIONS.values(), ids=lambda edition: edition.key)
def test_every_place_of_an_edition_is_read_back_from_its_anchor_and_has_a_name_of_its_own(
    edition,
):
    places = [WHOLE, *(place for part in edition.parts for place in places_in(part))]
    assert {(table, row, column) for table, row, column in edition.entry_cells} < {
        (place.table, place.row, place.column) for place in places
    }
    assert {place.passage for place in places} == {
        "",
        *(slot.key for slot in edition.passages),
    }
    assert [read_place(edition, place.anchor) for place in places] == places
    assert len({place.name(edition) for place in places}) == len(places)
    assert all(place in places_in(place.part(edition)) for place in places[1:])


@pytest.mark.parametrize(
    "anchor",
    [
        "c",
        "c-requests-new",
        "c-requests-new-x",
        "r-requests-x",
        "p-x",
        "x",
        "p-preamble-0",
        "-",
    ],
)
def test_what_is_no_place_of_the_edition_is_refused(anchor):
    with pytest.raises(KeyError):
        read_place(EDITIONS["2021"], anchor)


def test_the_paper_of_a_review_has_every_place_and_what_is_published_is_the_same_without():
    content = make_content()
    paper = document.build(content)
    marked, plain = (
        html.print_fragment(paper, marks=Marks()),
        html.print_fragment(paper),
    )
    ids = set(re.findall(r'id="([cpr]-[^"]+)"', marked))
    wanted = {
        place.anchor for part in content.edition.parts for place in places_in(part)
    }
    assert wanted <= ids
    assert all(passage_of(name) in wanted for name in ids - wanted)
    assert not re.search(r'id="[cpr]-', plain)


# ── Quotes ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['quote']} in {case['text']}"
)
def test_words_are_found_as_the_case_file_says(case):
    found = find_quote(case["text"], case["quote"], case["near"])
    assert (list(found) if found else None) == case["found"]


@given(
    before=LETTERS,
    after=LETTERS,
    quote=LETTERS.filter(str.strip),
    new_before=LETTERS,
    new_after=LETTERS,
)
def test_a_quote_finds_its_words_again_whatever_is_written_around_them(
    before, after, quote, new_before, new_after
):
    near = find_quote(before + quote + after, quote, len(before))[0]
    text = new_before + quote + new_after
    start, end = find_quote(text, quote, near)
    assert "".join(text[start:end].split()) == "".join(quote.split())


@given(before=LETTERS, after=LETTERS, quote=LETTERS.filter(str.strip))
def test_of_several_places_the_one_where_it_stood_is_found_in_an_unchanged_text(
    before, after, quote
):
    text = before + quote + after
    start = len(before) + len(quote) - len(quote.lstrip())
    assert find_quote(text, quote, start) == (start, len(before) + len(quote.rstrip()))


@given(text=LETTERS, quote=LETTERS)
def test_words_are_gone_only_where_they_stand_nowhere(text, quote):
    bare, wanted = "".join(text.split()), "".join(quote.split())
    assert (find_quote(text, quote) is not None) == (bool(wanted) and wanted in bare)


def test_a_comment_on_words_says_when_they_are_gone(submitted, clerk, leader):
    comment = say(
        submitted, leader, place=Place(passage="problems"), quote="解读形式", near=900
    )
    kept = Comment.objects.get()
    assert (kept.quote, kept.end - kept.start) == ("解读形式", 4)
    draft = workflow.send_back(report=submitted, by=leader, note="")
    rewrite(fresh(draft), clerk, "problems", "一是力量不足。\n二是解读 形式单一。")
    (thread,) = threads_of(fresh(draft))
    assert not thread.gone
    rewrite(fresh(draft), clerk, "problems", "图解太少。")
    (thread,) = threads_of(fresh(draft))
    assert thread.gone
    assert thread.comment == comment


def test_words_that_are_not_there_cannot_be_quoted(submitted, leader):
    with pytest.raises(comments.NotThere):
        say(submitted, leader, place=Place(passage="problems"), quote="没有写过的话")
    assert not Comment.objects.exists()


# ── Moves ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_comment_is_answered_resolved_and_reopened(
    submitted, clerk, leader, reviewer
):
    comment = say(submitted, leader, place=CELL)
    assert state(comment) is State.OPEN
    workflow.send_back(report=submitted, by=leader, note="")
    assert (
        comments.answer_comment(comment=comment, by=clerk, text=" 已改。 ").text
        == "已改。"
    )
    assert state(comment) is State.ANSWERED
    assert comments.resolve(comment=comment, by=clerk).side == "clerk"
    assert state(comment) is State.RESOLVED
    comments.answer_comment(comment=comment, by=clerk, text="另附说明。")
    assert state(comment) is State.RESOLVED
    hand_in(fresh(submitted), clerk)
    act = comments.reopen(comment=Comment.objects.get(), by=reviewer, text="还差一件。")
    assert (act.side, act.by_name) == ("review", "方知微")
    assert state(comment) is State.REOPENED
    assert (
        comments.resolve(comment=Comment.objects.get(), by=leader, text="看过了。").side
        == "review"
    )
    assert [act.kind for act in CommentAct.objects.all()] == [
        "answer",
        "resolve",
        "answer",
        "reopen",
        "resolve",
    ]


def test_what_somebody_else_has_settled_already_stays_settled_once(
    submitted, clerk, leader
):
    comment = say(submitted, leader)
    first = comments.resolve(comment=comment, by=leader)
    assert comments.resolve(comment=comment, by=clerk) == first
    comments.reopen(comment=comment, by=leader, text="还差。")
    assert (
        comments.reopen(comment=comment, by=leader, text="还差两处。").kind == "answer"
    )
    assert state(comment) is State.ANSWERED


def test_only_who_reviews_comments_and_reopens(submitted, clerk, leader, outsider):
    for person in (clerk, outsider):
        with pytest.raises(moves.NotAllowed):
            say(submitted, person)
    comment = say(submitted, leader)
    comments.resolve(comment=comment, by=leader)
    with pytest.raises(moves.NotAllowed):
        comments.reopen(comment=comment, by=clerk, text="x")
    for act in (comments.answer_comment, comments.resolve, comments.reopen):
        with pytest.raises(moves.NotAllowed):
            act(comment=comment, by=outsider, text="x")


def test_a_draft_is_not_commented_on(draft, leader):
    with pytest.raises(moves.WrongStage):
        say(draft, leader)


@pytest.mark.parametrize("text", ["", " \n\u3000"])
def test_nothing_blank_is_said(submitted, leader, text):
    with pytest.raises(ValueError, match="空白"):
        say(submitted, leader, text)
    comment = say(submitted, leader)
    with pytest.raises(ValueError, match="空白"):
        comments.answer_comment(comment=comment, by=leader, text=text)


def test_who_is_clerk_and_reviewer_speaks_as_clerk_in_a_draft_only(
    submitted, clerk, leader
):
    Membership.objects.create(user=leader, agency=submitted.agency, role=Role.CLERK)
    submitted = fresh(submitted)
    comment = say(submitted, leader)
    assert (
        comments.answer_comment(comment=comment, by=leader, text="x").side == "review"
    )
    workflow.send_back(report=submitted, by=leader, note="再看。")
    assert (
        comments.answer_comment(
            comment=Comment.objects.first(), by=leader, text="x"
        ).side
        == "clerk"
    )


# ── A return carries at least one ───────────────────────────────────────────────────────────────────────────────────
def test_the_note_of_a_return_is_a_comment_on_the_whole(submitted, leader):
    workflow.send_back(report=submitted, by=leader, note=" 第五部分太笼统。 ")
    comment = Comment.objects.get()
    assert (comment.text, comment.place, comment.by) == (
        "第五部分太笼统。",
        WHOLE,
        leader,
    )
    assert state(comment) is State.OPEN


def test_a_return_without_a_note_takes_an_open_comment_of_this_person_on_this_submission(
    submitted, clerk, leader, reviewer
):
    def returned(report):
        return workflow.send_back(report=fresh(report), by=leader, note=" ")

    with pytest.raises(ValueError, match="写明退回的原因"):
        returned(submitted)
    say(submitted, reviewer)
    with pytest.raises(ValueError, match="写明退回的原因"):
        returned(submitted)
    comment = say(submitted, leader)
    comments.resolve(comment=comment, by=leader)
    with pytest.raises(ValueError, match="写明退回的原因"):
        returned(submitted)
    comments.reopen(comment=comment, by=leader, text="还差。")
    assert returned(submitted).stage == Stage.DRAFT
    hand_in(fresh(submitted), clerk)
    assert not has_said(fresh(submitted), leader)
    with pytest.raises(ValueError, match="写明退回的原因"):
        returned(submitted)
    comments.resolve(comment=comment, by=clerk)
    comments.reopen(comment=comment, by=leader, text="仍然没有改。")
    assert returned(submitted).events.last().note == ""


@pytest.mark.django_db(transaction=True)
def test_two_who_resolve_at_once_leave_one_record(submitted, clerk, leader):
    comment = say(submitted, leader)
    race(
        *(
            lambda by=by: comments.resolve(comment=Comment.objects.get(), by=by)
            for by in (clerk, leader)
        )
    )
    assert comment.acts.filter(kind="resolve").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_comment_made_while_the_report_goes_back_is_made_before_or_not_at_all(
    submitted, leader, reviewer
):
    said, moved = race(
        lambda: say(fresh(submitted), reviewer),
        lambda: workflow.send_back(report=fresh(submitted), by=leader, note="再看看。"),
    )
    assert moved.stage == Stage.DRAFT
    assert isinstance(said, Comment | moves.WrongStage)
    assert Comment.objects.filter(by=reviewer).exists() == isinstance(said, Comment)


# ── Pages ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def post(client, person, name, args, **data):
    client.force_login(person)
    return client.post(reverse(f"disclosure:{name}", args=args), data)


def test_a_comment_is_written_and_stands_beside_the_paper_for_the_next_reviewer(
    submitted, leader, reviewer, client
):
    data = {"place": CELL.anchor, "text": "请与台账核对\x00。\r\n第二行"}
    response = post(client, leader, "comment", [submitted.pk], **data)
    assert response["Location"] == f"/desk/{submitted.pk}/review/#c-requests-new-person"
    assert Comment.objects.get().text == "请与台账核对。\n第二行"
    client.force_login(reviewer)
    page = client.get(f"/desk/{submitted.pk}/review/").content.decode()
    assert 'href="#c-requests-new-person"' in page
    assert 'id="c-requests-new-person"' in page
    assert "请与台账核对。<br>第二行" in page


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"place": "", "text": " "}, "请写明意见"),
        ({"place": "", "text": "字" * 501}, "最多 500 个字"),
        ({"place": "c-x-y-z", "text": "字"}, "没有这个位置"),
        (
            {"place": "p-problems", "quote": "没有写过", "text": "字"},
            "找不到所引的原文",
        ),
        ({"place": "p-problems", "quote": "字" * 501, "text": "字"}, "最多 500 个字"),
        ({"place": "p-problems", "near": "x", "text": "字"}, "没有提交"),
    ],
)
def test_a_comment_that_cannot_be_taken_is_shown_again_with_its_text(
    submitted, leader, client, data, says
):
    response = post(client, leader, "comment", [submitted.pk], **data)
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert data["text"].strip() in page
    assert not Comment.objects.exists()


def test_the_clerk_reads_each_comment_in_its_part_and_the_count_on_the_overview(
    submitted, clerk, leader, client
):
    say(submitted, leader, "格子意见", place=CELL)
    say(submitted, leader, "一行意见", place=Place("requests", "granted"))
    say(
        submitted, leader, "文字意见", place=Place(passage="problems"), quote="解读形式"
    )
    workflow.send_back(report=submitted, by=leader, note="整份意见")
    client.force_login(clerk)
    overview = client.get(f"/desk/{submitted.pk}/").content.decode()
    assert "另有 3 处具体意见" in overview
    assert overview.count("整份意见") == 2  # as a comment, and in the record of events
    pages = {
        part.key: client.get(f"/desk/{submitted.pk}/parts/{part.key}/").content.decode()
        for part in submitted.edition.parts
    }
    assert [key for key, page in pages.items() if "格子意见" in page] == ["requests"]
    assert 'href="#c-requests-new-person"' in pages["requests"]
    assert (
        'href="#c-requests-granted-person"' in pages["requests"]
    )  # a row is reached through its first cell
    assert [key for key, page in pages.items() if "文字意见" in page] == [
        submitted.edition.part_of("problems").key
    ]
    assert all("整份意见" in page for page in pages.values())


def test_a_return_without_a_note_says_where_its_comments_are(
    submitted, clerk, leader, client
):
    say(submitted, leader, place=CELL)
    assert post(client, leader, "send_back", [submitted.pk], note="").status_code == 302
    client.force_login(clerk)
    page = client.get(f"/desk/{submitted.pk}/").content.decode()
    assert "退回意见" in page
    assert "有 1 处具体意见" in page


@pytest.mark.parametrize("note", ["", "  \n ", None])
def test_a_return_that_says_nothing_is_refused_on_the_page(
    submitted, leader, client, note
):
    response = post(
        client,
        leader,
        "send_back",
        [submitted.pk],
        **({} if note is None else {"note": note}),
    )
    assert response.status_code == 422
    assert (
        "请写明退回的原因和要修改的地方，或者先在报告上写意见。"
        in response.content.decode()
    )
    assert fresh(submitted).stage == Stage.SUBMITTED


def test_an_answer_goes_back_to_where_it_was_written(commented, clerk, client):
    comment = Comment.objects.get()
    args = [commented.pk, comment.pk]
    for back, path in {
        "requests": "parts/requests/",
        "review": "review/",
        "//elsewhere": "",
    }.items():
        response = post(
            client, clerk, "comment_act", args, kind="answer", text="已改。", back=back
        )
        assert (
            response["Location"] == f"/desk/{commented.pk}/{path}#comment-{comment.pk}"
        )
    post(client, clerk, "comment_act", args, kind="resolve", text="")
    assert state(comment) is State.RESOLVED
    assert (
        post(client, clerk, "comment_act", args, kind="reopen", text="x").status_code
        == 403
    )


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "answer"},
        {"kind": "x", "text": "字"},
        {"kind": "answer", "text": "字" * 501},
    ],
)
def test_an_answer_that_cannot_be_taken_is_shown_again(commented, clerk, client, data):
    response = post(
        client, clerk, "comment_act", [commented.pk, Comment.objects.get().pk], **data
    )
    assert response.status_code == 422
    assert data.get("text", "") in response.content.decode()
    assert not CommentAct.objects.exists()


def test_resolved_comments_are_folded_away_but_readable(
    submitted, clerk, leader, client
):
    comments.resolve(
        comment=say(submitted, leader, "已经改好的", place=CELL),
        by=leader,
        text="看过了",
    )
    client.force_login(clerk)
    for path in ("", "parts/requests/"):
        page = client.get(f"/desk/{submitted.pk}/{path}").content.decode()
        folded = page[page.index('<details class="comments-resolved">') :]
        assert "已经改好的" in folded
        assert "看过了" in folded


def test_a_comment_is_reached_through_its_own_report_only(
    commented, other_office, outsider, clerk, client
):
    from disclosure.review.workflow import open_report

    theirs = open_report(agency=other_office, year=2023, by=outsider)
    comment = Comment.objects.get()
    assert (
        post(
            client,
            outsider,
            "comment_act",
            [theirs.pk, comment.pk],
            kind="answer",
            text="x",
        ).status_code
        == 404
    )
    assert (
        post(
            client,
            outsider,
            "comment_act",
            [commented.pk, comment.pk],
            kind="answer",
            text="x",
        ).status_code
        == 404
    )


def test_a_reviewer_of_another_district_neither_comments_nor_answers(
    commented, year, client
):
    stranger = make_person(
        "stranger",
        "别区",
        make_agency("biequ", "别区人民政府", "county"),
        Role.REVIEWER,
    )
    assert (
        post(client, stranger, "comment", [commented.pk], text="x").status_code == 404
    )
    args = [commented.pk, Comment.objects.get().pk]
    assert (
        post(client, stranger, "comment_act", args, kind="answer", text="x").status_code
        == 404
    )
    with pytest.raises(moves.NotAllowed):
        say(commented, stranger)


def test_comments_are_in_nothing_that_leaves_the_house(
    submitted, clerk, leader, client
):
    for place in (WHOLE, CELL, Place(passage="problems")):
        comments.answer_comment(
            comment=say(submitted, leader, "私下意见", place=place),
            by=clerk,
            text="私下回复",
        )
    client.force_login(clerk)
    for kind in ("json", "html"):
        told = client.get(f"/desk/{submitted.pk}/report.{kind}").content.decode()
        assert "私下" not in told
        assert 'id="c-' not in told
    release(submitted, leader)
    frozen = submitted.releases.get()
    assert "私下" not in json.dumps(
        [frozen.exchange_json, frozen.answers], ensure_ascii=False
    )
    assert not any("私下".encode() in bytes(file.body) for file in frozen.files.all())
    client.logout()
    for path in ("", "report.json"):
        assert "私下" not in client.get(f"/reports/tangxi/2023/{path}").content.decode()
    assert "私下" not in html.print_page(document.build(fresh(submitted).content))


def test_a_page_with_many_comments_asks_the_database_no_more_than_one_with_few(
    submitted, leader, clerk, client, django_assert_max_num_queries
):
    client.force_login(leader)

    def queries():
        with django_assert_max_num_queries(100) as asked:
            assert client.get(f"/desk/{submitted.pk}/review/").status_code == 200
        return len(asked)

    say(submitted, leader, place=CELL)
    queries()  # what is remembered between requests
    few = queries()
    for _ in range(5):
        comments.answer_comment(
            comment=say(submitted, leader, place=CELL), by=clerk, text="已改。"
        )
    assert queries() == few


@pytest.mark.parametrize("bring", [approve, release])
def test_an_approved_and_a_published_report_can_still_be_commented_on(
    submitted, leader, bring
):
    assert say(bring(submitted, leader), leader) == Comment.objects.get()
