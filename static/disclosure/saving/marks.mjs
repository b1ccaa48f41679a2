// How far a cell has come on its way to the server, as a mark in its corner and a word for those who listen.

const STATES = ["waiting", "saved", "rejected", "contested"];
const states = new WeakMap();
const notes = new WeakMap();

// One state or none; nothing on the page moves for it.
export function markCell(field, state) {
  if (states.get(field) === state) return;
  states.set(field, state);
  const { classList } = field.parentElement;
  for (const one of STATES) classList.toggle(one, one === state);
  describe(field, "saving", state ? [`s-${state}`] : []);
}

// What a field is described by: `about` is whose word it is, so that nobody takes another's away.
export function describe(field, about, ids) {
  const all = notes.get(field) || {};
  if (all[about]?.join() === ids.join()) return;
  all[about] = ids;
  notes.set(field, all);
  const joined = ["state", "saving", "findings", "comments"].flatMap((one) => all[one] || []).join(" ");
  if (joined) field.setAttribute("aria-describedby", joined);
  else field.removeAttribute("aria-describedby");
}
