"""For each rule of text against figures, a report that it must find fault with and a twin that it must not."""

from tests.support.make import PASSAGES

TWELVE = {
    "requests": {
        "new": {"person": 12},
        "carried_in": {"person": 2},
        "granted": {"person": 14},
    }
}
DISPUTED = TWELVE | {
    "disputes": {
        "cases": {
            "reconsideration_upheld": 3,
            "direct_suit_upheld": 1,
            "suit_after_reconsideration_other": 1,
        }
    }
}
DOCUMENTS = {
    "documents": {"normative_documents": {"made": 2, "repealed": 1, "in_force": 9}}
}
ONE_LEFT = {
    "requests": {
        "new": {"person": 3},
        "granted": {"person": 2},
        "carried_out": {"person": 1},
    }
}


def written(passage, text):
    """The usual passages with another text in one of them."""
    return {"passages": PASSAGES | {passage: text}}


CASES = {
    "X-1": (
        {"figures": TWELVE} | written("on_request", "全年收到政府信息公开申请17件。"),
        {"figures": TWELVE}
        | written("on_request", "全年收到政府信息公开申请14件（含上年结转2件）。"),
    ),
    "X-2": (
        {"figures": TWELVE} | written("on_request", "收到申请12件，予以公开13件。"),
        {"figures": TWELVE}
        | written("on_request", "收到申请12件，予以公开14件，不予公开0件。"),
    ),
    "X-3": (
        {"figures": DISPUTED} | written("on_request", "发生行政复议3件、行政诉讼1件。"),
        {"figures": DISPUTED} | written("on_request", "发生行政复议3件、行政诉讼2件。"),
    ),
    "X-4": (
        {"figures": DOCUMENTS}
        | written("management", "全年制发行政规范性文件2件，废止1件，现行有效10件。"),
        {"figures": DOCUMENTS}
        | written("management", "全年制发行政规范性文件2件，废止1件，现行有效9件。"),
    ),
    "X-5": (
        {"figures": TWELVE}
        | written("on_request", "收到申请12件，比上年10件增长25%。"),
        {"figures": TWELVE}
        | written("on_request", "收到申请12件，比上年10件增长20%。"),
    ),
    "X-6": (
        written("proactive", "全年共公开信息100条，其中政策类40条、动态类59条。"),
        written("proactive", "全年共公开信息100条，其中政策类40条、动态类60条。"),
    ),
    "X-7": (
        written(
            "other_matters", "收取信息处理费共3件，其中甲村100元、乙村60元，合计150元。"
        ),
        written(
            "other_matters", "收取信息处理费共3件，其中甲村100元、乙村60元，合计160元。"
        ),
    ),
    "X-8": (
        {"figures": ONE_LEFT} | written("on_request", "收到申请3件，已全部办结。"),
        {"figures": ONE_LEFT}
        | written("on_request", "收到申请3件，办结2件，结转下年度1件。"),
    ),
}
