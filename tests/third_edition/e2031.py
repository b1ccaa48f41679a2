"""An invented edition for report years from 2031: other keys throughout, other lines and columns, and a part more.

What an earlier form has too is told by its role; what only this one asks needs none beside its key.
"""

from disclosure.statutory.editions.spec import (
    Band,
    Check,
    Column,
    ColumnTotal,
    Edition,
    Group,
    Part,
    PassageSlot,
    Row,
    RowTotal,
    Table,
)

OVERVIEW = Part(
    "一、",
    "general",
    "总体情况",
    role="overview",
    passages=(
        PassageSlot("foreword", "", "引言", role="preamble"),
        PassageSlot("of_ourselves", "（一）", "主动公开", role="proactive"),
        PassageSlot("when_asked", "（二）", "依申请公开", role="on_request"),
        PassageSlot("records", "（三）", "政府信息管理", role="management"),
        PassageSlot("channels", "（四）", "政府信息公开平台建设", role="platform"),
        PassageSlot("oversight", "（五）", "监督保障", role="supervision"),
    ),
)

RULES_MADE = Table(
    key="rule_books",
    role="documents",
    caption="第二十条第（一）项",
    kind="count",
    unit="件",
    corner="信息内容",
    columns=(
        Column("valid_now", "现行有效件数", role="in_force"),
        Column("issued", "本年制发件数", role="made"),
        Column("withdrawn", "本年废止件数", role="repealed"),
    ),
    rows=(
        Row("by_government", "", "规章", role="regulations"),
        Row("binding", "", "行政规范性文件", role="normative_documents"),
        Row("interpretations", "", "政策解读材料"),
    ),
)
PERMITS = Table(
    key="permits",
    role="licensing",
    caption="第二十条第（五）项",
    kind="count",
    unit="件",
    corner="信息内容",
    columns=(Column("decided", "本年处理决定数量", role="decisions"),),
    rows=(Row("permitted", "", "行政许可", role="licences"),),
)
SANCTIONS = Table(
    key="sanctions",
    role="enforcement",
    caption="第二十条第（六）项",
    kind="count",
    unit="件",
    corner="信息内容",
    columns=(Column("decided", "本年处理决定数量", role="decisions"),),
    rows=(
        Row("fined", "", "行政处罚", role="penalties"),
        Row("forced", "", "行政强制", role="coercion"),
        Row("inspected", "", "行政检查"),
    ),
)
LEVIES = Table(
    key="levies",
    role="charges",
    caption="第二十条第（八）项",
    kind="amount",
    unit="万元",
    corner="信息内容",
    columns=(
        Column("collected", "本年收费金额（单位：万元）", role="amount"),
        Column("payers", "本年缴费户数", kind="count", unit="户"),
    ),
    rows=(Row("levied", "", "行政事业性收费", role="fees"),),
)

PEOPLE = ("one_person", "company", "institute", "any_other")
DECIDED = (
    "disclosed",
    "disclosed_partly",
    "withheld_secret",
    "withheld_private",
    "absent_not_held",
    "set_aside_repeat",
    "otherwise",
)
APPLICATIONS = Table(
    key="applications",
    role="requests",
    kind="count",
    unit="件",
    corner="（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    columns=(
        Column("one_person", "自然人", role="person"),
        Column("company", "商业企业", role="business"),
        Column("institute", "科研机构", role="research"),
        Column("any_other", "其他", role="other_org"),
        Column("everybody", "总计", role="total"),
    ),
    header=(
        (Band("申请人情况", (*PEOPLE, "everybody")),),
        (
            Band("自然人", ("one_person",)),
            Band("法人或其他组织", PEOPLE[1:]),
            Band("总计", ("everybody",)),
        ),
    ),
    groups=(
        Group("results", "三、", "本年度办理结果", role="outcomes"),
        Group("withheld", "（三）", "不予公开", "results", role="refused"),
        Group("absent", "（四）", "无法提供", "results", role="unavailable"),
        Group("set_aside", "（五）", "不予处理", "results", role="unprocessed"),
    ),
    rows=(
        Row(
            "received", "一、", "本年新收政府信息公开申请数量", short="新收", role="new"
        ),
        Row(
            "brought_over",
            "二、",
            "上年结转政府信息公开申请数量",
            short="上年结转",
            role="carried_in",
        ),
        Row("disclosed", "（一）", "予以公开", "results", role="granted"),
        Row("disclosed_partly", "（二）", "部分公开", "results", role="partly_granted"),
        Row(
            "withheld_secret",
            "1.",
            "属于国家秘密",
            "withheld",
            role="refused_state_secret",
        ),
        Row("withheld_private", "2.", "涉及商业秘密或者个人隐私", "withheld"),
        Row(
            "absent_not_held",
            "1.",
            "本机关不掌握相关政府信息",
            "absent",
            role="unavailable_not_held",
        ),
        Row(
            "set_aside_repeat",
            "1.",
            "重复申请",
            "set_aside",
            role="unprocessed_repeat",
        ),
        Row("otherwise", "（六）", "其他处理", "results", role="other"),
        Row(
            "all_results",
            "（七）",
            "总计",
            "results",
            short="办理结果总计",
            role="outcome_total",
        ),
        Row(
            "left_over",
            "四、",
            "结转下年度继续办理",
            short="结转下年度",
            role="carried_out",
        ),
    ),
    row_totals=(RowTotal("all_results", DECIDED, "T3-2"),),
    column_totals=(ColumnTotal("everybody", PEOPLE, "T3-3"),),
    checks=(
        Check(
            "T3-1",
            ("received", "brought_over"),
            ("all_results", "left_over"),
            "第一项加第二项之和，等于第三项加第四项之和",
        ),
    ),
)

