// On every page where nothing is typed: sends what an earlier page of this person left behind on this machine.
import { Outbox, reportsWithUnsent } from "../saving/outbox.mjs";
import { Sender, watch } from "../saving/sender.mjs";
import { sweepNotes } from "../saving/sent.mjs";

const { user } = document.body.dataset;
const line = document.getElementById("leftover");

sweepNotes(localStorage);
if (user && line) for (const report of reportsWithUnsent(localStorage, user)) send(report, user, line);

/** @param {string} report @param {string} user @param {HTMLElement} line */
function send(report, user, line) {
  const outbox = new Outbox(localStorage, user, report);
  const sender = new Sender({ outbox, report, user, on: { changed: () => tell(sender, line) } });
  sender.state = "unknown"; // asks who is signed in, and for a token, before anything is sent
  watch(sender);
  sender.send();
}

// What is on its way needs no word; what cannot go without the person does.
/** @param {Sender} sender @param {HTMLElement} line */
function tell(sender, line) {
  const { outbox, state, contested, rejected } = sender;
  const isOnItsWay = state === "ready" && !contested.size && !rejected.size;
  line.hidden = outbox.size === 0 || isOnItsWay;
  const [link, count] = [line.querySelector("a"), line.querySelector("b")];
  for (const { page } of outbox.entries.values()) link?.setAttribute("href", page);
  count?.replaceChildren(String(outbox.size));
}
