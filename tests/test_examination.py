"""The examination sheet: every finding at its cell or words, totals as printed, what was not read; on screens and A4."""

import dataclasses
import io
import re

import pypdfium2
import pytest

from disclosure.intake.reading import Found, Open
from disclosure.intake.source import Where
from disclosure.outputs.examination import (
    examination_html,
    examination_page,
    examination_pdf,
)
from disclosure.outputs.examination.opens import open_lines, where_text
from disclosure.rules import Finding, Level, examine
from disclosure.statutory.content import PassageText
from disclosure.statutory.figures import parse_figure
from disclosure.statutory.places import Place
from disclosure.statutory.printed import Printed, PrintedHeading
from tests.support.make import PASSAGES, make_content
from tests.support.readings import reading_of


def on_words(
    content,
    passage,
    quote,
    *,
    level=Level.QUERY,
    instead=None,
    start=None,
    in_heading=False,
):
    """A finding on some words, as a rule on texts yields it."""
    slot, text = content.edition.passage(passage), content.passage(passage)
    inside = text.printed_heading(slot) if in_heading else text.text
    start = inside.index(quote) if start is None else start
    where = Place(
        passage=passage, start=start, end=start + len(quote), in_heading=in_heading
    )
    part = content.edition.part_of(passage).key
    return Finding(
        "D-10",
        level,
        f"「{quote}」请核对。[D-10]",
        (),
        quote,
        None,
        part,
        where,
        "",
        quote,
        instead,
    )


def marked(html):
    """The words under marks, in order."""
    return [
        re.sub("<[^>]+>", "", words)
        for words in re.findall(r"<mark[^>]*>(.*?)</mark>", html)
    ]


def cell(html, name):
    return re.search(rf'<td id="{name}"[^>]*>.*?</td>', html)[0]


def test_a_finding_stands_in_the_list_at_its_cells_and_under_its_table():
    content = make_content(
        {"requests": {"new": {"person": 60}, "granted": {"person": 61}}}
    )
    reading = reading_of(content)
    html = examination_html(reading, examine(reading.content()))
    assert '<li id="f-1" value="1">' in html
    assert '<a href="#c-requests-new-person">' in html
    assert "60 与 61，相差 1" in html
    assert 'href="#f-1"' in cell(html, "c-requests-new-person")
    assert "has-error" in cell(html, "c-requests-new-person")
    assert "href" not in cell(html, "c-requests-new-business")
    assert re.search(
        r'<li class="note note-error">.*?相差 1。请核对。\[T3-1\]</li>', html
    )


def test_every_link_of_the_sheet_leads_somewhere():
    content = make_content({"requests": {"new": {"person": 60}}}, fill=None)
    reading = reading_of(content)
    findings = [
        *examine(reading.content(), when="submission"),
        on_words(content, "supervision", "培训"),
    ]
    html = examination_html(reading, findings)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert len(links) > 10
    assert links <= set(ids)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("开展准备性工作3次。", "准备性"),
        ("一是 2023 年 1 月 的 涉密行审查。", "1 月 的 涉密行"),
        ("第一行。\n（一）健全机制。第二行的词。\n第三行。", "机制。第二行"),
        ("第一行末尾\n第二行开头", "末尾\n第二行"),
        ("<b>&amp;不是标签", "<b>&amp;"),
        ("\u3000\u3000缩进的词", "缩进"),
    ],
)
def test_the_words_of_a_finding_are_marked_to_the_letter(text, quote):
    content = make_content(passages=PASSAGES | {"proactive": text})
    html = examination_html(
        reading_of(content), [on_words(content, "proactive", quote, instead="准确")]
    )
    plain = (
        "".join(marked(html))
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
    )
    assert "".join(plain.split()) == "".join(quote.split())
    assert html.count('id="w-1"') == 1
    assert 'href="#w-1"' in html
    assert "改法：可改为「准确」" in html


