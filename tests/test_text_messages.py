"""What the rules of text against figures say, whole: the words, what the tables say, both sums, what to do."""

import pytest
from django.urls import reverse

from disclosure.desk import drafts
from disclosure.rules import CATALOGUE, examine
from disclosure.statutory.content import CellChange, PassageChange, PassageText
from disclosure.statutory.places import Place
from tests.support.make import PASSAGES, make_content
from tests.support.stage import fresh
from tests.test_text_figures import FIGURES
from tests.test_text_sums import CHARGED, LAST

SCOPE = "请核对文字和表格；说的是另一范围的，请在文中写明范围或者说明理由。"
ON_REQUEST = "一、「（二）依申请公开」：写的是"
PART_SIX = "六、「其他需要报告的事项」：写的是"
AMOUNT = "表二第二十条第（八）项「行政事业性收费」行「本年收费金额（单位：万元）」列"
MESSAGES = [
    (
        "on_request",
        "全年收到申请17件。",
        f"{ON_REQUEST}“收到申请17件”，而表三新收 12、新收 + 上年结转 = 12 + 2 = 14，与 17 都不一致。{SCOPE}[X-1]",
    ),
    (
        "on_request",
        "新收申请14件。",
        f"{ON_REQUEST}“新收申请14件”，而表三新收是 12（加上年结转 2 为 14），相差 2。{SCOPE}[X-1]",
    ),
    (
        "on_request",
        "不予公开3件。",
        f"{ON_REQUEST}“不予公开3件”，而表三的不予公开是 1 + 1 = 2，相差 1。{SCOPE}[X-2]",
    ),
    (
        "on_request",
        "部分公开3件。",
        f"{ON_REQUEST}“部分公开3件”，而表三的部分公开是 1，相差 2。{SCOPE}[X-2]",
    ),
    (
        "on_request",
        "行政诉讼3件。",
        f"{ON_REQUEST}“行政诉讼3件”，而表四的行政诉讼是 1 + 1 = 2，相差 1。{SCOPE}[X-3]",
    ),
    (
        "on_request",
        "行政复议5件，纠正2件。",
        f"{ON_REQUEST}“纠正2件”，而表四的行政复议结果纠正是 1，相差 1。{SCOPE}[X-3]",
    ),
    (
        "management",
        "现行有效行政规范性文件10件。",
        "一、「（三）政府信息管理」：写的是“现行有效行政规范性文件10件”，而表二第二十条第（一）项的行政规范性文件现行有效是 9，"
        f"相差 1。{SCOPE}[X-4]",
    ),
    (
        "on_request",
        "答复12件，其中予以公开8件，占60%。",
        f"{ON_REQUEST}“占60%”，而 8 ÷ 12 = 67%。请核对数字、百分比和所占的总数；按另一总数计算的请写明或者说明理由。[X-5]",
    ),
    (
        "on_request",
        "收到申请12件，同比下降20.0%。",
        f"{ON_REQUEST}“下降20.0%”，而本年 12、上年 10，应为增长 20.0%。请核对百分比和两年的数字；口径不同的请说明理由。[X-5]",
    ),
    (
        "proactive",
        "共公开信息100条，其中政策类40条、动态类59条。",
        "一、「（一）主动公开」：写的是“共公开信息100条，其中政策类40条、动态类59条”，而各分项 40 + 59 = 99，与总数 100 相差 1。"
        "请核对各分项和总数；分项没有列全或者有重叠的请写明或者说明理由。[X-6]",
    ),
    (
        "other_matters",
        "甲局收取100元，乙局收取60元，合计170元。",
        f"{PART_SIX}“甲局收取100元，乙局收取60元，合计170元”，而各分项 100 + 60 = 160，与总数 170 相差 10。"
        "请核对件数和金额。[X-7]",
    ),
    (
        "other_matters",
        "未收取任何费用。收取信息处理费60元。",
        f"{PART_SIX}“未收取任何费用”，同一部分又写收取了 60 元。请核对有没有收取信息处理费。[X-7]",
    ),
    (
        "other_matters",
        "收取信息处理费7730.28元。",
        f"{PART_SIX}“收取信息处理费7730.28元”，与{AMOUNT}的 7730.28 万元是同一个数。信息处理费以元为单位，写在第六部分；"
        "行政事业性收费以万元为单位，填在表二，是另一种收费。请核对两处；确实如此的请说明理由。[X-7]",
    ),
    (
        "other_matters",
        "行政事业性收费773.28万元。",
        f"{PART_SIX}“行政事业性收费773.28万元”，即 773.28 万元，而{AMOUNT}是 7730.28 万元。请核对；说的是另一范围的请说明理由。[X-7]",
    ),
    (
        "on_request",
        "未收到政府信息公开申请。",
        f"{ON_REQUEST}“未收到政府信息公开申请”，而表三新收 12。请核对文字和表三；说的是另一范围的请写明或者说明理由。[X-8]",
    ),
    (
        "on_request",
        "年底无结转。",
        f"{ON_REQUEST}“无结转”，而表三结转下年度继续办理 2。请核对；结转的请在文中说明。[X-8]",
    ),
]


