// A small box that belongs to a cell: it stands beside it, moves with it, and takes no room of its own.

const GAP = 4;
const placed = new Map();

export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

export function button(words, act, className = "btn btn-quiet") {
  const made = element("button", className, words);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

export function attach(box, cell) {
  cell.append(box);
  placed.set(box, cell);
  place(box, cell);
}

export function detach(box) {
  placed.delete(box);
  box.remove();
}

function place(box, cell) {
  const at = cell.getBoundingClientRect();
  const sheet = cell.closest(".sheet").getBoundingClientRect();
  const inSight = at.bottom > sheet.top && at.top < sheet.bottom && at.right > sheet.left && at.left < sheet.right;
  const { offsetWidth: width, offsetHeight: height } = box;
  const below = at.bottom + GAP + height <= innerHeight - GAP;
  const left = Math.min(Math.max(GAP, at.left), document.documentElement.clientWidth - width - GAP);
  box.style.left = `${left}px`;
  box.style.top = `${below ? at.bottom + GAP : Math.max(GAP, at.top - height - GAP)}px`;
  box.classList.toggle("out-of-sight", !inSight);
}

const replace = () => placed.forEach((cell, box) => place(box, cell));
addEventListener("scroll", replace, { capture: true, passive: true });
addEventListener("resize", replace);
