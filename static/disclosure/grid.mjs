// The keyboard of the statutory tables: arrows, Enter and Ctrl+Home/End move as in a spreadsheet. Tab is the browser's.

// Lines of inputs, in paper order, over all tables of the page.
export function linesOf(form) {
  return Array.from(form.querySelectorAll(".grid tbody tr"), (line) => Array.from(line.querySelectorAll("input"))).filter(
    (inputs) => inputs.length > 0,
  );
}

export function enableKeyboard(form, sheet) {
  const lines = linesOf(form);
  const spot = new Map(lines.flatMap((line, y) => line.map((input, x) => [input, [x, y]])));
  let before = "";

  form.addEventListener("focusin", ({ target }) => {
    if (!spot.has(target)) return;
    before = target.value;
    target.select();
  });
  form.addEventListener("mousedown", (event) => {
    // The first click takes the whole figure, as in a spreadsheet; the second one sets the caret.
    if (event.button !== 0 || !spot.has(event.target) || event.target === document.activeElement) return;
    event.preventDefault();
    event.target.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (!spot.has(event.target) || event.isComposing || event.altKey) return;
    if (event.key === "Escape" && event.target.value !== before) return restore(event, before);
    const next = target(event, lines, spot.get(event.target));
    if (next === null) return;
    event.preventDefault();
    if (next) go(next);
  });
}

function go(input) {
  input.focus();
  input.select();
}

function restore(event, text) {
  event.preventDefault();
  event.target.value = text;
  event.target.select();
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
}

// The input a key leads to; undefined at the edge, null where the key keeps its own meaning.
function target({ key, ctrlKey, metaKey, shiftKey, target: input }, lines, [x, y]) {
  const whole = ctrlKey || metaKey;
  if (key === "Enter" && !whole) return vertical(lines, x, y, shiftKey ? -1 : 1);
  if (shiftKey) return null;
  if (key === "ArrowUp") return vertical(lines, x, y, -1);
  if (key === "ArrowDown") return vertical(lines, x, y, 1);
  if (key === "Home" && whole) return lines[0][0];
  if (key === "End" && whole) return lines[lines.length - 1][lines[lines.length - 1].length - 1];
  if (whole) return null;
  if (key === "ArrowLeft" && atEdge(input, 0)) return lines[y][x - 1];
  if (key === "ArrowRight" && atEdge(input, input.value.length)) return lines[y][x + 1];
  return null;
}

function vertical(lines, x, y, step) {
  const line = lines[y + step];
  return line && line[Math.min(x, line.length - 1)];
}

// At an end of the text, or with the whole of it selected.
function atEdge(input, end) {
  const { selectionStart: from, selectionEnd: to, value } = input;
  return (from === to && from === end) || (from === 0 && to === value.length);
}
