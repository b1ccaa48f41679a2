// Answering a query where it stands: the reason is kept and saved like everything else that is typed.
import { ANSWER } from "../saving/change_names.mjs";

// `given`: {fingerprint: {reason, by}} as the server knows them. Every change of a reason is one event "answer".
export class Answers extends EventTarget {
  constructor(list, given) {
    super();
    this.given = given;
    this.model = document.getElementById("answer-model");
    list.addEventListener("input", ({ target }) => {
      if (target.name !== "reason") return;
      const { fingerprint } = target.form.elements;
      this.tell(fingerprint.value, target.value);
    });
    list.addEventListener("submit", (event) => {
      event.preventDefault();
      this.dispatchEvent(new Event("flush"));
    });
    for (const form of list.querySelectorAll("form.answer")) this.adopt(form);
  }

  // A form for one query, under its finding.
  attach(item, fingerprint) {
    if (!this.model) return;
    item.append(this.model.content.cloneNode(true));
    this.renew(item, fingerprint);
  }

  // The query speaks of other figures now: there is another reason to it, or none yet.
  renew(item, fingerprint) {
    const form = item.querySelector("form.answer");
    if (!form) return;
    form.closest("details").open = false;
    form.elements.fingerprint.value = fingerprint;
    form.elements.reason.value = this.given[fingerprint]?.reason ?? "";
    this.adopt(form);
  }

  // The button is for those without script: here a reason is saved as it is typed.
  adopt(form) {
    form.querySelector("button").hidden = true;
    this.show(form);
  }

  show(form, words) {
    const answer = this.given[form.elements.fingerprint.value];
    const { parentElement: item } = form.closest("details");
    item.classList.toggle("answered", Boolean(answer?.reason));
    form.closest("details").querySelector("summary").textContent = answer?.reason ? "已说明理由" : "说明理由";
    form.querySelector(".kept").textContent = words ?? (answer?.by ? `${answer.by} 已说明` : "");
  }

  tell(fingerprint, now) {
    const was = this.given[fingerprint]?.reason ?? "";
    this.dispatchEvent(new CustomEvent("answer", { detail: { name: ANSWER + fingerprint, was, now: now.trim() } }));
  }

  formOf(name) {
    const wanted = name.slice(ANSWER.length);
    return Array.from(document.querySelectorAll("form.answer")).find(
      (form) => form.elements.fingerprint.value === wanted,
    );
  }

  // What an earlier page left unsent.
  restore(name, reason) {
    const form = this.formOf(name);
    if (form) form.elements.reason.value = reason;
  }

  // Another window has saved it; `stands` says whether a reason is one that was there before.
  follow(name, stands, reason, by) {
    const known = this.given[name.slice(ANSWER.length)]?.reason ?? "";
    if (known === reason || !stands(known)) return;
    this.restore(name, reason);
    this.saved(name, reason, by);
  }

  saved(name, reason, by) {
    this.given[name.slice(ANSWER.length)] = { reason, by };
    const form = this.formOf(name);
    if (!form) return;
    this.show(form, reason ? "已保存" : "已撤回");
    if (form.elements.reason.value.trim() !== reason)
      this.tell(form.elements.fingerprint.value, form.elements.reason.value);
  }

  mark(name, words) {
    const form = this.formOf(name);
    if (form) this.show(form, words);
  }
}
