// Saving while somebody types: ties the cells, the texts and the page's buttons to the outbox and its sender.

import { fieldOf } from "../elements.mjs";
import { ANSWER, PASSAGE } from "./change_names.mjs";
import { closeClash, showCellClash, showPassageClash } from "./clash.mjs";
import { sendBeforeLeaving } from "./leave.mjs";
import { markCell } from "./marks.mjs";
import { Outbox } from "./outbox.mjs";
import { Sender, watch } from "./sender.mjs";
import { followOthers } from "./sent.mjs";
import { same } from "./stored.mjs";
import { showUnsent } from "./unsent_line.mjs";

/** @import { AnswerChange, Answers } from "../rules/answers.mjs" */
/** @import { CellTexts, CellsDetail, Sheet } from "../sheet/sheet.mjs" */
/** @import { TextChange, Texts } from "../pages/texts.mjs" */
/** @import { Choice } from "./clash.mjs" */
/** @import { Typed } from "./outbox.mjs" */
/** @import { Theirs } from "./sender.mjs" */
/** @import { Note } from "./sent.mjs" */
/**
 * What the server holds as far as this page knows: a cell's text by its name, a passage as [heading, text] by its key.
 * @typedef {Record<string, string | [heading: string | null, text: string]>} Known
 */

/** @param {HTMLFormElement} form @param {Sheet} sheet @param {Texts} texts @param {Answers} answers */
export function startSaving(form, sheet, texts, answers) {
  const saving = new Saving(form, sheet, texts, answers);
  saving.listen();
  saving.putBack();
  followOthers(
    saving.outbox.sent,
    (name, note) => saving.followed(name, note),
    () => saving.taken(),
  );
  watch(saving.sender);
  sendBeforeLeaving(saving.sender, form);
  sendBeforeSubmitting(form, saving.sender);
  if (saving.outbox.size) saving.sender.send();
  saving.changed();
  form.dataset.saving = "begun"; // from here on a change is kept as it is made
  return saving.sender;
}

class Saving {
  /** @param {HTMLFormElement} form @param {Sheet} sheet @param {Texts} texts @param {Answers} answers */
  constructor(form, sheet, texts, answers) {
    const { report = "", user = "" } = form.dataset;
    this.form = form;
    this.sheet = sheet;
    this.texts = texts;
    this.answers = answers;
    this.by = form.dataset.userName ?? "";
    this.outbox = new Outbox(localStorage, user, report, location.pathname);
    /** @type {Known} */
    this.known = JSON.parse(fieldOf(form, "base").value || "{}");
    /** @type {CellTexts} cells that another window has saved, to be written here */
    this.cells = [];
    this.done = false; // whether anything has been saved here
    const token = fieldOf(form, "csrfmiddlewaretoken").value;
    this.sender = new Sender({
      outbox: this.outbox,
      report,
      user,
      token,
      on: {
        saved: (name, now) => this.saved(name, now),
        clashed: (name, theirs) => this.clashed(name, theirs),
        refused: (names, problem) => this.refused(names, problem),
        changed: () => this.changed(),
      },
    });
  }

  listen() {
    // Written out only when the form goes: an answer of the server may speak of every cell of the page.
    this.form.addEventListener("formdata", ({ formData }) => formData.set("base", JSON.stringify(this.known)));
    this.sheet.onCells((detail) => this.cellsChanged(detail));
    for (const [source, type] of /** @type {const} */ ([
      [this.texts, "text"],
      [this.answers, "answer"],
    ])) {
      source.addEventListener(type, (event) => {
        if (event instanceof CustomEvent) this.textChanged(event.detail);
      });
    }
    this.answers.addEventListener("flush", () => this.sender.flush());
  }

  // What an earlier page left behind, and what a refused page brought back.
  putBack() {
    const { outbox, sheet } = this;
    /** @type {CellTexts} */
    const kept = [];
    for (const [name, { was, now }] of outbox.entries) {
      if (!sheet.input(name) || typeof was !== "string" || typeof now !== "string") continue;
      this.known[name] = was;
      kept.push([name, now]);
    }

    sheet.write(kept, "typed", "kept");
    for (const [name, input] of sheet.inputs) {
      const isKept = outbox.entries.has(name);
      if (!isKept && input.value !== this.knownCell(name)) outbox.put(name, this.knownCell(name), input.value, "typed");
    }

    this.texts.start(this.known, outbox);
    for (const [name, { now }] of outbox.entries) {
      if (name.startsWith(ANSWER) && typeof now === "string") this.answers.restore(name, now);
    }
  }

  /** @param {string} name */
  knownCell(name) {
    const known = this.known[name];
    return typeof known === "string" ? known : "";
  }

  /** @param {string} name @param {Typed} now */
  learn(name, now) {
    if (typeof now === "string") this.known[name] = now;
    else this.known[name.slice(PASSAGE.length)] = [now.heading, now.text];
  }

