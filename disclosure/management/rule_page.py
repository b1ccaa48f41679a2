"""The page docs/rules.md, written from the catalogue."""

from __future__ import annotations

import inspect

from disclosure.rules import CATALOGUE, Level, Rule

HEAD = """# The rules

Written from the catalogue by `manage.py write_docs`; a test fails when it is stale. Codes are public and never change
their meaning. **错误** must be repaired, **疑点** repaired or explained, **提示** never blocks. Occasions: *draft* while
typing and on every save, *file* on `check_report` and on submission, *submission* only then.
"""


def rule_page() -> str:
    """Every rule: code, level, what it asks, when, its messages, its source."""
    return HEAD + "".join(_entry(rule) for rule in CATALOGUE.values())


def _entry(rule: Rule) -> str:
    about = inspect.cleandoc(rule.judge.__doc__ or "")
    messages = "\n".join(
        f"> {says}[{rule.code}]\n>" for says in rule.says.values()
    ).removesuffix("\n>")
    locked = "; cannot be switched off" if rule.arithmetic else ""
    level = Level(rule.level).label
    return f"\n## {rule.code} · {level} · {rule.title}\n\n*{rule.when}{locked}*\n\n{about}\n\n{messages}\n"
