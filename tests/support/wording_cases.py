"""For each rule of wording, a report that must fire it once and nothing else, and its twin that must not."""

from __future__ import annotations

import datetime
from typing import Any

from disclosure.rules import Offices, Surroundings, Twin
from disclosure.statutory.printed import Printed, PrintedHeading
from tests.support.make import PASSAGES

OWN = "某街道办事处"
LONG = (
    "街道把信息公开作为联系居民的窗口，围绕老旧小区改造、社区食堂、托幼点位三件实事，提前公布方案、选址理由和工期，"
    "由社区干部在楼院议事会上逐项说明，居民提出的意见分类答复并在公示栏张贴，改造完工后再公布验收结论和保修电话。"
)
DAY = datetime.date(2024, 1, 31)
HEADINGS = (
    ("一、总体情况", "overview"),
    ("二、主动公开政府信息情况", "proactive_disclosure"),
    ("三、收到和处理政府信息公开申请情况", "requests"),
    ("四、政府信息公开行政复议、行政诉讼情况", "disputes"),
    ("五、存在的主要问题及改进情况", "problems"),
    ("六、其他需要报告的事项", "other_matters"),
)


def passages(**changed: str) -> dict[str, Any]:
    """A report with some passages of its own."""
    return {"passages": PASSAGES | changed}


def around(**known: Any) -> dict[str, Any]:
    """A report with something known beside it."""
    return {"around": Surroundings(**known)}


def printed(**known: Any) -> dict[str, Any]:
    """A report as printed, with all its headings unless others are given."""
    known.setdefault(
        "headings", tuple(PrintedHeading(text, part) for text, part in HEADINGS)
    )
    return around(printed=Printed(**known))


def twin(text: str) -> Twin:
    return Twin("management", 0, len(text), "听松街道办事处 2023 年报告", text, 97)


WORDING_CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "D-1": (
        passages(proactive="2021年公开信息25条。"),
        passages(proactive="较2022年增加25条，2021年修订的目录继续有效。"),
    ),
    "D-2": (
        passages(preamble="本报告统计期限自2023年1月1日起至2023年11月30日止。"),
        passages(preamble="本报告统计期限自 2023 年 1 月 1 日起至 12 月 31 日止。"),
    ),
    "D-3": (
        passages(supervision="望汀区听松街道办事处认真开展培训2次。")
        | around(
            offices=Offices(
                own=frozenset({OWN}), others=frozenset({"望汀区听松街道办事处"})
            )
        ),
        passages(supervision="会同望汀区听松街道办事处开展培训2次。")
        | around(
            offices=Offices(
                own=frozenset({OWN}), others=frozenset({"望汀区听松街道办事处"})
            )
        ),
    ),
    "D-4": (passages(improvements=" \n"), {}),
    "D-5": (passages(platform=""), passages(platform="没有新建平台。")),
    "D-6": (
        passages(management="逐级看过再由专人贴出来" * 91 + "。"),
        passages(management="逐级看过再由专人贴出来" * 80 + "。"),
    ),
    "D-7": (passages(problems="无。"), passages(problems="无障碍阅读功能缺少。")),
    "D-8": (
        passages(other_matters="没有其他需要报告的事项。"),
        passages(other_matters="全年收取信息处理费0元。"),
    ),
    "D-9": (
        passages(management=LONG) | around(twins=(twin(LONG),)),
        passages(management=LONG)
        | around(twins=(twin(LONG[:40]),))
        | {"passages": PASSAGES},
    ),
    "D-10": (
        passages(management="审核信息的涉密行、敏感性。"),
        passages(management="审核信息的涉密性、敏感性。"),
    ),
    "D-11": (
        passages(management="先审后发，，逐级负责。"),
        passages(management="先审后发，逐级负责。"),
    ),
    "D-12": (
        passages(
            problems="一、解读单一；二是更新迟缓。",
            improvements="一是增加图解；二是每周更新。",
        ),
        passages(
            problems="一是解读单一；二是更新迟缓。",
            improvements="一是增加图解；二是每周更新。",
        ),
    ),
    "D-13": (
        passages(management="落实国办发[2021]30号文件。"),
        passages(management="落实国办发〔2021〕30号文件。"),
    ),
    "D-14": (
        printed(labels={"documents.normative_documents": "规范性文件"}),
        printed(labels={"documents.normative_documents": "行政规范性文件数"}),
    ),
    "D-15": (
        passages(proactive="全年公开信息XX条。"),
        passages(proactive="全年公开信息25条，含X光检查指南。"),
    ),
    "P-1": (
        passages(supervision="监督电话13812345678。"),
        passages(supervision="监督电话0517-87222589。"),
    ),
    "F-1": (
        around(today=DAY - datetime.timedelta(days=7), due_on=DAY),
        around(today=DAY - datetime.timedelta(days=8), due_on=DAY),
    ),
    "F-2": (
        printed(tables={"requests": "picture"}),
        printed(tables={"requests": "partly"}),
    ),
}
