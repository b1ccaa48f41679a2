"""Pasting blocks: shown over their cells first, whatever they were copied from, and taken back by one undo."""

import pytest
from playwright.sync_api import expect

from disclosure.models import CellEdit
from disclosure.statutory.editions import edition_for
from disclosure.statutory.figures import complete
from tests.browser import blocks
from tests.browser.test_saving import settled
from tests.support.stage import fresh

FORM = edition_for(2023)
PASTE = """([id, html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  const field = document.getElementById(id);
  field.focus();
  return field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
SHOWN = """() => Object.fromEntries(Array.from(document.querySelectorAll(".incoming"),
  (slot) => [slot.firstElementChild.name, slot.querySelector(".ghost").textContent]))"""
VALUES = """() => Object.fromEntries(Array.from(document.querySelectorAll(".slot > input"), (field) => [field.name, field.value]))"""


@pytest.fixture
def page(visitor, clerk, draft):
    visitor.sign_in("clerk")
    return visitor.go(f"/desk/{draft.pk}/parts/requests/")


def paste(page, cell, text="", html=""):
    page.evaluate(PASTE, [f"c-{cell.replace('.', '-')}", html, text])


def box(page):
    return page.get_by_role("dialog", name="粘贴预览")


def put_in(page):
    box(page).get_by_role("button", name="放入").click()
    expect(box(page)).to_have_count(0)


def entered(page):
    return {name: value for name, value in page.evaluate(VALUES).items() if value}


def figures():
    """A figure for every cell of table three, no two lines alike, some blank, one of twelve digits; totals that agree."""
    table, values = FORM.table("requests"), {}
    for index, (row, column) in enumerate(table.entry_cells):
        values[row, column] = None if index % 11 == 3 else 1000 + index * 7
    values["granted", "person"] = 123456789012
    return {
        key: "" if value is None else str(value)
        for key, value in complete(table, values).items()
    }


FLAVOURS = (
    blocks.excel,
    blocks.excel_text,
    blocks.wps,
    blocks.word,
    blocks.libreoffice,
    blocks.web_page,
    blocks.pdf_text,
)


@pytest.mark.parametrize("flavour", FLAVOURS, ids=lambda flavour: flavour.__name__)
def test_the_whole_table_comes_over_cell_by_cell_whatever_it_was_copied_from(
    page, draft, flavour
):
    table, values = FORM.table("requests"), figures()
    block = flavour(table, lambda slot: values[slot.row, slot.column])
    # Pasted where the cursor happens to be: the lines are found by their names.
    paste(
        page,
        "requests.unprocessed_repeat.charity" if block.html else "requests.new.person",
        block.text,
        block.html,
    )
    for words in block.says:
        expect(box(page)).to_contain_text(words)
    expected = {
        f"requests.{row}.{column}": values[row, column]
        for row, column in table.entry_cells
    }
    assert page.evaluate(SHOWN) == {
        name: text or "空白" for name, text in expected.items()
    }
    assert entered(page) == {}, "nothing changes before it is accepted"
    put_in(page)
    assert entered(page) == {name: text for name, text in expected.items() if text}
    page.keyboard.press("Control+z")
    assert entered(page) == {}, "one undo takes it all back"
    page.keyboard.press("Control+Shift+z")
    settled(page)
    stored = fresh(draft).content.entered["requests"]
    assert {
        key: "" if value is None else str(value) for key, value in stored.items()
    } == {key: values[key] for key in table.entry_cells}
    assert set(CellEdit.objects.values_list("how", flat=True)) <= {"pasted", "undone"}


def test_figures_alone_go_where_the_cursor_is_and_an_empty_cell_shifts_nothing(page):
    paste(page, "requests.granted.business", "1\t\t3\r\n\t5\t6\r\n")
    expect(box(page)).to_contain_text("放入 6 格")
    put_in(page)
    assert entered(page) == {
        "requests.granted.business": "1",
        "requests.granted.charity": "3",
        "requests.partly_granted.research": "5",
        "requests.partly_granted.charity": "6",
    }


@pytest.mark.parametrize("text", ["13,612", "１３，６１２", " 13612\r\n"])
def test_one_number_with_separators_is_one_number(page, text):
    page.locator("#c-requests-new-person").focus()
    page.keyboard.insert_text(text.strip())
    expect(page.locator("#c-requests-new-total")).to_have_text("13612")
    paste(page, "requests.granted.person", f"{text.strip()}\t{text.strip()}")
    put_in(page)
    assert (
        entered(page)["requests.granted.person"]
        == entered(page)["requests.granted.business"]
        == "13612"
    )


def test_what_reaches_beyond_the_table_stays_out_and_is_said(page):
    paste(page, "requests.carried_out.legal_service", "1\t2\t3\t4\n5\t6\n")
    expect(box(page)).to_contain_text("放入 2 格")
    expect(box(page)).to_contain_text("“4”超出表格，没有放入")
    expect(box(page)).to_contain_text("“5　6”超出表格，没有放入")
    expect(box(page)).to_contain_text("粘贴的 1 个合计与计算结果一致")
    box(page).get_by_role("button", name="取消").click()
    assert entered(page) == {}
    expect(page.locator("#c-requests-carried_out-legal_service")).to_be_focused()


def test_what_is_no_figure_is_left_out_by_name_and_labels_are_labels(page):
    paste(
        page,
        "requests.new.person",
        "1.属于国家秘密\t22（其中修订16件）\t1.5\t-3\t十三\t0\t12\n",
    )
    for words in (
        "放入 2 格",
        "“22（其中修订16件）”应为数字",
        "“1.5”件数应为整数",
        "“-3”不能是负数",
        "“十三”应为数字",
    ):
        expect(box(page)).to_contain_text(words)
    assert page.evaluate(SHOWN) == {
        "requests.refused_state_secret.legal_service": "0",
        "requests.refused_state_secret.other_org": "12",
    }


def test_merged_figures_leave_what_lies_under_them_alone(page):
    page.locator("#c-requests-granted-business").fill("8")
    html = "<table><tr><td colspan=3>5</td><td>6</td></tr><tr><td rowspan=2>7</td><td>1</td></tr><tr><td>2</td></tr></table>"
    paste(page, "requests.granted.person", html=html)
    expect(box(page)).to_contain_text("在合并单元格下面，保持不变")
    put_in(page)
    held = entered(page)
    assert held["requests.granted.person"] == "5"
    assert held["requests.granted.business"] == "8"
    assert held["requests.granted.charity"] == "6"
    assert held["requests.refused_state_secret.business"] == "2"


def test_a_run_of_empty_cells_that_excel_writes_as_one_is_not_merged(page):
    html = "<table><tr><td>4</td><td colspan=2 style='mso-ignore:colspan'></td><td>9</td></tr></table>"
    page.locator("#c-requests-granted-research").fill("8")
    paste(page, "requests.granted.person", html=html)
    put_in(page)
    assert entered(page) == {
        "requests.granted.person": "4",
        "requests.granted.charity": "9",
    }


def test_the_line_of_an_earlier_edition_is_not_guessed_into_another(page):
    paste(
        page,
        "requests.new.person",
        "（五）不予处理\t2.重复申请\t1\t0\t0\t0\t0\t0\n（六）其他处理\t\t5\t0\t0\t0\t0\t0\n（七）总计\t\t6\t0\t0\t0\t0\t0\n",
    )
    expect(box(page)).to_contain_text("“（六）其他处理”没有认出是哪一行，没有放入")
    expect(box(page)).to_contain_text("（七）总计 · 自然人：粘贴的是 6，按各项相加是 1")
    put_in(page)
    assert set(entered(page)) == {
        f"requests.unprocessed_repeat.{c.key}"
        for c in FORM.table("requests").entry_columns
    }


def test_table_four_takes_fifteen_columns_or_twelve_and_compares_its_totals(
    visitor, page, draft
):
    visitor.go(f"/desk/{draft.pk}/parts/disputes/")
    page = visitor.page
    fifteen = "10\t1\t0\t0\t0\t5\t0\t0\t0\t0\t0\t0\t0\t0\t0"
    paste(page, "disputes.cases.reconsideration_upheld", fifteen)
    expect(box(page)).to_contain_text("有 2 个合计对不上")
    expect(box(page)).to_contain_text("行政复议·总计：粘贴的是 0，按各项相加是 11")
    put_in(page)
    assert entered(page)["disputes.cases.direct_suit_upheld"] == "5"
    page.keyboard.press("Control+z")
    paste(
        page,
        "disputes.cases.reconsideration_upheld",
        "10\t1\t0\t0\t5\t0\t0\t0\t0\t0\t0\t0",
    )
    put_in(page)
    assert entered(page)["disputes.cases.direct_suit_upheld"] == "5"
    expect(page.locator("#c-disputes-cases-reconsideration_total")).to_have_text("11")


def test_all_of_part_two_comes_from_one_table_of_a_word_file(visitor, page, draft):
    page = visitor.go(f"/desk/{draft.pk}/parts/proactive_disclosure/")
    rows = [
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "0", "0"],
        ["规范性文件", "1", "2", "13"],
        ["第二十条第（五）项"],
        ["信息内容", "本年处理决定数量"],
        ["行政许可", "40"],
        ["第二十条第（六）项"],
        ["行政处罚", "1,121"],
        ["行政强制", "2"],
        ["第二十条第（八）项"],
        ["行政事业性收费", "59237.2449"],
    ]
    html = "".join(
        "<tr>"
        + "".join(
            f"<td{' colspan=3' if len(row) == 2 and x == 1 else ''}>{text}</td>"
            for x, text in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    paste(page, "documents.regulations.made", html=f"<table>{html}</table>")
    put_in(page)
    assert entered(page) == {
        "documents.regulations.made": "0",
        "documents.regulations.repealed": "0",
        "documents.regulations.in_force": "0",
        "documents.normative_documents.made": "1",
        "documents.normative_documents.repealed": "2",
        "documents.normative_documents.in_force": "13",
        "licensing.licences.decisions": "40",
        "enforcement.penalties.decisions": "1121",
        "enforcement.coercion.decisions": "2",
        "charges.fees.amount": "59237.2449",
    }


def test_a_figure_over_a_chosen_block_goes_into_each_cell(page):
    page.locator("#c-requests-new-charity").focus()
    for key in (
        "Shift+ArrowRight",
        "Shift+ArrowRight",
        "Shift+ArrowRight",
        "Shift+ArrowDown",
    ):
        page.keyboard.press(key)
    page.evaluate(
        PASTE.replace("field.focus();", ""), ["c-requests-new-charity", "", "0"]
    )
    expect(box(page)).to_contain_text("放入 6 格")
    put_in(page)
    assert len(entered(page)) == 6


def test_too_much_and_nothing_are_said_and_change_nothing(page):
    paste(page, "requests.new.person", "1\t2\n" * 3000)
    expect(page.locator("#deed")).to_have_text(
        "剪贴板里的内容太多，没有粘贴。请只复制表格部分。"
    )
    paste(page, "requests.new.person", "本年度\t没有\t数字\n")
    expect(box(page)).to_contain_text("没有可以放入表中的数字")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_count(0)
    assert entered(page) == {}


def test_nothing_on_the_clipboard_runs_or_is_fetched(visitor, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    html = "<img src='/stolen' onerror='document.title=1'><script>document.title=2</script><table><tr><td>1<td>2</table>"
    paste(page, "requests.new.person", html=html)
    put_in(page)
    page.wait_for_timeout(300)
    assert not [url for url in asked if "stolen" in url]
    assert page.title() not in ("1", "2")


def test_a_block_copied_here_comes_back_the_same(visit, page, visitor):
    visitor.context.grant_permissions(
        ["clipboard-read", "clipboard-write"], origin=visitor.address
    )
    for name, text in (
        ("new-person", "1"),
        ("new-business", "2"),
        ("granted-person", "3"),
    ):
        page.locator(f"#c-requests-{name}").fill(text)
    page.locator("#c-requests-new-person").focus()
    for key in ("Shift+ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown", "Control+c"):
        page.keyboard.press(key)
    assert page.evaluate("navigator.clipboard.readText()").splitlines() == [
        "1\t2",
        "\t",
        "3\t",
    ]
    page.locator("#c-requests-unavailable_not_held-research").focus()
    page.keyboard.press("Control+v")
    put_in(page)
    assert entered(page)["requests.unavailable_not_held.charity"] == "2"
    assert entered(page)["requests.unavailable_unclear.research"] == "3"
