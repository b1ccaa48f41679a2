// How far a cell has come on its way to the server, as a mark in its corner and a word for those who listen.

const STATES = ["waiting", "saved", "rejected", "contested"];
const ABOUT = ["state", "saving", "findings", "comments"]; // in the order in which they are read out

/** @type {WeakMap<Element, string | null>} */
const states = new WeakMap();
/** @type {WeakMap<Element, Record<string, string[]>>} by whose word it is */
const notes = new WeakMap();

// One state or none; nothing on the page moves for it.
/** @param {HTMLElement} field @param {string | null} state */
export function markCell(field, state) {
  if (states.get(field) === state) return;
  states.set(field, state);
  for (const one of STATES) field.parentElement?.classList.toggle(one, one === state);
  describe(field, "saving", state ? [`s-${state}`] : []);
}

// What a field is described by: `about` is whose word it is, so that nobody takes another's away.
/** @param {Element} field @param {string} about @param {string[]} ids */
export function describe(field, about, ids) {
  const all = notes.get(field) ?? {};
  if (all[about]?.join() === ids.join()) return;
  all[about] = ids;
  notes.set(field, all);
  const joined = ABOUT.flatMap((one) => all[one] ?? []).join(" ");
  if (joined) field.setAttribute("aria-describedby", joined);
  else field.removeAttribute("aria-describedby");
}
