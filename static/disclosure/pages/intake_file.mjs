// A file as it was read: typed into like any table, and every place shown together with where it stands in the source.
import { fieldOf, isField, required, within } from "../elements.mjs";
import { keepUntilSent } from "../saving/kept_form.mjs";
import { Sheet } from "../sheet/sheet.mjs";
import { startTables } from "../sheet/tables.mjs";
import { read, readEcho } from "./page_facts.mjs";

const form = required("intake-form", HTMLElement);
const pane = required("source", HTMLElement);
const echo = readEcho();
/** @type {Sources} */
const sources = read("sources") ?? {};
/** @type {HTMLElement | null} */
let lit = null;

// A form where somebody may still settle it; else a box of the same name.
if (form instanceof HTMLFormElement && echo) start(form, echo);
document.addEventListener("click", follow);
within(document, ".intake-found", HTMLElement).addEventListener("focusin", ({ target }) => {
  if (target instanceof Element && target.id in sources) light(sources[target.id]);
});

/** @param {HTMLFormElement} form @param {Echo} echo */
function start(form, echo) {
  const sheet = new Sheet(form);
  startTables(form, sheet, echo);
  const texts = Array.from(form.querySelectorAll("textarea, input.form-control")).filter(isField);
  const bases = Array.from(form.querySelectorAll("input[name=base]")).filter(isField);
  keepUntilSent({
    form,
    storage: sessionStorage,
    key: `kept/${form.dataset.user}/intake/${form.dataset.file}`,
    version: bases.map(({ value }) => value).join(""),
    read: () => ({
      ...Object.fromEntries(texts.map(({ name, value }) => [name, value])),
      ...Object.fromEntries(sheet.texts),
    }),
    write: (pairs) => {
      const cells = pairs.filter(([name]) => sheet.input(name));
      const others = pairs.filter(([name]) => !sheet.input(name));
      sheet.write(cells, "typed", "kept");
      for (const [name, text] of others) fieldOf(form, name).value = text;
    },
  });
  sheet.onCells(() => form.dispatchEvent(new Event("written")));
}

// A link of the list leads to both: the cell takes the focus, the source is brought into sight.
/** @param {MouseEvent} event */
function follow(event) {
  const link = event.target instanceof Element ? event.target.closest("a[data-spot], a[data-source]") : null;
  if (!(link instanceof HTMLElement)) return;

  const { spot = "", source } = link.dataset;
  const place = spot ? document.getElementById(spot) : null;
  if (!source || place) event.preventDefault();
  place?.focus();
  place?.scrollIntoView({ block: "center", behavior: "instant" });
  if (!place || source) light(source ?? sources[spot]);
  const isBelow = getComputedStyle(pane).position !== "sticky"; // on a narrow screen
  if (source && isBelow) pane.scrollIntoView({ block: "nearest", behavior: "instant" });
}

/** @param {string | undefined} name the id of a place in the source */
function light(name) {
  lit?.classList.remove("spot");
  lit = name ? document.getElementById(name) : null;
  if (!lit) return;

  lit.classList.add("spot");
  const at = lit.getBoundingClientRect();
  const top = at.top - pane.getBoundingClientRect().top;
  pane.scrollBy({ top: top - pane.clientHeight / 3, behavior: "instant" });
  const wide = lit.closest(".source-grid");
  if (!wide) return;

  const left = at.left - wide.getBoundingClientRect().left;
  wide.scrollBy({ left: left - wide.clientWidth / 3, behavior: "instant" });
}
