// Gets elements of a page as what they are: one that is missing, or is something else, is an error that says which.

/** @template {Element} Kind @typedef {new (...parts: never[]) => Kind} Class */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

/** @template {Element} Kind @param {string} id @param {Class<Kind>} kind @returns {Kind} */
export function required(id, kind) {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;

  throw new Error(`the page has no ${kind.name} #${id}`);
}

/** @template {Element} Kind @param {ParentNode} parent @param {string} selector @param {Class<Kind>} kind @returns {Kind} */
export function within(parent, selector, kind) {
  const found = parent.querySelector(selector);
  if (found instanceof kind) return found;

  throw new Error(`there is no ${kind.name} ${selector}`);
}

/** @param {HTMLFormElement} form @param {string} name @returns {Field} */
export function fieldOf(form, name) {
  const found = form.elements.namedItem(name);
  if (isField(found)) return found;

  throw new Error(`the form has no field ${name}`);
}

/** @param {unknown} target @returns {target is Field} */
export function isField(target) {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}
