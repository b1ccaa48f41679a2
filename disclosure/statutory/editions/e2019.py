"""The 2019 edition, 国办公开办函〔2019〕60号: report years 2019 and 2020."""

from disclosure.statutory.editions.common import (
    DISPUTES,
    OTHER_MATTERS,
    OVERVIEW,
    PROBLEMS,
    TITLE,
    requests_part,
)
from disclosure.statutory.editions.spec import Column, Edition, Part, Row, Table

STOCK = (
    Column("last_year", "上一年项目数量"),
    Column("change", "本年增/减", kind="signed_count"),
)
STOCK_AND_DECISIONS = (*STOCK, Column("decisions", "处理决定数量"))

EDITION_2019 = Edition(
    key="2019",
    issued_as="国办公开办函〔2019〕60号",
    first_year=2019,
    last_year=2020,
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
                        Column("made", "本年新制作数量"),
                        Column("published", "本年新公开数量"),
                        Column("published_total", "对外公开总数量"),
                    ),
                    rows=(
                        Row("regulations", "", "规章"),
                        Row("normative_documents", "", "规范性文件"),
                    ),
                ),
                Table(
                    key="licensing",
                    caption="第二十条第（五）项",
                    kind="count",
                    unit="件",
                    corner="信息内容",
                    columns=STOCK_AND_DECISIONS,
                    rows=(
                        Row("licences", "", "行政许可"),
                        Row("other_services", "", "其他对外管理服务事项"),
                    ),
                ),
                Table(
                    key="enforcement",
                    caption="第二十条第（六）项",
                    kind="count",
                    unit="件",
                    corner="信息内容",
                    columns=STOCK_AND_DECISIONS,
                    rows=(
                        Row("penalties", "", "行政处罚"),
                        Row("coercion", "", "行政强制"),
                    ),
                ),
                Table(
                    key="charges",
                    caption="第二十条第（八）项",
                    kind="count",
                    unit="件",
                    corner="信息内容",
                    columns=STOCK,
                    rows=(Row("fees", "", "行政事业性收费"),),
                ),
                Table(
                    key="procurement",
                    caption="第二十条第（九）项",
                    kind="count",
                    unit="件",
                    corner="信息内容",
                    columns=(
                        Column("projects", "采购项目数量"),
                        Column("amount", "采购总金额", kind="amount", unit="万元"),
                    ),
                    rows=(Row("central_procurement", "", "政府集中采购"),),
                ),
            ),
        ),
        requests_part(
            (),
            (Row("other_remaining", "（六）", "其他处理", "outcomes", role="other"),),
        ),
        DISPUTES,
        PROBLEMS,
        OTHER_MATTERS,
    ),
)
