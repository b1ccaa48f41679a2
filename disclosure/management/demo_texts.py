"""The demo's invented district: names, figures and texts, all our own. Keys as in the exchange file."""

from __future__ import annotations

from typing import Any

DISTRICT = ("wangting", "望汀区人民政府", "county")
OFFICES = (
    ("tangxi", "望汀区棠溪街道办事处"),
    ("tingsong", "望汀区听松街道办事处"),
    ("yueqiao", "望汀区月桥街道办事处"),
)
PEOPLE = (
    ("tangxi.clerk", "沈禾", "tangxi", "clerk", "棠溪街道 填报"),
    ("tangxi.leader", "陆远舟", "tangxi", "leader", "棠溪街道 审核"),
    ("tingsong.clerk", "白露", "tingsong", "clerk", "听松街道 填报"),
    ("tingsong.leader", "顾言", "tingsong", "leader", "听松街道 审核"),
    ("yueqiao.clerk", "纪小满", "yueqiao", "clerk", "月桥街道 填报"),
    ("yueqiao.leader", "宋衡", "yueqiao", "leader", "月桥街道 审核"),
    ("wangting.reviewer", "方知微", "wangting", "reviewer", "望汀区 上级审核"),
)


def preamble(office: str, year: int, phone: str) -> str:
    """The opening paragraph of an office."""
    return (
        f"根据《中华人民共和国政府信息公开条例》（以下简称《条例》）第五十条规定，现公布{office}{year}年政府信息公开"
        f"工作年度报告。本报告中所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。如对本报告有疑问，"
        f"请与{office}党政办公室联系，电话：{phone}。"
    )


def tangxi(year: int, *, busier: int = 0) -> dict[str, Any]:
    """棠溪街道: the busiest of the three."""
    granted = 5 + busier
    return {
        "figures": {
            "documents": {
                "regulations": {"made": 0, "repealed": 0, "in_force": 0},
                "normative_documents": {
                    "made": 1,
                    "repealed": 0,
                    "in_force": 4 + busier,
                },
            },
            "licensing": {"licences": {"decisions": 37 + busier}},
            "enforcement": {
                "penalties": {"decisions": 112 + 3 * busier},
                "coercion": {"decisions": 2},
            },
            "charges": {"fees": {"amount": "0"}},
            "requests": {
                "new": {"person": 11 + busier, "business": 2},
                "carried_in": {"person": 1},
                "granted": {"person": granted, "business": 1},
                "partly_granted": {"person": 1},
                "refused_process": {"person": 1},
                "unavailable_not_held": {"person": 2, "business": 1},
                "unavailable_needs_creation": {"person": 1},
                "unprocessed_petition": {"person": 1},
                "carried_out": {"person": 1},
            },
            "disputes": {"cases": {"reconsideration_upheld": 1}},
        },
        "passages": {
            "preamble": preamble("望汀区棠溪街道办事处", year, "0000-5550101"),
            "proactive": "全年通过区政府门户网站公开街道信息186条，其中政策文件类9条、重点民生类74条。"
            "老旧小区加装电梯、社区食堂补贴两项政策同步发布图文解读，并在12个社区公示栏张贴办事流程。",
            "on_request": f"全年新收政府信息公开申请{13 + busier}件，上年结转1件，办结{13 + busier}件，结转下年度1件，"
            "均在法定期限内答复。申请内容集中在征收补偿和违法建设查处。",
            "management": "落实“先审后发”制度，信息发布须经科室、分管领导、党政办三道审核。"
            "对现行有效的行政规范性文件逐件核对并在网站集中公开。",
            "platform": "维护区政府门户网站街道专栏和一个政务新媒体账号，每周检查链接和错别字，发现问题当日处理。",
            "supervision": "主要负责人两次听取政务公开工作汇报，组织业务培训2次，培训社区工作人员46人次，未发生责任追究情形。",
            "problems": "一是政策解读形式仍以文字为主，老年居民看不懂、记不住；二是社区公示栏更新不够及时，有的内容滞后半个月。",
            "improvements": "一是对涉及老年居民的政策全部配一页大字图解，并由社区工作者入户讲解；"
            "二是公示栏实行专人专栏，每周五核对更新并留存照片。",
            "other_matters": "本年度未发出收费通知，未收取信息处理费。",
        },
    }