def test_words_of_a_heading_and_words_that_overlap():
    content = make_content(passages=PASSAGES | {"proactive": "甲乙丙丁戊己"})
    content = dataclasses.replace(
        content,
        passages=dict(content.passages)
        | {"management": PassageText("正文。", "（三）信息管里")},
    )
    findings = [
        on_words(content, "proactive", "乙丙丁"),
        on_words(content, "proactive", "丁戊", level=Level.HINT),
        on_words(content, "management", "管里", in_heading=True),
    ]
    html = examination_html(reading_of(content), findings)
    assert marked(html) == ["乙丙", "丁", "戊", "管里"]
    assert [html.count(f'id="w-{n}"') for n in (1, 2, 3)] == [1, 1, 1]


def test_a_finding_on_a_part_that_the_file_does_not_have_leads_to_its_heading():
    content = make_content(passages={})
    findings = [f for f in examine(content, when="submission") if f.code == "D-4"]
    html = examination_html(reading_of(content), findings)
    assert len(findings) == html.count('class="note note-error"')
    assert '<a href="#part-other_matters">' in html


def test_a_printed_total_that_disagrees_stands_beside_what_it_should_be():
    content = make_content(
        {
            "disputes": {
                "cases": {"reconsideration_upheld": 10, "reconsideration_corrected": 1}
            }
        },
        stated={"disputes": {"cases": {"reconsideration_total": 0}}},
    )
    reading = reading_of(content)
    total = cell(
        examination_html(reading, examine(reading.content())),
        "c-disputes-cases-reconsideration_total",
    )
    assert "<s>0</s><small>算得 11</small>" in total
    assert 'class="off has-error"' in total


def test_a_total_that_is_not_printed_is_in_brackets():
    content = make_content(fill=2)
    stated = {key: {} for key in ("requests", "disputes")}
    html = examination_html(reading_of(content, stated=stated), [])
    assert "<i>（12）</i>" in cell(html, "c-requests-new-total")
    own = examination_html(reading_of(content, stated=stated, format="json"), [])
    assert ">12</td>" in cell(own, "c-requests-new-total")


def test_an_open_cell_looks_open_and_is_listed_with_where_it_is():
    content = make_content()
    content.entered["documents"]["regulations", "made"] = None
    place = Place("documents", "regulations", "made")
    gap = Open(
        place, "ambiguous", "写着两个数。", Where(page=3, row=5, cell=4), "12（13）"
    )
    html = examination_html(reading_of(content, open=(gap,)), [])
    assert '<td id="c-documents-regulations-made" class="open">12（13）</td>' in html
    assert (
        "写着两个数。 原文：<q>12（13）</q> <small>第 3 页，第 5 行第 4 格</small>"
        in html
    )
    assert "没有读定 <b>1</b>" in html


def test_a_blank_column_is_one_line_and_few_cells_are_named():
    content = make_content()
    rows = [row.key for row in content.edition.table("requests").entry_rows]
    for row in rows:
        content.entered["requests"][row, "charity"] = None
    content.entered["requests"]["new", "person"] = None
    lines = open_lines(reading_of(content))
    assert [line.label for line in lines if "格" in line.label] == [
        f"表三「社会公益组织」列 {len(rows)} 格"
    ]
    assert sum("「自然人」列" in line.label for line in lines) == 1
    assert len(lines) == 2


@pytest.mark.parametrize(
    ("where", "kind", "says"),
    [
        (Where(page=2, row=3), "pdf", "第 2 页，第 3 行"),
        (Where(page=2, row=3, cell=1), "xlsx", "第 2 张工作表，第 3 行第 1 格"),
        (Where(block=7), "docx", "文件中第 7 段"),
        (Where(block=7, row=1, cell=2), "html", "文件中第 7 段处的表，第 1 行第 2 格"),
        (None, "text", ""),
    ],
)
def test_where_in_the_file_is_said_in_words(where, kind, says):
    assert where_text(where, kind) == says


def test_a_passage_that_is_not_in_the_file_says_so_at_its_place():
    content = make_content(
        passages={key: text for key, text in PASSAGES.items() if key != "improvements"}
    )
    gap = Open(
        Place(passage="improvements"),
        "missing",
        "没有把问题和改进情况分开。",
        Where(page=4),
    )
    html = examination_html(reading_of(content, open=(gap,)), [])
    assert re.search(
        r'<div id="p-improvements">.*?<p class="lost">没有读定：没有把问题和改进情况分开。</p></div>',
        html,
    )
    assert (
        '<a href="#p-improvements">五、「（二）改进情况」</a></span> 没有把问题和改进情况分开。'
        in html
    )
    assert "第 4 页" in html


