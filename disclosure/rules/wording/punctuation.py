"""Finds doubled words and marks, marks missing or of the wrong width, brackets without their twin. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Spot, rule
from disclosure.rules.wording.prose import Excerpt, paragraphs, span_of
from disclosure.statutory.chinese import HAN, HAN_RANGE, NUMERALS
from disclosure.statutory.content import Content

DOUBLED_WORD = re.compile(rf"({HAN}{{2,8}})\1")
DOUBLED_ON_PURPOSE = re.compile(
    r"""
    研究研究|讨论讨论|商量商量|学习学习|很多很多|许多许多
    |一个一个|一件一件|一条一条|一项一项|一步一步               # 一个一个答复
    |(?:([一两三四五六七八九十]{1,2})([个件条项级层天次])){2}   # 一次一次, 三级三级
    |公开公开(?=透明|栏|率|度|制度|目录)                        # 推进公开公开透明: two words meet
    |审查审查|制度制度|信息信息(?=公开|化|系统|网)
    """,
    re.VERBOSE,
)
# 了了解, 存在在职: two words meet, so each character has its own neighbours that pass.
DOUBLED_CHARACTER = re.compile(
    r"""
    的的(?!确|士)|(?<![除解为罢])了了(?!解)
    |(?<![祥温平谐柔缓])和和(?!谐|平|睦|美|气)
    |(?<![存现正])在在(?!职|线|岗|建|校|册|编|位|任)
    |(?<![于就还但若])是是(?!否|非)|(?<![即必])将将(?!来)
    |(?<!一)把把(?!关|握)|(?<!参)与与(?!会|时)              # 参与与监督
    |(?<!合)并并(?!联|列|网)|(?<!依)据据(?!此|实)
    |(?<!以)及及(?!时|早|格)                                # 以及及时答复
    |(?<!对)对对(?!外|照|接|标|策|象)
    """,
    re.VERBOSE,
)
DOUBLED_MARK = re.compile(
    r"""
    ([，。；：、！？])[ 　]*\1+                              # 先审后发，，
    |[，、；：][ 　]*[，。；：、]|。[ 　]*[，、；：]
    """,
    re.VERBOSE,
)
HALF_WIDTH_MARK = re.compile(
    rf"""
    (?<=[{HAN_RANGE}》”）])[,;:!?](?![A-Za-z/])             # 先审后发,逐级负责; no 网址:http://
    |(?<={HAN})\.(?=$|{HAN}|\s)
    """,
    re.VERBOSE,
)
HALF_WIDTH_BRACKETS = re.compile(rf"\((?![{NUMERALS}\d]{{1,3}}\))[^()]*{HAN}[^()]*\)")
"""Round Chinese words: 先审后发(含新媒体); not the number of an item, which D-12 judges."""
BLANK = re.compile(rf"(?<=[{HAN_RANGE}\d”）》])[ 　]+(?=[，。；：、！？])")
LETTER_SPACED = 3
"""A paragraph with so many blanks before marks was stretched by a printer, not typed so. Judged by eye."""
FULL_WIDTH = dict(zip(",;:!?.()", "，；：！？。（）", strict=True))
PAIRS = {"《": "》", "“": "”", "（": "）", "【": "】", "〔": "〕", "「": "」"}
OPENED_BY = {shut: opened for opened, shut in PAIRS.items()}
WIDE_BRACKETS = str.maketrans("()", "（）")
ITEM_MARK = re.compile(rf"(?:^|[：；。，\n])\s*[{NUMERALS}\d]{{1,3}}[)）]")
COMPLETE = re.compile(
    rf"""
    (?:
        [。！？：；…]
        |[。！？][”）)」》]+                                # “公开是原则。”
        |[^。]*[”》]                                        # “公开是原则，不公开是例外”
    )$
    |[^{HAN_RANGE}，、”]$                                   # 电话：0373-2035166
    """,
    re.VERBOSE,
)
HEADLIKE = re.compile(
    rf"""
    ^(?:
        [（(]?[{NUMERALS}\d]{{1,3}}[）)、.．]                # （一）逐级审核
        |第[{NUMERALS}]+|附件|注[:：]
        |[^，。；]{{0,24}}$
    )
    """,
    re.VERBOSE,
)
SHORTEST_SENTENCE = 12
"""Characters: what is shorter may be a heading or a caption. Judged by eye."""
TAIL = 8
"""Characters at the end of a paragraph that the message shows."""


@rule(
    "D-11",
    Level.HINT,
    "标点和重字",
    {
        "word": "“{wrong}”重复了，应为“{instead}”。请删去一个。",
        "mark": "标点“{wrong}”重复，应为“{instead}”。请改正。",
        "half": "中文里用了半角标点“{wrong}”，应为“{instead}”。{more}请改正。",
        "blank": "标点“{next}”前有空格。请删去。",
        "stop": "这一段末尾没有句号：“{wrong}”。请核对是否还有下文，补上标点。",
        "comma": "这一段以“{wrong}”结束，话没有说完。请核对。",
        "open": "“{wrong}”没有配对的“{instead}”。请核对。",
    },
)
def punctuation(report: Content, last: Content | None) -> Iterator[Spot]:
    """没有重字、重标点；段末有句号；中文用全角标点；书名号、引号、括号成对。

    Half-width marks are told once for each paragraph. Source: 标点符号用法 GB/T 15834—2011; RULES D-11.
    """
    for paragraph in paragraphs(report):
        yield from _doubled(paragraph)
        yield from _half_width(paragraph)
        yield from _blanks(paragraph)
        yield from _unmatched(paragraph)
        yield from _ending(paragraph)


def _doubled(paragraph: Excerpt) -> Iterator[Spot]:
    """加强平台建设建设, 公开的的工作, 先审后发，，."""
    text = paragraph.text
    on_purpose = [span_of(match) for match in DOUBLED_ON_PURPOSE.finditer(text)]
    for match in DOUBLED_WORD.finditer(text):
        span = span_of(match)
        if any(span.overlaps(other) for other in on_purpose):
            continue

        yield _only_once(paragraph, match, "word", match[1])

    for match in DOUBLED_CHARACTER.finditer(text):
        character = match[0][0]
        yield _only_once(paragraph, match, "word", character)

    for match in DOUBLED_MARK.finditer(text):
        # Of two marks the full stop is meant: 先审后发，。
        mark = "。" if "。" in match[0] else match[0][0]
        yield _only_once(paragraph, match, "mark", mark)


def _only_once(
    paragraph: Excerpt,
    match: re.Match[str],
    says: str,
    instead: str,
) -> Spot:
    """What is doubled, to be put once."""
    return paragraph.spot(
        *match.span(),
        names={"wrong": match[0], "instead": instead},
        says=says,
        instead=instead,
    )


def _half_width(paragraph: Excerpt) -> Iterator[Spot]:
    """The first one, with how many more there are: who types so types all of them so."""
    text = paragraph.text
    marks = HALF_WIDTH_MARK.finditer(text)
    brackets = HALF_WIDTH_BRACKETS.finditer(text)
    found = [span_of(match) for match in (*marks, *brackets)]
    if not found:
        return

    first = min(found)
    wrong = first.of(text)
    instead = f"（{wrong[1:-1]}）" if first.length > 1 else FULL_WIDTH[wrong]
    others = len(found) - 1
    more = f"本段还有 {others} 处。" if others else ""
    yield paragraph.spot(
        *first,
        names={"wrong": wrong, "instead": instead, "more": more},
        says="half",
        instead=instead,
    )


def _blanks(paragraph: Excerpt) -> Iterator[Spot]:
    """先审后发 。"""
    found = list(BLANK.finditer(paragraph.text))
    if len(found) >= LETTER_SPACED:
        return

    for match in found:
        start, end = match.span()
        mark = paragraph.text[end]
        yield paragraph.spot(
            start,
            end + 1,
            names={"next": mark},
            says="blank",
            instead=mark,
        )


def _unmatched(paragraph: Excerpt) -> Iterator[Spot]:
    """The first mark without its twin, one for each paragraph."""
    text = paragraph.text.translate(WIDE_BRACKETS)  # of either width they are one pair
    # 包括：1）制度: the bracket after the number of an item stands alone by right.
    after_numbers = {match.end() - 1 for match in ITEM_MARK.finditer(text)}
    waiting: list[int] = []
    for at, mark in enumerate(text):
        if mark in PAIRS:
            waiting.append(at)
            continue

        if mark not in OPENED_BY:
            continue

        if waiting and text[waiting[-1]] == OPENED_BY[mark]:
            waiting.pop()
        elif waiting or at not in after_numbers:
            yield _alone(paragraph, at, OPENED_BY[mark])
            return

    if waiting:
        at = waiting[-1]
        yield _alone(paragraph, at, PAIRS[text[at]])


def _alone(paragraph: Excerpt, at: int, twin: str) -> Spot:
    """A bracket or quotation mark whose twin is missing."""
    return paragraph.spot(
        at,
        at + 1,
        names={"wrong": paragraph.text[at], "instead": twin},
        says="open",
    )


def _ending(paragraph: Excerpt) -> Iterator[Spot]:
    """先审后发， at the end, or a sentence that ends with no mark at all."""
    text = paragraph.text
    end = len(text)
    last = text[-1]
    if last in "，、,":
        yield paragraph.spot(end - 1, end, names={"wrong": last}, says="comma")
        return

    if end < SHORTEST_SENTENCE:
        return
    if COMPLETE.search(text) or HEADLIKE.match(text):
        return

    tail = text[-TAIL:]
    yield paragraph.spot(
        end - len(tail),
        end,
        names={"wrong": tail},
        says="stop",
        instead=f"{tail}。",
    )
