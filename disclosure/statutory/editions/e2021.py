"""The 2021 edition, 国办公开办函〔2021〕30号: report years 2021 and later."""

from disclosure.statutory.editions.common import (
    DISPUTES,
    OTHER_MATTERS,
    OVERVIEW,
    PROBLEMS,
    TITLE,
    requests_part,
)
from disclosure.statutory.editions.spec import Column, Edition, Group, Part, Row, Table

DECISIONS = (Column("decisions", "本年处理决定数量"),)

EDITION_2021 = Edition(
    key="2021",
    issued_as="国办公开办函〔2021〕30号",
    first_year=2021,
    last_year=None,
    title=TITLE,
    parts=(
        OVERVIEW,
        Part(
            "二、",
            "proactive_disclosure",
            "主动公开政府信息情况",
            tables=(
                Table(
                    key="documents",
                    caption="第二十条第（一）项",
                    kind="count",
                    unit="件",
                    corner="信息内容",
                    columns=(
                        Column("made", "本年制发件数"),
                        Column("repealed", "本年废止件数"),
                        Column("in_force", "现行有效件数"),
                    ),
                    rows=(
                        Row("regulations", "", "规章"),
                        Row("normative_documents", "", "行政规范性文件"),
                    ),
                ),
                Table(
                    key="licensing",
                    caption="第二十条第（五）项",
                    kind="count",
                    unit="件",
                    corner="信息内容",
                    columns=DECISIONS,
                    rows=(Row("licences", "", "行政许可"),),
                ),
                Table(
                    key="enforcement",
                    caption="第二十条第（六）项",
                    kind="count",
                    unit="件",
                    corner="信息内容",
                    columns=DECISIONS,
                    rows=(
                        Row("penalties", "", "行政处罚"),
                        Row("coercion", "", "行政强制"),
                    ),
                ),
                Table(
                    key="charges",
                    caption="第二十条第（八）项",
                    kind="amount",
                    unit="万元",
                    corner="信息内容",
                    columns=(Column("amount", "本年收费金额（单位：万元）"),),
                    rows=(Row("fees", "", "行政事业性收费"),),
                ),
            ),
        ),
        requests_part(
            (Group("other", "（六）", "其他处理", "outcomes"),),
            (
                Row(
                    "other_not_corrected",
                    "1.",
                    "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
                    "other",
                ),
                Row(
                    "other_fee_unpaid",
                    "2.",
                    "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
                    "other",
                    short="逾期未缴费",
                ),
                Row("other_remaining", "3.", "其他", "other"),
            ),
        ),
        DISPUTES,
        PROBLEMS,
        OTHER_MATTERS,
    ),
)
