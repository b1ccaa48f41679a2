"""What the rules say of the texts while they are written: at the words, in the list, with a way to mend or to explain."""

import pytest
from playwright.sync_api import expect

from disclosure.models import Answer
from tests.browser.test_saving import at_desk, settled
from tests.support.stage import fresh

SENTENCE = "及时做好各类政策文件的戒毒，接受群众监督。"


@pytest.fixture
def texts(visitor, clerk, draft):
    return at_desk(visitor, "clerk", f"/desk/{draft.pk}/parts/overview/")


def write(page, text, key="platform"):
    page.locator(f"#p-{key}").fill(text)
    settled(page)


def finding(page, words="戒毒"):
    return page.locator(f'#findings li[data-quote="{words}"]')


def marks(page, key="platform"):
    return page.locator(f".passage:has(#p-{key}) .mirror mark")


def test_a_wrong_word_is_underlined_and_mended_by_one_press(texts, draft):
    write(texts, SENTENCE)
    expect(finding(texts)).to_have_count(1)
    expect(marks(texts)).to_have_text("戒毒")
    expect(texts.locator("#p-platform")).to_have_value(SENTENCE)
    finding(texts).get_by_role("button", name="改为“解读”").click()
    expect(texts.locator("#p-platform")).to_have_value(SENTENCE.replace("戒毒", "解读"))
    expect(finding(texts)).to_have_count(0)
    expect(marks(texts)).to_have_count(0)
    settled(texts)
    assert fresh(draft).content.passage("platform").text == SENTENCE.replace(
        "戒毒", "解读"
    )
    texts.keyboard.press("Control+z")
    expect(texts.locator("#p-platform")).to_have_value(SENTENCE)
    expect(finding(texts)).to_have_count(1)


def test_the_words_are_found_from_the_list_and_the_mark_goes_with_them(texts):
    write(texts, SENTENCE)
    expect(finding(texts)).to_have_count(1)
    texts.locator("#p-platform").press("Control+Home")
    texts.keyboard.type("我街道")
    expect(marks(texts)).to_have_text("戒毒")
    finding(texts).locator(".finding-link").click()
    chosen = texts.evaluate(
        "document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)"
    )
    assert chosen == "戒毒"


def test_a_query_on_words_is_explained_where_it_stands_and_stays_explained(
    texts, draft
):
    write(texts, SENTENCE)
    item = finding(texts)
    item.locator("summary").click()
    item.get_by_role("textbox").fill("引用禁毒宣传原题。")
    write(texts, "我街道" + SENTENCE)
    expect(item.get_by_role("textbox")).to_have_value("引用禁毒宣传原题。")
    expect(item.locator("summary")).to_have_text("已说明理由")
    assert Answer.objects.get().reason == "引用禁毒宣传原题。"
    texts.reload()
    expect(finding(texts).locator("summary")).to_have_text("已说明理由")


def test_marks_lie_under_their_words_in_a_long_text_that_is_scrolled(texts):
    write(texts, "我街道持续推进公开。\n" * 60 + SENTENCE)
    texts.locator("#p-platform").evaluate(
        "area => { area.style.height = '12rem'; area.scrollTop = area.scrollHeight; }"
    )
    expect(marks(texts)).to_have_count(1)
    texts.wait_for_timeout(300)
    area, mark = (
        texts.locator("#p-platform").bounding_box(),
        marks(texts).bounding_box(),
    )
    assert area["y"] < mark["y"] < area["y"] + area["height"]


def test_a_finding_is_said_once_and_the_text_area_is_described_by_it(texts):
    write(texts, SENTENCE)
    expect(texts.locator("#tally-spoken")).to_contain_text("戒毒")
    described = texts.locator("#p-platform").get_attribute("aria-describedby").split()
    assert finding(texts).get_attribute("id") in described
