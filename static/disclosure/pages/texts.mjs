// The passages of a page, their headings, and what is chosen beside them: every change is one event "text".
import { PASSAGE, SETTING } from "../saving/change_names.mjs";
import { same } from "../saving/stored.mjs";

export class Texts extends EventTarget {
  constructor(form) {
    super();
    this.form = form;
    this.areas = new Map(
      Array.from(form.querySelectorAll(".passage textarea"), (area) => [
        PASSAGE + area.name.replace(/\.text$/, ""),
        area,
      ]),
    );
    this.settings = Array.from(form.querySelectorAll("[name=opening], [name=signature_agency], [name=signature_date]"));
    this.known = new Map();
    form.addEventListener("input", ({ target }) => this.note(target));
  }

  // `known`: {key: [heading, text]}; what an earlier page left unsent is put back.
  start(known, outbox) {
    for (const name of this.areas.keys()) {
      const [heading, text] = known[name.slice(PASSAGE.length)] ?? [null, ""];
      this.known.set(name, { heading, text });
      const kept = outbox.entries.get(name);
      if (kept) this.write(name, kept.now);
      if (kept) this.known.set(name, kept.was);
    }
    for (const field of this.settings) {
      const name = SETTING + field.name;
      if (field.type !== "radio" || field.checked) this.known.set(name, field.value);
    }
    for (const field of this.settings) {
      const kept = outbox.entries.get(SETTING + field.name);
      if (kept) choose(field, kept.now);
    }
  }

  // Another window has saved it: whether it was taken over. `stands` says whether a value is one that was there before.
  follow(name, stands, now) {
    const known = this.known.get(name);
    const fields = this.settings.filter((field) => SETTING + field.name === name);
    const shown = this.has(name)
      ? this.text(name)
      : (fields.find((field) => field.type !== "radio" || field.checked)?.value ?? "");
    if (!(this.has(name) || fields.length) || !same(shown, known ?? "") || !stands(known ?? "") || same(shown, now))
      return false;
    for (const field of fields) choose(field, now);
    if (this.has(name)) this.write(name, now);
    this.saved(name, now);
    return true;
  }

  has(name) {
    return this.areas.has(name);
  }

  section(name) {
    return this.areas.get(name).closest(".passage");
  }

  // As the server will keep it: the official heading is null, blank lines at the ends are gone.
  text(name) {
    const area = this.areas.get(name);
    const heading = document.getElementById(area.id.replace(/^p-/, "h-"));
    const official = heading && document.getElementById(area.id.replace(/^p-/, "n-")).textContent.trim();
    const typed = heading?.value.trim();
    return {
      heading: !heading ? (this.known.get(name)?.heading ?? null) : typed === official ? null : typed,
      text: area.value.replace(/^\n+|\n+$/g, ""),
    };
  }

  write(name, { heading, text }) {
    const area = this.areas.get(name);
    const field = document.getElementById(area.id.replace(/^p-/, "h-"));
    if (field) field.value = heading ?? document.getElementById(area.id.replace(/^p-/, "n-")).textContent.trim();
    const { selectionStart, selectionEnd } = area;
    area.value = text;
    if (area === document.activeElement) area.setSelectionRange(selectionStart, selectionEnd);
    this.known.set(name, { heading, text });
    area.dispatchEvent(new Event("written", { bubbles: true }));
  }

  note(field) {
    if (this.settings.includes(field)) return this.tell(SETTING + field.name, field.value);
    const section = field.closest(".passage");
    if (!section || field.closest(".clash")) return;
    const name = PASSAGE + section.querySelector("textarea").name.replace(/\.text$/, "");
    this.tell(name, this.text(name));
  }

  tell(name, now) {
    this.dispatchEvent(new CustomEvent("text", { detail: { name, was: this.known.get(name) ?? "", now } }));
  }

  saved(name, now) {
    this.known.set(name, now);
    if (this.has(name) && !same(this.text(name), now)) this.tell(name, this.text(name));
    if (this.has(name)) this.section(name).dataset.saved = "yes";
    this.dispatchEvent(new Event("kept"));
  }

  // A word beside each passage's count.
  mark(outbox, sender) {
    for (const [name, area] of this.areas) {
      const word = document.getElementById(area.id.replace(/^p-/, "w-"));
      const unsent = outbox.entries.has(name);
      const saved = this.section(name).dataset.saved && "已保存";
      const words = sender.contested.has(name)
        ? "有两个版本"
        : sender.rejected.has(name)
          ? "没有保存"
          : unsent
            ? "等待保存"
            : saved || "";
      if (word && word.textContent !== words) word.textContent = words;
    }
  }
}

function choose(field, now) {
  if (field.type === "radio") field.checked = field.value === now;
  else field.value = now;
}
