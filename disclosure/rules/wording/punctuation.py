"""Doubled words and marks, marks missing or of the wrong width, brackets without their twin. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.rules.catalogue import Level, Spot, rule
from disclosure.rules.wording.prose import HAN, NUMERAL, Excerpt, paragraphs
from disclosure.statutory.content import Content

DOUBLED_WORD = re.compile(rf"({HAN}{{2,8}})\1")
DOUBLED_ON_PURPOSE = re.compile(
    r"研究研究|讨论讨论|商量商量|学习学习|一个一个|一件一件|一条一条|一项一项|一步一步|很多很多|许多许多|公开公开(?=透明|栏|率|度|制度|目录)"
    r"|(?:([一两三四五六七八九十]{1,2})([个件条项级层天次])){2}|审查审查|制度制度|信息信息(?=公开|化|系统|网)"
)
DOUBLED_CHARACTER = re.compile(
    r"的的(?!确|士)|(?<![除解为罢])了了(?!解)|(?<![祥温平谐柔缓])和和(?!谐|平|睦|美|气)|(?<![存现正])在在(?!职|线|岗|建|校|册|编|位|任)"
    r"|(?<![于就还但若])是是(?!否|非)|(?<![即必])将将(?!来)|(?<!一)把把(?!关|握)|(?<!参)与与(?!会|时)|(?<!合)并并(?!联|列|网)|(?<!依)据据(?!此|实)"
    r"|(?<!以)及及(?!时|早|格)|(?<!对)对对(?!外|照|接|标|策|象)"
)
DOUBLED_MARK = re.compile(
    r"([，。；：、！？])[ 　]*\1+|[，、；：][ 　]*[，。；：、]|。[ 　]*[，、；：]"
)
HALF_WIDTH = re.compile(
    rf"(?<=[{HAN[1:-1]}》”）])[,;:!?](?![A-Za-z/])|(?<={HAN})\.(?=$|{HAN}|\s)|(?<=[{HAN[1:-1]}])\((?=[^()]*\))"
)
IN_BRACKETS = re.compile(rf"\((?![{NUMERAL}\d]{{1,3}}\))[^()]*{HAN}[^()]*\)")
BLANK = re.compile(rf"(?<=[{HAN[1:-1]}\d”）》])[ 　]+(?=[，。；：、！？])")
LETTER_SPACED = 3
"""A paragraph with so many blanks before marks was stretched by a printer, not typed so."""
FULL = dict(zip(",;:!?.()", "，；：！？。（）", strict=True))
PAIRS = {"《": "》", "“": "”", "（": "）", "【": "】", "〔": "〕", "「": "」"}
WIDE = str.maketrans("()", "（）")
ITEM_MARK = re.compile(rf"(?:^|[：；。，\n])\s*[{NUMERAL}\d]{{1,3}}[)）]")
COMPLETE = re.compile(
    rf"(?:[。！？：；…]|[。！？][”）)」》]+|[^。]*[”》])$|[^{HAN[1:-1]}，、”]$"
)
HEADLIKE = re.compile(
    rf"^(?:[（(]?[{NUMERAL}\d]{{1,3}}[）)、.．]|第[{NUMERAL}]+|附件|注[:：]|[^，。；]{{0,24}}$)"
)
SHORTEST_SENTENCE = 12


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
    text = paragraph.text
    innocent = [match.span() for match in DOUBLED_ON_PURPOSE.finditer(text)]
    for match in DOUBLED_WORD.finditer(text):
        if not any(
            start < match.end() and match.start() < end for start, end in innocent
        ):
            names = {"wrong": match[0], "instead": match[1]}
            yield paragraph.spot(
                *match.span(), names=names, says="word", instead=match[1]
            )
    for match in DOUBLED_CHARACTER.finditer(text):
        names = {"wrong": match[0], "instead": match[0][0]}
        yield paragraph.spot(
            *match.span(), names=names, says="word", instead=match[0][0]
        )
    for match in DOUBLED_MARK.finditer(text):
        instead = "。" if "。" in match[0] else match[0][0]
        names = {"wrong": match[0], "instead": instead}
        yield paragraph.spot(*match.span(), names=names, says="mark", instead=instead)


def _half_width(paragraph: Excerpt) -> Iterator[Spot]:
    text = paragraph.text
    found = [match.span() for match in HALF_WIDTH.finditer(text) if match[0] != "("]
    found += [match.span() for match in IN_BRACKETS.finditer(text)]
    if not found:
        return
    start, end = min(found)
    wrong = text[start:end]
    instead = f"（{wrong[1:-1]}）" if len(wrong) > 1 else FULL[wrong]
    more = f"本段还有 {len(found) - 1} 处。" if len(found) > 1 else ""
    names = {"wrong": wrong, "instead": instead, "more": more}
    yield paragraph.spot(start, end, names=names, says="half", instead=instead)


def _blanks(paragraph: Excerpt) -> Iterator[Spot]:
    found = list(BLANK.finditer(paragraph.text))
    if len(found) < LETTER_SPACED:
        for match in found:
            names = {"next": paragraph.text[match.end()]}
            yield paragraph.spot(
                match.start(),
                match.end() + 1,
                names=names,
                says="blank",
                instead=names["next"],
            )


def _unmatched(paragraph: Excerpt) -> Iterator[Spot]:
    """Brackets of either width are one pair here; a closing one after the number of an item stands alone by right."""
    text = paragraph.text.translate(WIDE)
    alone = {match.end() - 1 for match in ITEM_MARK.finditer(text)}
    closing, waiting = (
        {shut: opened for opened, shut in PAIRS.items()},
        list[tuple[str, int]](),
    )
    for at, mark in enumerate(text):
        if mark in PAIRS:
            waiting.append((mark, at))
        elif mark in closing:
            if waiting and waiting[-1][0] == closing[mark]:
                waiting.pop()
            elif at not in alone or waiting:
                yield _alone(paragraph, at, closing[mark])
                return
    if waiting:
        mark, at = waiting[-1]
        yield _alone(paragraph, at, PAIRS[mark])


def _alone(paragraph: Excerpt, at: int, twin: str) -> Spot:
    return paragraph.spot(
        at, at + 1, names={"wrong": paragraph.text[at], "instead": twin}, says="open"
    )


def _ending(paragraph: Excerpt) -> Iterator[Spot]:
    text = paragraph.text
    if text[-1] in "，、,":
        yield paragraph.spot(
            len(text) - 1, len(text), names={"wrong": text[-1]}, says="comma"
        )
    elif (
        len(text) >= SHORTEST_SENTENCE
        and not COMPLETE.search(text)
        and not HEADLIKE.match(text)
    ):
        tail = text[-8:]
        yield paragraph.spot(
            len(text) - len(tail),
            len(text),
            names={"wrong": tail},
            says="stop",
            instead=f"{tail}。",
        )
