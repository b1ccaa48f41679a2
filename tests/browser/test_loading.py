"""The modules of a page: asked for by the page itself, all at once, and none that is not used."""

import pytest


@pytest.mark.parametrize("key", ["requests", "problems"])
def test_no_module_waits_for_another_to_name_it(visitor, clerk, draft, key):
    visitor.sign_in("clerk")
    network = visitor.context.new_cdp_session(visitor.page)
    network.send("Network.enable")
    asked = []
    network.on("Network.requestWillBeSent", lambda event: asked.append((event["request"]["url"], event["initiator"])))
    page = visitor.go(f"/desk/{draft.pk}/parts/{key}/")
    modules = [(url.rpartition("/")[2], by["type"]) for url, by in asked if url.endswith(".mjs")]
    assert {"part.mjs", "saving.mjs", "outbox.mjs", "panel.mjs"} < {name for name, _ in modules}
    assert {by for _, by in modules} == {"parser"}
    assert len(modules) == len(set(modules))
    page.wait_for_timeout(3500)  # after three seconds Chromium complains of a link that was of no use
