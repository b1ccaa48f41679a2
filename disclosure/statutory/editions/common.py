"""What both editions print alike: applicants, disputes, the parts made of text, and most outcomes of part three."""

from disclosure.statutory.editions.spec import (
    Band,
    Check,
    Column,
    ColumnTotal,
    Group,
    Part,
    PassageSlot,
    Row,
    RowTotal,
    Table,
)

TITLE = "{agency}{year}年政府信息公开工作年度报告"
ORGANISATIONS = ("business", "research", "charity", "legal_service", "other_org")
APPLICANTS = ("person", *ORGANISATIONS)
RESULTS = (
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
)
BLOCKS = ("reconsideration", "direct_suit", "suit_after_reconsideration")

OVERVIEW = Part(
    "一、",
    "overview",
    "总体情况",
    passages=(
        PassageSlot(
            "preamble", "", "引言", "编制依据、统计期限（1月1日至12月31日）、联系方式。"
        ),
        PassageSlot(
            "proactive", "（一）", "主动公开", "本年主动公开的重点、数量和成效。"
        ),
        PassageSlot(
            "on_request", "（二）", "依申请公开", "收到、办结、结转的件数须与表三一致。"
        ),
        PassageSlot(
            "management",
            "（三）",
            "政府信息管理",
            "制度、审核、规范性文件管理；件数须与表二一致。",
        ),
        PassageSlot(
            "platform",
            "（四）",
            "政府信息公开平台建设",
            "网站、新媒体、公开专区的建设与维护。",
        ),
        PassageSlot(
            "supervision",
            "（五）",
            "监督保障",
            "组织领导、培训、考核、社会评议、责任追究。",
        ),
    ),
)

REQUESTS_COLUMNS = (
    Column("person", "自然人"),
    Column("business", "商业企业"),
    Column("research", "科研机构"),
    Column("charity", "社会公益组织"),
    Column("legal_service", "法律服务机构"),
    Column("other_org", "其他"),
    Column("total", "总计"),
)
REQUESTS_HEADER = (
    (Band("申请人情况", (*APPLICANTS, "total")),),
    (
        Band("自然人", ("person",)),
        Band("法人或其他组织", ORGANISATIONS),
        Band("总计", ("total",)),
    ),
)
REQUESTS_GROUPS = (
    Group("outcomes", "三、", "本年度办理结果"),
    Group("refused", "（三）", "不予公开", "outcomes"),
    Group("unavailable", "（四）", "无法提供", "outcomes"),
    Group("unprocessed", "（五）", "不予处理", "outcomes"),
)
RECEIVED_ROWS = (
    Row("new", "一、", "本年新收政府信息公开申请数量", short="新收"),
    Row("carried_in", "二、", "上年结转政府信息公开申请数量", short="上年结转"),
)
OUTCOME_ROWS = (
    Row("granted", "（一）", "予以公开", "outcomes"),
    Row(
        "partly_granted",
        "（二）",
        "部分公开（区分处理的，只计这一情形，不计其他情形）",
        "outcomes",
    ),
    Row("refused_state_secret", "1.", "属于国家秘密", "refused"),
    Row("refused_law_forbids", "2.", "其他法律行政法规禁止公开", "refused"),
    Row("refused_stability", "3.", "危及“三安全一稳定”", "refused"),
    Row("refused_third_party", "4.", "保护第三方合法权益", "refused"),
    Row("refused_internal", "5.", "属于三类内部事务信息", "refused"),
    Row("refused_process", "6.", "属于四类过程性信息", "refused"),
    Row("refused_enforcement_file", "7.", "属于行政执法案卷", "refused"),
    Row("refused_inquiry", "8.", "属于行政查询事项", "refused"),
    Row("unavailable_not_held", "1.", "本机关不掌握相关政府信息", "unavailable"),
    Row("unavailable_needs_creation", "2.", "没有现成信息需要另行制作", "unavailable"),
    Row("unavailable_unclear", "3.", "补正后申请内容仍不明确", "unavailable"),
    Row("unprocessed_petition", "1.", "信访举报投诉类申请", "unprocessed"),
    Row("unprocessed_repeat", "2.", "重复申请", "unprocessed"),
    Row("unprocessed_publication", "3.", "要求提供公开出版物", "unprocessed"),
    Row("unprocessed_excessive", "4.", "无正当理由大量反复申请", "unprocessed"),
    Row(
        "unprocessed_reconfirm",
        "5.",
        "要求行政机关确认或重新出具已获取信息",
        "unprocessed",
    ),
)
CLOSING_ROWS = (
    Row("outcome_total", "（七）", "总计", "outcomes", short="办理结果总计"),
    Row("carried_out", "四、", "结转下年度继续办理", short="结转下年度"),
)


