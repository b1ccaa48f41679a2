// Makes elements, and small boxes that belong to a cell: one stands beside it, moves with it, and takes no room of its own.

const GAP = 4;
/** @type {Map<HTMLElement, HTMLElement>} a box -> its cell */
const placed = new Map();

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {string} className @param {...(string | Node)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** @param {string} words @param {() => void} act @param {string} className */
export function button(words, act, className = "btn btn-quiet") {
  const made = element("button", className, words);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** @param {HTMLElement} box @param {HTMLElement} cell */
export function attach(box, cell) {
  cell.append(box);
  placed.set(box, cell);
  place(box, cell);
}

/** @param {HTMLElement} box */
export function detach(box) {
  placed.delete(box);
  box.remove();
}

/** @param {HTMLElement} box @param {HTMLElement} cell */
function place(box, cell) {
  const at = cell.getBoundingClientRect();
  const sheet = cell.closest(".sheet")?.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const below = at.bottom + GAP + height <= innerHeight - GAP;
  const left = Math.min(Math.max(GAP, at.left), document.documentElement.clientWidth - width - GAP);
  box.style.left = `${left}px`;
  box.style.top = `${below ? at.bottom + GAP : Math.max(GAP, at.top - height - GAP)}px`;
  box.classList.toggle("out-of-sight", sheet !== undefined && !overlaps(at, sheet));
}

/** @param {DOMRect} one @param {DOMRect} other */
function overlaps(one, other) {
  const isBeside = one.left < other.right && one.right > other.left;
  return isBeside && one.top < other.bottom && one.bottom > other.top;
}

function placeAll() {
  for (const [box, cell] of placed) place(box, cell);
}

addEventListener("scroll", placeAll, { capture: true, passive: true });
addEventListener("resize", placeAll);