  // ── What was done here ──────────────────────────────────────────────────────────────────────────────────────────
  /** @param {CellsDetail} detail */
  cellsChanged({ changes, how, kind }) {
    if (kind === "kept") return;

    for (const { name, now } of changes) {
      this.outbox.put(name, this.knownCell(name), now, how);
      this.sender.contested.delete(name);
      closeClash(name);
      if (!this.outbox.entries.has(name)) this.markCell(name, null);
    }

    this.sender.touch(...changes.map(({ name }) => name));
  }

  /** @param {TextChange | AnswerChange} change */
  textChanged({ name, was, now }) {
    this.outbox.put(name, was, now);
    this.sender.touch(name);
  }

  // ── What the sender says ────────────────────────────────────────────────────────────────────────────────────────
  changed() {
    const { outbox, sender } = this;
    for (const name of outbox.entries.keys()) {
      const isSettled = sender.contested.has(name) || sender.rejected.has(name);
      if (!isSettled) this.markCell(name, "waiting");
      if (name.startsWith(ANSWER)) this.answers.mark(name, "等待保存");
    }

    this.texts.mark(outbox, sender);
    showUnsent(sender, this.done);
  }

  /** @param {string} name @param {Typed} now */
  saved(name, now) {
    this.done = true;
    if (name.startsWith(ANSWER)) {
      if (typeof now === "string") this.answers.saved(name, now, this.by);
      return;
    }

    this.learn(name, now);
    const input = this.sheet.input(name);
    if (!input) {
      this.texts.saved(name, now);
    } else if (input.value === now) {
      markCell(input, "saved");
    } else {
      this.outbox.put(name, now, input.value, "typed"); // typed back while the other was on its way
      this.sender.touch(name);
    }
  }

  /** @param {string} name @param {Theirs} theirs */
  clashed(name, theirs) {
    const input = this.sheet.input(name);
    if (input && "cell" in theirs) {
      markCell(input, "contested");
      const clash = { ...theirs, yours: input.value };
      showCellClash(input, clash, (which) => this.decide(name, theirs.theirs, which));
    } else if (this.texts.has(name) && "text" in theirs) {
      const { heading, text } = theirs;
      const decide = (/** @type {Choice} */ which) => this.decide(name, { heading, text }, which);
      showPassageClash(this.texts.section(name), this.texts.text(name), theirs, decide);
    }
  }

  /** @param {string} name @param {Typed} theirs @param {Choice} which */
  decide(name, theirs, which) {
    this.learn(name, theirs);
    this.outbox.rebase(name, theirs);
    if (which === "mine") {
      this.sender.settle(name);
      return;
    }

    this.outbox.drop(name);
    this.sender.contested.delete(name);
    if (typeof theirs === "string") {
      this.sheet.write([[name, theirs]], "typed", "kept");
      this.markCell(name, "saved");
    } else {
      this.texts.write(name, theirs);
    }

    this.changed();
  }

  /** @param {string[]} names @param {string} problem */
  refused(names, problem) {
    for (const name of names) {
      this.markCell(name, "rejected");
      if (!name.startsWith(ANSWER)) continue;

      this.outbox.drop(name); // the query is not asked any more, or not like this: what stands at it says so
      this.answers.mark(name, problem);
    }
  }

  /** @param {string} name @param {string | null} state */
  markCell(name, state) {
    const input = this.sheet.input(name);
    if (input) markCell(input, state);
  }

  // ── What another window of this person has saved ────────────────────────────────────────────────────────────────
  // Taken over where it stands here as it was, and nothing was typed.
  /** @param {string} name @param {Note} note */
  followed(name, { was, now }) {
    const stands = (/** @type {unknown} */ value) => was.some((one) => same(one, value));
    if (this.outbox.entries.has(name)) return;

    if (typeof now === "string" && this.sheet.input(name)) {
      const known = this.knownCell(name);
      const isUntouched = this.sheet.texts.get(name) === known;
      if (isUntouched && stands(known)) this.cells.push([name, now]);
    } else if (typeof now === "string" && name.startsWith(ANSWER)) {
      this.answers.follow(name, stands, now, this.by);
    } else if (this.texts.follow(name, stands, now)) {
      this.learn(name, now);
    }
  }

  taken() {
    for (const [name, now] of this.cells) this.learn(name, now);
    this.sheet.write(this.cells, "typed", "kept");
    for (const [name] of this.cells) this.markCell(name, "saved");
    this.cells = [];
  }
}

// The buttons do what they do without all this, once everything is on the server; until then the page stays.
/** @param {HTMLFormElement} form @param {Sender} sender */
function sendBeforeSubmitting(form, sender) {
  let isSent = false;
  form.addEventListener("submit", async (event) => {
    const hasUnsent = sender.outbox.size > 0 || sender.busy !== null;
    if (isSent || event.defaultPrevented || !hasUnsent) return;

    event.preventDefault();
    const { submitter } = event;
    if (await sender.flush()) {
      isSent = true;
      // A form that is still being submitted cannot be submitted: not before this event is over.
      setTimeout(() => form.requestSubmit(submitter));
      return;
    }

    const button = form.querySelector(".clash button");
    if (button instanceof HTMLElement) button.focus();
  });
  addEventListener("pageshow", () => {
    isSent = false;
  });
}
