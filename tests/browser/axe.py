"""Runs axe-core in a page as it stands, and says what is wrong: rule, element, what to do."""

from pathlib import Path

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BEST = [*TAGS, "best-practice"]
SHOWN = 3
"""Elements a rule: a fault of a table is one of each of its cells."""
# What passes stays in the page: on table three its list is far longer than that of faults.
_RUN = "async rules => (await axe.run({ runOnly: rules })).violations"


def load(page):
    """Before `faults`, once a page: it is there until the page is left."""
    page.evaluate(AXE.read_text(encoding="utf-8"))


def resize(page, size):
    """What the page does about its new size it has done: it is told in one frame and draws in the next."""
    page.set_viewport_size(size)
    page.evaluate(
        "new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
    )


def faults(page, rules):
    """A line for each of the first elements of each rule, by tags or by rules."""
    return [
        f"{rule['id']} {node['target']} {node['failureSummary']}"
        for rule in page.evaluate(_RUN, rules)
        for node in rule["nodes"][:SHOWN]
    ]


def too_wide(page, slack=0):
    """The fault of a page that scrolls sideways."""
    wider = page.evaluate(
        "slack => document.documentElement.scrollWidth > innerWidth + slack", slack
    )
    return ["the page is wider than its window"] if wider else []
