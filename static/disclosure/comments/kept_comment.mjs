// What is written into a comment or an answer stays in the browser until the server has it.
import { fieldOf, isField } from "../elements.mjs";
import { keepUntilSent } from "../saving/kept_form.mjs";
import { keysOf, readItem } from "../saving/stored.mjs";

/** @import { KeptForm } from "../saving/kept_form.mjs" */

const KEPT = ["text", "quote", "place", "near"];

/** @param {string} action the address that the form is sent to */
export const prefix = (action) => `kept/${document.body.dataset.user}${action}`;
/** @param {HTMLFormElement} form */
export const addressOf = (form) => form.getAttribute("action") ?? "";

// The forms with `data-keep`; one with something unsent is unfolded.
export function keepForms() {
  for (const form of document.querySelectorAll("form[data-keep]")) {
    if (form instanceof HTMLFormElement) keepForm(form);
  }
}

/** @param {HTMLFormElement} form */
function keepForm(form) {
  const back = keepText(form, prefix(addressOf(form)), form.dataset.version);
  if (back) unfold(form);
  // A form may be sent without its button, once what was typed elsewhere on the page is on the server.
  form.addEventListener("submit", ({ submitter }) => {
    if (submitter instanceof HTMLButtonElement && submitter.name) putHidden(form, submitter.name, submitter.value);
  });
}

// All the boxes that an element is folded away in.
/** @param {Element} element */
function unfold(element) {
  for (let box = element.closest("details"); box; box = box.parentElement?.closest("details") ?? null) box.open = true;
}

/** @param {HTMLFormElement} form @param {string} key @param {string | undefined} version */
export function keepText(form, key, version) {
  const fields = () => Array.from(form.elements).filter((field) => isField(field) && KEPT.includes(field.name));
  return keepUntilSent({
    form,
    storage: localStorage,
    key,
    version,
    read: () =>
      Object.fromEntries(
        fields()
          .filter(isField)
          .map(({ name, value }) => [name, value]),
      ),
    write: (pairs) => {
      for (const [name, text] of pairs) fieldOf(form, name).value = text;
    },
  });
}

/** @param {HTMLFormElement} form @param {string} name @param {string} value */
export function putHidden(form, name, value) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = name;
  field.value = value;
  form.append(field);
}

// What was begun at a place and has not arrived.
/** @param {string} action @param {string | undefined} version @returns {Record<string, string>[]} */
export function unsent(action, version) {
  const waiting = [];
  for (const key of keysOf(localStorage, `${prefix(action)}at/`)) {
    /** @type {KeptForm | null} */
    const kept = readItem(localStorage, key);
    const hasArrived = Boolean(kept?.sent && kept.version !== version);
    if (kept?.values?.text?.trim() && !hasArrived) waiting.push(kept.values);
    else localStorage.removeItem(key);
  }

  return waiting;
}
