// What is written into a comment or an answer stays in the browser until the server has it.
import { keepUntilSent } from "../saving/kept_form.mjs";

export const prefix = (action) => `kept/${document.body.dataset.user}${action}`;

// The forms with `data-keep`; one with something unsent is unfolded.
export function keepForms() {
  for (const form of document.querySelectorAll("form[data-keep]")) {
    const back = keepText(form, prefix(form.getAttribute("action")), form.dataset.version);
    for (let box = back && form.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    // A form may be sent without its button, once what was typed elsewhere on the page is on the server.
    form.addEventListener(
      "submit",
      ({ submitter }) => submitter?.name && putHidden(form, submitter.name, submitter.value),
    );
  }
}

export function keepText(form, key, version) {
  const fields = () =>
    Array.from(form.elements).filter(({ name }) => ["text", "quote", "place", "near"].includes(name));
  return keepUntilSent({
    form,
    storage: localStorage,
    key,
    version,
    read: () => Object.fromEntries(fields().map(({ name, value }) => [name, value])),
    write: (pairs) => {
      for (const [name, text] of pairs) form.elements[name].value = text;
    },
  });
}

export function putHidden(form, name, value) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  form.append(field);
  return field;
}

// What was begun at a place and has not arrived: [{key, values}].
export function unsent(action, version) {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${prefix(action)}at/`));
    return keys
      .map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }))
      .filter(({ key, values, sent, version: was }) => {
        const waits = values?.text?.trim() && !(sent && was !== version);
        if (!waits) localStorage.removeItem(key);
        return waits;
      });
  } catch {
    return [];
  }
}
