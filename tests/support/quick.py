"""A pytest plugin: leave out what the inner loop need not wait for. Used by script/test --quick.

Left out are tests that drive a browser, draw a PDF or start LibreOffice, by their markers, and the modules below.
Whatever is left out runs in script/test: this is a smaller question, never a smaller answer.
"""

import pytest

MARKERS = ("browser", "pdf", "office")
MODULES = {
    "test_access": "five hundred ways of a person to an address; who may what is asked by test_workflow and test_steps",
    "test_export": "the public site as files, each beside the page as served; test_public asks for the pages",
    "test_intake_tables_wrecked": "tables harmed at random; test_intake_tables harms them by hand",
    "test_intake_roles": "the tables of intake again, in an edition of other names; test_rules_roles stays",
    "test_intake_hostile": "waits for bombs to be stopped; test_intake_apart asks the sandbox the same, of small files",
    "test_read_back": "two hundred random reports through each printer; each printer has a module of its own",
    "test_shapes": "starts the TypeScript compiler five times; the modules themselves have been checked by it before",
    "test_append_only": "takes migrations back and forth; test_audit and test_workflow write the same records",
}
"""Modules of some seconds each, and what asks nearly the same in their place."""


@pytest.hookimpl(trylast=True)  # when every marker has been given
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    left_out = [item for item in items if not is_quick(item)]
    items[:] = [item for item in items if is_quick(item)]
    config.hook.pytest_deselected(items=left_out)


def is_quick(item: pytest.Item) -> bool:
    if any(item.get_closest_marker(name) for name in MARKERS):
        return False
    return item.path.stem not in MODULES