@pytest.mark.parametrize(("passage", "text", "message"), MESSAGES)
def test_a_message_is_whole(passage, text, message):
    last = make_content(LAST, year=2022, kind="city")
    content = make_content(
        CHARGED, kind="city", name="云泽市人民政府", passages=PASSAGES | {passage: text}
    )
    assert [f.message for f in examine(content, last) if f.code.startswith("X-")] == [
        message
    ]


def test_received_where_the_tables_have_none_says_so():
    content = make_content(passages=PASSAGES | {"on_request": "收到申请3件。"})
    assert [f.message for f in examine(content) if f.code.startswith("X-")] == [
        f"{ON_REQUEST}“收到申请3件”，而表三新收和上年结转都是 0。请核对文字和表三；说的是另一范围的请写明或者说明理由。[X-8]"
    ]


def test_every_message_of_these_rules_is_among_the_ones_above():
    said = {
        code: set(CATALOGUE[code].says)
        for code in (f"X-{number}" for number in range(1, 9))
    }
    assert (
        sum(map(len, said.values())) == len({m for _, _, m in MESSAGES}) - 1
    )  # twice, X-8 once more


def test_a_fingerprint_outlives_words_written_before_it_and_no_change_of_a_figure():
    def fingerprint(text, figures=FIGURES):
        content = make_content(
            figures, kind="city", passages=PASSAGES | {"on_request": text}
        )
        return next(f.fingerprint for f in examine(content) if f.code == "X-2")

    first = fingerprint("部分公开3件。")
    assert first == fingerprint("渠道畅通。部分公开3件。")
    requests = FIGURES["requests"] | {
        "partly_granted": {"person": 2},
        "granted": {"person": 6, "business": 1},
    }
    assert first != fingerprint("部分公开3件。", FIGURES | {"requests": requests})


@pytest.mark.django_db
def test_what_is_found_in_words_leads_to_the_words_and_not_to_a_cell_of_another_page(
    client, draft, clerk, leader
):
    cells = [
        CellChange(Place("requests", row, "person"), "", value)
        for row, value in (("new", "3"), ("carried_in", "0"))
    ]
    drafts.save_cells(report=draft, changes=cells, by=clerk)
    for column in ("business", "research", "charity", "legal_service", "other_org"):
        zero = [
            CellChange(Place("requests", row, column), "", "0")
            for row in ("new", "carried_in")
        ]
        drafts.save_cells(report=fresh(draft), changes=zero, by=clerk)
    text = PassageChange(
        "on_request", PassageText(""), PassageText("全年收到政府信息公开申请5件。")
    )
    drafts.save_passages(report=fresh(draft), changes=[text], by=clerk)
    client.force_login(clerk)
    page = client.get(
        reverse("disclosure:part", args=[draft.pk, "overview"])
    ).content.decode()
    assert 'data-code="X-1"' in page
    assert 'data-quote="收到政府信息公开申请5件"' in page
    assert 'href="#p-on_request"' in page
    assert 'href="#c-requests-new-total"' not in page
    client.force_login(leader)
    review = client.get(reverse("disclosure:review", args=[draft.pk])).content.decode()
    entry = review[: review.index("[X-1]")].rpartition("<li")[2]
    assert 'href="#p-on_request"' in entry
