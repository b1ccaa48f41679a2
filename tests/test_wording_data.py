"""The lists behind D-10: every entry has a source, does what it is there for, and none accuses another."""

import os
import re
import tomllib

import pytest

from disclosure.rules import examine
from disclosure.rules.wording.near_misses import near_misses
from disclosure.rules.wording.sounds import DATA, alike, lines, same_sound
from disclosure.rules.wording.spelling import confusions, slips
from tests.support import sounds
from tests.support.make import PASSAGES, make_content

PHRASES = tomllib.loads((DATA / "phrases.toml").read_text(encoding="utf-8"))
LITERAL = re.compile(r"^[㐀-鿿、《》]+$")


def test_the_sounds_are_what_pypinyin_says():
    if os.environ.get("REWRITE_SOUNDS"):
        sounds.FILE.write_text(sounds.page(), encoding="utf-8")
    assert sounds.FILE.read_text(encoding="utf-8") == sounds.page()


def test_every_entry_gives_its_source():
    assert all(
        re.match(r"(?:real:\S+|sound|shape|usage|lost)", entry.source)
        for entry in confusions()
    )
    assert all(group["source"].strip() for group in PHRASES["group"])
    assert all(
        len(line) > 1 and len(line) == len(set(line)) for line in lines("shapes.tsv")
    )


def test_no_confusion_is_listed_twice_and_there_are_some_hundreds():
    patterns = [entry.pattern.pattern for entry in confusions()]
    assert len(patterns) == len(set(patterns))
    assert len(patterns) > 500


def test_a_literal_confusion_is_found_and_its_remedy_is_clean():
    for entry in confusions():
        if LITERAL.match(entry.pattern.pattern):
            (slip,) = slips(entry.pattern.pattern)
            assert slip.instead
        if "\\" not in entry.instead:
            assert slips(entry.instead) == (), entry


def test_no_set_phrase_and_nothing_innocent_is_a_slip():
    phrases = [
        phrase for group in PHRASES["group"] for phrase in group["phrases"].split()
    ]
    assert len(set(phrases)) > 700
    assert [
        phrase for phrase in phrases + PHRASES["innocent"].split() if slips(phrase)
    ] == []


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("监督机治", "监督机制"),  # sounds alike
        ("规范答付", "答复"),
        ("政府信息工作年度报告", None),  # two characters less are another phrase
        ("在法定期限答复", "法定期限内答复"),  # lost
        ("政务公公开领导小组", "政务公开领导小组"),  # doubled
        ("重点域领信息公开", "重点领域信息公开"),  # misplaced
        ("政策节读方式", "解读"),  # a word typed by the same keys
        ("拓宽公开曲道", "拓宽公开渠道"),
        ("制定专班", None),
        ("登陆网站", "登录"),
        ("可以申请公开", None),
        ("更新及时", None),
        ("加强规范管理，深入展开日常检测", None),
        ("规定限期内答复", None),
        ("规范化平台", None),
        ("征收信息处理费", None),
        ("制订工作方案，订立制度", None),
    ],
)
def test_a_phrase_that_is_nearly_right(text, instead):
    found = [slip.instead for slip in slips(text)]
    assert found == ([instead] if instead else [])


def test_of_two_phrases_over_one_slip_the_longer_is_offered():
    assert near_misses("政务公开工做") == []  # 做 and 作 are interchangeable
    (miss,) = near_misses("政府信息公开工作年渡报告")
    assert miss.instead == "政府信息公开工作年度报告"


def test_what_sounds_and_looks_alike():
    assert same_sound("行", "性")
    assert alike("审", "身")
    assert alike("末", "未")
    assert not alike("备", "确")
    assert not alike("订", "定")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("做好各类政策文件的戒毒。", ["戒毒"]),
        ("社区戒毒人员信息按规定不公开。", []),
        ("均有党政办工作人员兼职。", ["均有"]),
        ("各科室均有专人负责。", []),
        ("对涉密行、敏感性进行审核。", ["涉密行"]),
        ("规范行政行为、合法行使权力。", []),
        ("畅通受理渠。", ["受理渠"]),
        ("畅通受理渠道。", []),
        ("截止2023年12月31日，累计公开25条。", ["截止"]),
        ("截止日期为每月25日。", []),
        ("年末收到申请3件。", []),
        ("街道末收到申请。", ["末收到"]),
        ("即使公开后也要跟踪。", []),
        ("即使公开各类信息。", ["即使"]),
        ("沟通迅速，服务周到。", []),
        ("本人已申请公开的信息。", []),
        ("已申请公开工作有序。", ["已申请公开工作"]),
    ],
)
def test_a_confusion_in_its_context(text, found):
    content = make_content(passages=PASSAGES | {"supervision": text})
    assert [f.quote for f in examine(content) if f.code == "D-10"] == found
