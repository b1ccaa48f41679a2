// On every page where nothing is typed: sends what an earlier page of this person left behind on this machine.
import { Outbox, reportsWithUnsent } from "../saving/outbox.mjs";
import { Sender, watch } from "../saving/sender.mjs";
import { sweepNotes } from "../saving/sent.mjs";

const user = document.body.dataset.user;
const line = document.getElementById("leftover");

sweepNotes(localStorage);
if (user && line) {
  for (const report of reportsWithUnsent(localStorage, user)) {
    const outbox = new Outbox(localStorage, user, report);
    const tell = () => {
      line.hidden = outbox.size === 0 || (sender.state === "ready" && !sender.contested.size && !sender.rejected.size);
      for (const { page } of outbox.entries.values()) line.querySelector("a").href = page;
      line.querySelector("b").textContent = outbox.size;
    };
    const sender = new Sender({ outbox, report, user, on: { changed: tell } });
    sender.state = "unknown"; // asks who is signed in, and for a token, before anything is sent
    watch(sender);
    sender.send();
  }
}
