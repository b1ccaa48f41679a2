// Saving while somebody types: ties the cells, the texts and the page's buttons to the outbox and its sender.

import { ANSWER, PASSAGE } from "./change_names.mjs";
import { closeClash, showCellClash, showPassageClash } from "./clash.mjs";
import { sendBeforeLeaving } from "./leave.mjs";
import { markCell } from "./marks.mjs";
import { Outbox } from "./outbox.mjs";
import { Sender, watch } from "./sender.mjs";
import { followOthers } from "./sent.mjs";
import { same } from "./stored.mjs";
import { showUnsent } from "./unsent_line.mjs";

export function startSaving(form, sheet, texts, answers) {
  const { report, user } = form.dataset;
  const outbox = new Outbox(localStorage, user, report, location.pathname);
  const known = JSON.parse(form.elements.base.value || "{}"); // what the server holds, as far as this page knows
  const token = form.elements.csrfmiddlewaretoken.value;
  let done = false;
  const sender = new Sender({ outbox, report, user, token, on: { saved, clashed, refused, changed } });

  function changed() {
    for (const name of outbox.entries.keys()) {
      if (sheet.input(name) && !sender.contested.has(name) && !sender.rejected.has(name))
        markCell(sheet.input(name), "waiting");
    }
    for (const name of outbox.entries.keys()) if (name.startsWith(ANSWER)) answers.mark(name, "等待保存");
    texts.mark(outbox, sender);
    showUnsent(sender, done);
  }

  function learn(name, now) {
    if (name.startsWith(PASSAGE)) known[name.slice(PASSAGE.length)] = [now.heading, now.text];
    else known[name] = now;
  }
  // Written out only when the form goes: an answer of the server may speak of every cell of the page.
  form.addEventListener("formdata", ({ formData }) => formData.set("base", JSON.stringify(known)));

  function saved(name, now) {
    done = true;
    if (name.startsWith(ANSWER)) return answers.saved(name, now, form.dataset.userName);
    learn(name, now);
    const input = sheet.input(name);
    if (!input) return texts.saved(name, now);
    if (input.value === now) markCell(input, "saved");
    else outbox.put(name, now, input.value, "typed"); // typed back while the other was on its way
    if (input.value !== now) sender.touch(name);
  }

  function clashed(name, theirs) {
    const input = sheet.input(name);
    if (input) {
      markCell(input, "contested");
      showCellClash(input, { ...theirs, yours: input.value }, (which) => decide(name, theirs.theirs, which));
    } else if (texts.has(name)) {
      const { by, at, ...text } = theirs;
      showPassageClash(texts.section(name), texts.text(name), { ...text, by, at }, (which) =>
        decide(name, text, which),
      );
    }
  }

  function decide(name, theirs, which) {
    learn(name, theirs);
    outbox.rebase(name, theirs);
    if (which === "mine") return sender.settle(name);
    outbox.drop(name);
    sender.contested.delete(name);
    if (sheet.input(name)) {
      sheet.write([[name, theirs]], "typed", "kept");
      markCell(sheet.input(name), "saved");
    } else {
      texts.write(name, theirs);
    }
    changed();
  }

  function refused(names, problem) {
    for (const name of names) {
      if (sheet.input(name)) markCell(sheet.input(name), "rejected");
      if (!name.startsWith(ANSWER)) continue;
      outbox.drop(name); // the query is not asked any more, or not like this: what stands at it says so
      answers.mark(name, problem);
    }
  }

  // Another window of this person has saved it: taken over where it stands here as it was, and nothing was typed.
  let cells = [];
  function followed(name, { was, now }) {
    const stands = (value) => was.some((one) => same(one, value));
    if (outbox.entries.has(name)) return;
    if (sheet.input(name)) {
      if (sheet.texts.get(name) === (known[name] ?? "") && stands(known[name] ?? "")) cells.push([name, now]);
    } else if (name.startsWith(ANSWER)) {
      answers.follow(name, stands, now, form.dataset.userName);
    } else if (texts.follow(name, stands, now)) {
      learn(name, now);
    }
  }

  function taken() {
    for (const [name, now] of cells) learn(name, now);
    sheet.write(cells, "typed", "kept");
    for (const [name] of cells) markCell(sheet.input(name), "saved");
    cells = [];
  }

  sheet.addEventListener("cells", ({ detail: { changes, how, kind } }) => {
    if (kind === "kept") return;
    for (const { name, now } of changes) {
      outbox.put(name, known[name] ?? "", now, how);
      sender.contested.delete(name);
      closeClash(name);
      if (!outbox.entries.has(name)) markCell(sheet.input(name), null);
    }
    sender.touch(...changes.map(({ name }) => name));
  });
  texts.addEventListener("text", ({ detail: { name, was, now } }) => {
    outbox.put(name, was, now);
    sender.touch(name);
  });

  answers.addEventListener("answer", ({ detail: { name, was, now } }) => {
    outbox.put(name, was, now);
    sender.touch(name);
  });
  answers.addEventListener("flush", () => sender.flush());

  // What an earlier page left behind, and what a refused page brought back.
  const kept = [...outbox.entries].filter(([name]) => sheet.input(name));
  for (const [name, { was }] of kept) known[name] = was;
  sheet.write(
    kept.map(([name, { now }]) => [name, now]),
    "typed",
    "kept",
  );
  for (const [name, input] of sheet.inputs) {
    if (!outbox.entries.has(name) && input.value !== (known[name] ?? ""))
      outbox.put(name, known[name] ?? "", input.value, "typed");
  }
  texts.start(known, outbox);
  for (const [name, { now }] of outbox.entries) if (name.startsWith(ANSWER)) answers.restore(name, now);
  followOthers(outbox.sent, followed, taken);
  watch(sender);
  sendBeforeLeaving(sender, form);
  sendBeforeSubmitting(form, sender);
  if (outbox.size) sender.send();
  changed();
  form.dataset.saving = "begun"; // from here on a change is kept as it is made
  return sender;
}

// The buttons do what they do without all this, once everything is on the server; until then the page stays.
function sendBeforeSubmitting(form, sender) {
  let sent = false;
  form.addEventListener("submit", async (event) => {
    if (sent || event.defaultPrevented || (!sender.outbox.size && !sender.busy)) return;
    event.preventDefault();
    if (await sender.flush()) {
      sent = true;
      // A form that is still being submitted cannot be submitted: not before this event is over.
      setTimeout(() => form.requestSubmit(event.submitter));
    } else {
      form.querySelector(".clash button")?.focus();
    }
  });
  addEventListener("pageshow", () => (sent = false));
}