def requests_part(other_groups: tuple[Group, ...], other_rows: tuple[Row, ...]) -> Part:
    """Part three; the editions differ only in how （六）其他处理 is broken down."""
    outcomes = (*OUTCOME_ROWS, *other_rows)
    table = Table(
        key="requests",
        kind="count",
        unit="件",
        corner="（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        columns=REQUESTS_COLUMNS,
        header=REQUESTS_HEADER,
        groups=(*REQUESTS_GROUPS, *other_groups),
        rows=(*RECEIVED_ROWS, *outcomes, *CLOSING_ROWS),
        row_totals=(
            RowTotal("outcome_total", tuple(row.key for row in outcomes), "T3-2"),
        ),
        column_totals=(ColumnTotal("total", APPLICANTS, "T3-3"),),
        checks=(
            Check(
                "T3-1",
                ("new", "carried_in"),
                ("outcome_total", "carried_out"),
                "第一项加第二项之和，等于第三项加第四项之和",
            ),
        ),
    )
    return Part("三、", "requests", "收到和处理政府信息公开申请情况", tables=(table,))


def _block_keys(block: str) -> tuple[str, ...]:
    return tuple(f"{block}_{key}" for key, _ in RESULTS)


def _block_with_total(block: str) -> tuple[str, ...]:
    return (*_block_keys(block), f"{block}_total")


DISPUTES = Part(
    "四、",
    "disputes",
    "政府信息公开行政复议、行政诉讼情况",
    tables=(
        Table(
            key="disputes",
            kind="count",
            unit="件",
            columns=tuple(
                Column(f"{block}_{key}", label)
                for block in BLOCKS
                for key, label in (*RESULTS, ("total", "总计"))
            ),
            header=(
                (
                    Band("行政复议", _block_with_total(BLOCKS[0])),
                    Band(
                        "行政诉讼",
                        (*_block_with_total(BLOCKS[1]), *_block_with_total(BLOCKS[2])),
                    ),
                ),
                (
                    Band("未经复议直接起诉", _block_with_total(BLOCKS[1])),
                    Band("复议后起诉", _block_with_total(BLOCKS[2])),
                ),
            ),
            rows=(Row("cases", "", ""),),
            column_totals=tuple(
                ColumnTotal(f"{block}_total", _block_keys(block), "T4-1")
                for block in BLOCKS
            ),
        ),
    ),
)

PROBLEMS = Part(
    "五、",
    "problems",
    "存在的主要问题及改进情况",
    passages=(
        PassageSlot(
            "problems", "（一）", "存在的主要问题", "逐条写本年的实际问题，不写“无”。"
        ),
        PassageSlot("improvements", "（二）", "改进情况", "每个问题对应一条改进措施。"),
    ),
)

OTHER_MATTERS = Part(
    "六、",
    "other_matters",
    "其他需要报告的事项",
    passages=(
        PassageSlot(
            "other_matters",
            "",
            "其他需要报告的事项",
            "须写明本年收取信息处理费的情况，没有收取也要写明（单位：元）。",
        ),
    ),
)
