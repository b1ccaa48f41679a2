// The passages of a page, their headings, and what is chosen beside them: every change is one event "text".
import { isField, required } from "../elements.mjs";
import { PASSAGE, SETTING } from "../saving/change_names.mjs";
import { same } from "../saving/stored.mjs";

/** @import { Field } from "../elements.mjs" */
/** @import { Outbox, Typed } from "../saving/outbox.mjs" */
/** @import { Known } from "../saving/saving.mjs" */
/** @import { Sender } from "../saving/sender.mjs" */
/** @typedef {{ name: string, was: Typed, now: Typed }} TextChange what an event "text" tells */

const SETTINGS = "[name=opening], [name=signature_agency], [name=signature_date]";

export class Texts extends EventTarget {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    super();
    const areas = Array.from(form.querySelectorAll(".passage textarea")).filter(isArea);
    this.areas = new Map(areas.map((area) => [PASSAGE + area.name.replace(/\.text$/, ""), area]));
    this.settings = Array.from(form.querySelectorAll(SETTINGS)).filter(isField);
    /** @type {Map<string, Typed>} what the server is known to hold */
    this.known = new Map();
    form.addEventListener("input", ({ target }) => {
      if (isField(target)) this.note(target);
    });
  }

  // What an earlier page left unsent is put back.
  /** @param {Known} known @param {Outbox} outbox */
  start(known, outbox) {
    for (const name of this.areas.keys()) {
      const given = known[name.slice(PASSAGE.length)];
      const [heading, text] = Array.isArray(given) ? given : [null, ""];
      this.known.set(name, { heading, text });
      this.putBack(name, outbox);
    }

    for (const field of this.settings) if (isChosen(field)) this.known.set(SETTING + field.name, field.value);
    for (const field of this.settings) {
      const kept = outbox.entries.get(SETTING + field.name);
      if (typeof kept?.now === "string") choose(field, kept.now);
    }
  }

  /** @param {string} name @param {Outbox} outbox */
  putBack(name, outbox) {
    const kept = outbox.entries.get(name);
    if (!kept || typeof kept.now === "string") return;

    this.write(name, kept.now);
    this.known.set(name, kept.was);
  }

  // Another window has saved it: whether it was taken over. `stands` says whether a value is one that was there before.
  /** @param {string} name @param {(value: Typed) => boolean} stands @param {Typed} now */
  follow(name, stands, now) {
    const known = this.known.get(name) ?? "";
    const shown = this.shown(name);
    if (shown === undefined) return false;

    const isUntouched = same(shown, known) && stands(known);
    if (!isUntouched || same(shown, now)) return false;

    if (typeof now === "string") for (const field of this.fieldsOf(name)) choose(field, now);
    else if (this.has(name)) this.write(name, now);
    this.saved(name, now);
    return true;
  }

  // What stands on the page; undefined where the page has no such thing.
  /** @param {string} name @returns {Typed | undefined} */
  shown(name) {
    if (this.has(name)) return this.text(name);

    const fields = this.fieldsOf(name);
    return fields.length ? (fields.find(isChosen)?.value ?? "") : undefined;
  }

  /** @param {string} name */
  fieldsOf(name) {
    return this.settings.filter((field) => SETTING + field.name === name);
  }

  /** @param {string} name */
  has(name) {
    return this.areas.has(name);
  }

  /** @param {string} name */
  area(name) {
    const area = this.areas.get(name);
    if (area) return area;

    throw new Error(`the page has no passage ${name}`);
  }

  /** @param {string} name */
  section(name) {
    return sectionOf(this.area(name));
  }

  // As the server will keep it: the official heading is null, blank lines at the ends are gone.
  /** @param {string} name @returns {PassageText} */
  text(name) {
    const area = this.area(name);
    return { heading: this.heading(name, area), text: area.value.replace(/^\n+|\n+$/g, "") };
  }

  /** @param {string} name @param {HTMLTextAreaElement} area @returns {string | null} */
  heading(name, area) {
    const field = headingField(area);
    if (!field) {
      // Of a passage whose heading cannot be changed here, what the server holds stays.
      const known = this.known.get(name);
      return known && typeof known !== "string" ? known.heading : null;
    }

    const typed = field.value.trim();
    return typed === officialHeading(area) ? null : typed;
  }

  /** @param {string} name @param {PassageText} passage */
  write(name, { heading, text }) {
    const area = this.area(name);
    const field = headingField(area);
    if (field) field.value = heading ?? officialHeading(area);
    const { selectionStart, selectionEnd } = area;
    area.value = text;
    if (area === document.activeElement) area.setSelectionRange(selectionStart, selectionEnd);
    this.known.set(name, { heading, text });
    area.dispatchEvent(new Event("written", { bubbles: true }));
  }

  /** @param {Field} field */
  note(field) {
    if (this.settings.includes(field)) {
      this.tell(SETTING + field.name, field.value);
      return;
    }

    const area = field.closest(".passage")?.querySelector("textarea");
    if (!area || field.closest(".clash")) return;

    const name = PASSAGE + area.name.replace(/\.text$/, "");
    this.tell(name, this.text(name));
  }

  /** @param {string} name @param {Typed} now */
  tell(name, now) {
    /** @type {TextChange} */
    const detail = { name, was: this.known.get(name) ?? "", now };
    this.dispatchEvent(new CustomEvent("text", { detail }));
  }

  /** @param {string} name @param {Typed} now */
  saved(name, now) {
    this.known.set(name, now);
    if (this.has(name)) {
      // Something else was typed while this was on its way.
      if (!same(this.text(name), now)) this.tell(name, this.text(name));
      this.section(name).dataset.saved = "yes";
    }

    this.dispatchEvent(new Event("kept"));
  }

  // A word beside each passage's count.
  /** @param {Outbox} outbox @param {Sender} sender */
  mark(outbox, sender) {
    for (const [name, area] of this.areas) {
      const word = document.getElementById(area.id.replace(/^p-/, "w-"));
      const words = this.progress(name, outbox, sender);
      if (word && word.textContent !== words) word.textContent = words;
    }
  }

  /** @param {string} name @param {Outbox} outbox @param {Sender} sender */
  progress(name, outbox, sender) {
    if (sender.contested.has(name)) return "有两个版本";
    if (sender.rejected.has(name)) return "没有保存";
    if (outbox.entries.has(name)) return "等待保存";
    return this.section(name).dataset.saved ? "已保存" : "";
  }
}

/** @param {Element} area @returns {area is HTMLTextAreaElement} */
const isArea = (area) => area instanceof HTMLTextAreaElement;

/** @param {HTMLTextAreaElement} area @returns {HTMLElement} */
function sectionOf(area) {
  const section = area.closest(".passage");
  if (section instanceof HTMLElement) return section;

  throw new Error(`${area.id} stands in no passage`);
}

/** @param {HTMLTextAreaElement} area @returns {HTMLInputElement | null} */
function headingField(area) {
  const field = document.getElementById(area.id.replace(/^p-/, "h-"));
  return field instanceof HTMLInputElement ? field : null;
}

/** @param {HTMLTextAreaElement} area */
const officialHeading = (area) => required(area.id.replace(/^p-/, "n-"), HTMLElement).textContent?.trim() ?? "";

// Of radio buttons the one that is pressed.
/** @param {Field} field */
const isChosen = (field) => !(field instanceof HTMLInputElement) || field.type !== "radio" || field.checked;

/** @param {Field} field @param {string} now */
function choose(field, now) {
  if (field instanceof HTMLInputElement && field.type === "radio") field.checked = field.value === now;
  else field.value = now;
}
