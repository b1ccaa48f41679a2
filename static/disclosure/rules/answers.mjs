// Answering a query where it stands: the reason is kept and saved like everything else that is typed.
import { fieldOf, isField, within } from "../elements.mjs";
import { ANSWER } from "../saving/change_names.mjs";

/** @typedef {{ name: string, was: string, now: string }} AnswerChange what an event "answer" tells */

// `given` as the server knows them. Every change of a reason is one event "answer".
export class Answers extends EventTarget {
  /** @param {HTMLElement} list @param {AnswersGiven} given */
  constructor(list, given) {
    super();
    this.given = given;
    this.model = document.querySelector("template#answer-model");
    list.addEventListener("input", ({ target }) => {
      if (!isField(target) || target.name !== "reason" || !target.form) return;
      this.tell(fieldOf(target.form, "fingerprint").value, target.value);
    });
    list.addEventListener("submit", (event) => {
      event.preventDefault();
      this.dispatchEvent(new Event("flush"));
    });
    for (const form of answerForms(list)) this.adopt(form);
  }

  // A form for one query, under its finding.
  /** @param {Element} item @param {string} fingerprint */
  attach(item, fingerprint) {
    if (!(this.model instanceof HTMLTemplateElement)) return;
    item.append(this.model.content.cloneNode(true));
    this.renew(item, fingerprint);
  }

  // The query speaks of other figures now: there is another reason to it, or none yet.
  /** @param {Element} item @param {string} fingerprint */
  renew(item, fingerprint) {
    for (const form of answerForms(item)) {
      detailsOf(form).open = false;
      fieldOf(form, "fingerprint").value = fingerprint;
      fieldOf(form, "reason").value = this.given[fingerprint]?.reason ?? "";
      this.adopt(form);
    }
  }

  // The button is for those without script: here a reason is saved as it is typed.
  /** @param {HTMLFormElement} form */
  adopt(form) {
    within(form, "button", HTMLButtonElement).hidden = true;
    this.show(form);
  }

  /** @param {HTMLFormElement} form @param {string} [words] in the place of who has answered */
  show(form, words) {
    const answer = this.given[fieldOf(form, "fingerprint").value];
    const details = detailsOf(form);
    details.parentElement?.classList.toggle("answered", Boolean(answer?.reason));
    within(details, "summary", HTMLElement).textContent = answer?.reason ? "已说明理由" : "说明理由";
    const who = answer?.by ? `${answer.by} 已说明` : "";
    within(form, ".kept", HTMLElement).textContent = words ?? who;
  }

  /** @param {string} fingerprint @param {string} now */
  tell(fingerprint, now) {
    const was = this.given[fingerprint]?.reason ?? "";
    /** @type {AnswerChange} */
    const detail = { name: ANSWER + fingerprint, was, now: now.trim() };
    this.dispatchEvent(new CustomEvent("answer", { detail }));
  }

  /** @param {string} name */
  formOf(name) {
    const wanted = name.slice(ANSWER.length);
    return answerForms(document).find((form) => fieldOf(form, "fingerprint").value === wanted);
  }

  // What an earlier page left unsent.
  /** @param {string} name @param {string} reason */
  restore(name, reason) {
    const form = this.formOf(name);
    if (form) fieldOf(form, "reason").value = reason;
  }

  // Another window has saved it; `stands` says whether a reason is one that was there before.
  /** @param {string} name @param {(reason: string) => boolean} stands @param {string} reason @param {string} by */
  follow(name, stands, reason, by) {
    const known = this.given[name.slice(ANSWER.length)]?.reason ?? "";
    if (known === reason || !stands(known)) return;
    this.restore(name, reason);
    this.saved(name, reason, by);
  }

  /** @param {string} name @param {string} reason @param {string} by */
  saved(name, reason, by) {
    this.given[name.slice(ANSWER.length)] = { reason, by };
    const form = this.formOf(name);
    if (!form) return;

    this.show(form, reason ? "已保存" : "已撤回");
    const typed = fieldOf(form, "reason").value;
    // Something else was typed while this was on its way.
    if (typed.trim() !== reason) this.tell(fieldOf(form, "fingerprint").value, typed);
  }

  /** @param {string} name @param {string} words */
  mark(name, words) {
    const form = this.formOf(name);
    if (form) this.show(form, words);
  }
}

/** @param {ParentNode} parent @returns {HTMLFormElement[]} */
const answerForms = (parent) => Array.from(parent.querySelectorAll("form.answer")).filter(isForm);

/** @param {Element} element @returns {element is HTMLFormElement} */
const isForm = (element) => element instanceof HTMLFormElement;

/** @param {HTMLFormElement} form */
function detailsOf(form) {
  const details = form.closest("details");
  if (details) return details;

  throw new Error("a form for a reason stands in no details");
}