def test_a_lost_table_is_said_and_not_drawn():
    reading = reading_of(
        make_content(fill=None),
        printed=Printed(tables={"disputes": "picture", "charges": "missing"}),
    )
    html = examination_html(reading, [])
    assert "表四：文件中这张表是图片，读不出数字。" in html
    assert "表二第二十条第（八）项：文件中没有这张表。" in html
    assert 'class="disputes"' not in html
    assert 'class="charges"' not in html
    assert 'class="requests"' in html


def test_the_paper_shows_headings_labels_and_notes_as_the_file_has_them():
    content = make_content()
    place = Place("documents", "regulations", "made")
    reading = reading_of(
        content,
        printed=Printed(
            headings=(PrintedHeading("五、存在的主要问题及整改措施", "problems"),),
            labels={"documents.normative": "规范性文件"},
            extra=("（六）其他处理",),
        ),
        found={
            place: Found(
                Where(block=3), "22", "（其中修订16件）", False, "数字后有说明。"
            )
        },
        remarks=("有 2 张图片没有读。",),
    )
    html = examination_html(reading, [])
    assert '<h4 class="l2" id="part-problems">五、存在的主要问题及整改措施</h4>' in html
    assert "文件中另有格式没有的行：（六）其他处理。" in html
    assert "<small>（其中修订16件）</small>" in cell(html, place.anchor)
    assert "数字后有说明。" in html
    assert "有 2 张图片没有读。" in html


def test_what_the_file_says_is_text_and_never_markup():
    evil = "<script>alert(1)</script>"
    content = make_content(name=evil, passages=PASSAGES | {"proactive": evil})
    content.entered["documents"]["regulations", "made"] = parse_figure(evil, "count")
    reading = reading_of(
        content,
        title=evil,
        printed=Printed(
            headings=(PrintedHeading(evil, "problems"),),
            labels={"requests.new": evil},
            extra=(evil,),
        ),
        open=(
            Open(
                Place("documents", "regulations", "made"),
                "unreadable",
                evil,
                None,
                evil,
            ),
        ),
        remarks=(evil,),
    )
    page = examination_page(
        reading,
        [on_words(content, "proactive", "alert", instead=evil)],
        name=evil,
        last=evil,
    )
    assert "<script" not in page
    assert page.count("&lt;script&gt;") > 8


def test_a_file_that_says_neither_office_nor_year_has_a_sheet():
    reading = reading_of(make_content(), year=0, agency_name="", title="")
    html = examination_page(reading, [])
    assert "文件没有写明题目" in html
    assert html.count("<dd>文件没有写明</dd>") == 2
    assert "没有发现问题" in html


def test_the_fragment_has_no_style_and_no_script_of_its_own():
    content = make_content({"requests": {"new": {"person": 60}}})
    html = examination_html(reading_of(content), examine(content))
    assert "style=" not in html
    assert "<script" not in html
    assert "□ 已改正" in html


@pytest.mark.pdf
@pytest.mark.xdist_group("pdf")
def test_the_pdf_holds_every_finding_and_every_figure_within_its_page():
    content = make_content(
        {"requests": {"new": {"person": 60}, "granted": {"person": 61}}}, fill=7
    )
    reading = reading_of(content)
    findings = [
        *examine(reading.content()),
        on_words(content, "supervision", "培训2次"),
    ]
    made = examination_pdf(reading, findings, name="某街道2023.docx")
    opened = pypdfium2.PdfDocument(io.BytesIO(made))
    text = "".join(
        "".join(page.get_textpage().get_text_range().split()) for page in opened
    )
    sizes = {page.get_size() for page in opened}
    opened.close()
    for finding in findings:
        assert (
            text.count("".join(finding.message.split())) == 2 or finding.cells
        )  # in the list, and at its place
        assert "".join(finding.message.split())[-40:] in text
    assert "某街道2023.docx" in text
    assert "检查人：" in text
    assert {tuple(map(round, size)) for size in sizes} == {(595, 842)}
    assert examination_pdf(reading, findings, name="某街道2023.docx") == made