def tingsong(year: int, *, busier: int = 0) -> dict[str, Any]:
    """听松街道: a few requests."""
    return {
        "figures": {
            "documents": {
                "regulations": {"made": 0, "repealed": 0, "in_force": 0},
                "normative_documents": {"made": 0, "repealed": 0, "in_force": 2},
            },
            "licensing": {"licences": {"decisions": 18 + busier}},
            "enforcement": {
                "penalties": {"decisions": 64 + busier},
                "coercion": {"decisions": 0},
            },
            "charges": {"fees": {"amount": "0"}},
            "requests": {
                "new": {"person": 4 + busier},
                "granted": {"person": 2 + busier},
                "unavailable_not_held": {"person": 1},
                "unprocessed_repeat": {"person": 1},
            },
            "disputes": {"cases": {}},
        },
        "passages": {
            "preamble": preamble("望汀区听松街道办事处", year, "0000-5550202"),
            "proactive": f"{year}年主动公开政府信息94条。围绕供水管网改造，提前公示施工路段和停水时间，"
            "施工结束后公开验收结果和质保电话。",
            "on_request": f"全年新收政府信息公开申请{4 + busier}件，全部办结，没有结转。其中1件因本机关不掌握相关信息，"
            "已告知申请人掌握该信息的机关和联系方式。",
            "management": "建立街道信息公开目录台账，对拟公开的信息先做保密审查，再由党政办统一发布。",
            "platform": "街道便民服务中心设政务公开专区，配查询电脑两台，安排专人帮助群众查阅。",
            "supervision": "将政务公开列入科室年度考核，每季度通报一次发布情况，请6名居民代表担任监督员。",
            "problems": "专职人员少，新进人员对依申请公开的答复口径掌握不准。",
            "improvements": "每月学习一个答复案例，重要答复由司法所先看一遍，年底前把常见情形整理成答复指引。",
            "other_matters": "本年度没有收取信息处理费，没有其他需要报告的事项。",
        },
    }


def tingsong_a_year_on(year: int) -> dict[str, Any]:
    """听松街道 the year after: two requests more, and a report that was written anew."""
    data = tingsong(year, busier=2)
    data["passages"] |= {
        "proactive": f"{year}年主动公开政府信息103条，比上年多9条。供水管网改造进入收尾，竣工验收和费用结算情况分批上网；"
        "新增社区食堂专题，菜价和检查结果每周更新。",
        "on_request": "本年新收政府信息公开申请6件，当年全部答复，没有结转到下年度的。5件由党政办直接答复，"
        "1件转请司法所会商后答复。",
        "management": "把公开目录由七类并为五类，每条信息注明公开依据和更新期限；涉及个人信息的，发布前由两人分别核对。",
        "platform": "便民服务中心的公开专区搬到一楼大厅，增设大字版办事指南和语音播报，全年接待查阅310人次。",
        "supervision": "首次请居民代表逐条评议公开内容，收到意见17条，采纳12条；年终考核中政务公开占5分。",
        "problems": "一是社区上报信息的口径不一，汇总时常要返工；二是答复书说理偏少，申请人看后仍来电询问。",
        "improvements": "一是给社区发一张统一的填报表，附两个填好的例子；二是答复书增加依据和理由两段，由法律顾问抽查。",
    }
    return data


def yueqiao(year: int) -> dict[str, Any]:
    """月桥街道: no request all year."""
    return {
        "figures": {
            "documents": {
                "regulations": {"made": 0, "repealed": 0, "in_force": 0},
                "normative_documents": {"made": 0, "repealed": 1, "in_force": 1},
            },
            "licensing": {"licences": {"decisions": 9}},
            "enforcement": {
                "penalties": {"decisions": 31},
                "coercion": {"decisions": 1},
            },
            "charges": {"fees": {"amount": "1.2"}},
            "requests": {},
            "disputes": {"cases": {}},
        },
        "passages": {
            "preamble": preamble("望汀区月桥街道办事处", year, "0000-5550303"),
            "proactive": "坚持以公开促服务，全年公开街道动态、惠民政策和工程招标信息71条，"
            "农贸市场改造方案先后两次征求周边居民意见，采纳建议8条并公开采纳情况。",
            "on_request": "全年没有收到政府信息公开申请。申请渠道保持畅通，受理电话工作日有人接听。",
            "management": "清理街道文件，废止1件，现行有效1件，清理结果已向社会公布。",
            "platform": "新媒体账号由一人采编、一人校对、分管领导签发，全年发布信息208条。",
            "supervision": "纪工委对公开事项开展两次检查，发现的3处问题均已整改。",
            "problems": "公开内容偏重工作动态，群众关心的办理结果公开得少。",
            "improvements": "列出办理结果公开清单，救助、补贴、工程三类事项办结后十个工作日内公开结果。",
            "other_matters": "没有收取信息处理费。",
        },
    }
