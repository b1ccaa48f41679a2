"""The modules of a page: asked for by the page itself, all at once, and none that is not used."""

import pytest

FIRST = {
    "part.mjs",
    "tables.mjs",
    "figures.mjs",
    "rules.mjs",
    "findings.mjs",
    "cell_history.mjs",
    "saving.mjs",
    "outbox.mjs",
    "boxes.mjs",
}
"""Saving among them: what is typed is kept from the first key on, whatever becomes of the server."""
THEN = {"helps.mjs", "blocks.mjs", "placing.mjs"}


@pytest.mark.parametrize(
    ("key", "first", "then"),
    [
        ("requests", FIRST, THEN),
        ("problems", {"passages.mjs", "saving.mjs", "outbox.mjs", "boxes.mjs"}, set()),
    ],
)
def test_no_module_that_the_first_key_needs_waits_for_another(
    visitor, clerk, draft, key, first, then
):
    visitor.sign_in("clerk")
    network = visitor.context.new_cdp_session(visitor.page)
    network.send("Network.enable")
    asked = []
    network.on(
        "Network.requestWillBeSent",
        lambda event: asked.append((event["request"]["url"], event["initiator"])),
    )
    page = visitor.go(f"/desk/{draft.pk}/parts/{key}/")
    page.locator("#part-form[data-saving]").wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    modules = [
        (url.rpartition("/")[2], by["type"])
        for url, by in asked
        if url.endswith(".mjs")
    ]
    later = {name for name, by in modules if by != "parser"}
    assert first < {name for name, by in modules if by == "parser"}
    assert then <= later if then else not later
    assert len(modules) == len({name for name, _ in modules})
    page.wait_for_timeout(
        3500
    )  # after three seconds Chromium complains of a link that was of no use