STEPS = ("review", "suit", "suit_after_review")
ROLES = ("reconsideration", "direct_suit", "suit_after_reconsideration")
RESULTS = (
    ("kept", "upheld", "结果维持"),
    ("mended", "corrected", "结果纠正"),
    ("otherwise", "other", "其他结果"),
    ("open", "pending", "尚未审结"),
    ("all", "total", "总计"),
)


def _columns_of(step: str) -> tuple[str, ...]:
    return tuple(f"{step}_{key}" for key, _, _ in RESULTS)


REMEDIES = Table(
    key="remedies",
    role="disputes",
    kind="count",
    unit="件",
    columns=tuple(
        Column(f"{step}_{key}", label, role=f"{block}_{result}")
        for step, block in zip(STEPS, ROLES, strict=True)
        for key, result, label in RESULTS
    ),
    header=(
        (
            Band("行政复议", _columns_of("review")),
            Band(
                "行政诉讼",
                (*_columns_of("suit"), *_columns_of("suit_after_review")),
            ),
        ),
        (
            Band("未经复议直接起诉", _columns_of("suit")),
            Band("复议后起诉", _columns_of("suit_after_review")),
        ),
    ),
    rows=(Row("all_cases", "", "", role="cases"),),
    column_totals=tuple(
        ColumnTotal(f"{step}_all", _columns_of(step)[:-1], "T4-1") for step in STEPS
    ),
)

ADVICE = Table(
    key="advice",
    role="consultation",
    kind="count",
    unit="件",
    corner="（第一项等于第二项加第三项之和）",
    columns=(
        Column("online", "网上咨询"),
        Column("at_the_counter", "窗口咨询"),
        Column("by_telephone", "电话咨询"),
        Column("all_ways", "总计"),
    ),
    rows=(
        Row("asked", "一、", "本年收到政策咨询数量", short="收到咨询"),
        Row("answered", "二、", "本年答复政策咨询数量", short="答复咨询"),
        Row("unanswered", "三、", "尚未答复政策咨询数量", short="未答复咨询"),
    ),
    column_totals=(
        ColumnTotal("all_ways", ("online", "at_the_counter", "by_telephone"), "T3-3"),
    ),
    checks=(
        Check(
            "T3-1",
            ("asked",),
            ("answered", "unanswered"),
            "第一项等于第二项加第三项之和",
        ),
    ),
)

EDITION_2031 = Edition(
    key="2031",
    issued_as="（虚构）2031 年格式",
    first_year=2031,
    last_year=None,
    title="{agency}{year}年政府信息公开工作年度报告",
    parts=(
        OVERVIEW,
        Part(
            "二、",
            "of_our_own",
            "主动公开政府信息情况",
            role="proactive_disclosure",
            tables=(RULES_MADE, PERMITS, SANCTIONS, LEVIES),
        ),
        Part(
            "三、",
            "applied_for",
            "收到和处理政府信息公开申请情况",
            role="requests",
            tables=(APPLICATIONS,),
        ),
        Part(
            "四、",
            "challenged",
            "政府信息公开行政复议、行政诉讼情况",
            role="disputes",
            tables=(REMEDIES,),
        ),
        Part("五、", "advised", "政策咨询服务情况", tables=(ADVICE,)),
        Part(
            "六、",
            "shortcomings",
            "存在的主要问题及改进情况",
            role="problems",
            passages=(
                PassageSlot(
                    "what_is_wrong", "（一）", "存在的主要问题", role="problems"
                ),
                PassageSlot("what_is_done", "（二）", "改进情况", role="improvements"),
            ),
        ),
        Part(
            "七、",
            "besides",
            "其他需要报告的事项",
            role="other_matters",
            passages=(
                PassageSlot("besides", "", "其他需要报告的事项", role="other_matters"),
            ),
        ),
    ),
)
