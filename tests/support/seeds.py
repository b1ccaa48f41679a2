"""The passages of the two real reports beside the tree, cut at their headings: what the rules of text are tried on."""

from __future__ import annotations

import re
import subprocess

from disclosure.statutory.content import AgencyKind, Content
from tests.support.make import Figures, make_content
from tests.support.shared import shared

HONGZE: Figures = {
    "documents": {"normative_documents": {"repealed": 5, "in_force": 5}},
    "licensing": {"licences": {"decisions": 550}},
    "enforcement": {"penalties": {"decisions": 4119}, "coercion": {"decisions": 195}},
    "charges": {"fees": {"amount": "7730.28"}},
    "requests": {
        "new": {"person": 21},
        "partly_granted": {"person": 4},
        "refused_state_secret": {"person": 1},
        "refused_process": {"person": 1},
        "refused_enforcement_file": {"person": 1},
        "unavailable_not_held": {"person": 10},
        "unavailable_needs_creation": {"person": 3},
        "unprocessed_petition": {"person": 1},
    },
    "disputes": {
        "cases": {
            "reconsideration_upheld": 10,
            "reconsideration_corrected": 1,
            "suit_after_reconsideration_upheld": 5,
        }
    },
}
"""Every figure of the PDF that is not 0, by hand from its pages."""
TOPICS = ("proactive", "on_request", "management", "platform", "supervision")


def qudong() -> Content:
    """渠东街道 2023: every figure zero."""
    text = shared("reports/qudong-2023.txt").read_text(encoding="utf-8")
    opening, rest = re.split(
        r"\n（一）主动公开：", text.split("一、总体情况\n", 1)[1], maxsplit=1
    )
    topics = re.split(
        r"\n（[二三四五]）[^：\n]*：", rest.split("\n二、主动公开政府信息情况")[0]
    )
    problems, improvements = re.split(
        r"\n（二）改进措施\n",
        text.split("（一）存在问题\n")[1].split("\n六、其他需要报告的事项")[0],
    )
    other = text.split("六、其他需要报告的事项\n")[1]
    return _content(
        "红旗区渠东街道办事处",
        "street",
        opening,
        topics,
        problems,
        improvements,
        other,
        {},
    )


def hongze() -> Content:
    """洪泽区人民政府 2023: the lines of the PDF joined to paragraphs; part five is one text."""
    pages = subprocess.run(
        ["pdftotext", "-layout", str(shared("reports/hongze-2023.pdf")), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    pages = re.sub(r"\n\s*-\d-\s*\n", "\n", pages)
    text = re.sub(
        r"(?<=[\u3400-\u9fff，、：；0-9]) *\n+\s*(?=[\u3400-\u9fff（“0-9a-z])(?!（[一二三四五]）|[一二三四五六]、)",
        "",
        pages,
    )
    opening = text.split("工作年度报告", 1)[1].split("一、总体情况")[0]
    topics = re.split(
        r"（[一二三四五]）[^。\n]*情况。",
        text.split("一、总体情况")[1].split("二、主动公开政府信息情况")[0],
    )
    problems = text.split("五、存在的主要问题及改进情况")[1].split(
        "六、其他需要报告的事项"
    )[0]
    other = text.split("六、其他需要报告的事项")[1]
    topics = [topics[0] + topics[1], *topics[2:]]
    return _content(
        "洪泽区人民政府", "county", opening, topics, problems, "", other, HONGZE
    )


def _content(
    name: str,
    kind: AgencyKind,
    opening: str,
    topics: list[str],
    problems: str,
    improvements: str,
    other: str,
    figures: Figures,
) -> Content:
    texts = {"preamble": opening, **dict(zip(TOPICS, topics, strict=True))}
    texts |= {
        "problems": problems,
        "improvements": improvements,
        "other_matters": other,
    }
    tidy = {
        key: "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
        for key, text in texts.items()
    }
    return make_content(figures, name=name, kind=kind, passages=tidy)
