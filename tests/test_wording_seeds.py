"""The two real reports beside the tree: what all rules say of their words, and nothing else."""

from disclosure.rules import examine
from tests.support.seeds import hongze, qudong


def said(content):
    return [
        (f.code, f.passage, f.quote, f.instead)
        for f in examine(content)
        if f.code[0] in "DPX"
    ]


def test_qudong_has_its_seven_slips_and_one_hint_beside_them():
    assert sorted(said(qudong())) == sorted(
        [
            ("D-10", "proactive", "准备性", "准确性"),
            ("D-10", "management", "涉密行", "涉密性"),
            ("D-10", "supervision", "项目的不用情况", "项目的使用情况"),
            ("D-10", "problems", "均有", "均由"),
            ("D-10", "improvements", "规范化面", "规范化方面"),
            ("D-10", "improvements", "戒毒", "解读"),
            ("D-12", "problems", "一、", "一是"),
            ("D-13", "management", "《中华人民共和国政府信息公开条例》", "《条例》"),
        ]
    )


def test_no_figure_of_qudong_is_doubted():
    assert [f.code for f in examine(qudong()) if f.code[0] not in "DPX"] == []


def test_hongze_has_what_an_editor_would_mark_and_its_mailbox_passes():
    assert said(hongze()) == [
        ("D-10", "on_request", "受理渠", "受理渠道"),
        ("D-10", "on_request", "法定期限答复", "法定期限内答复"),
        ("D-11", "proactive", " 。", "。"),
    ]
