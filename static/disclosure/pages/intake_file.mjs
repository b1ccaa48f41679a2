// A file as it was read: typed into like any table, and every place shown together with where it stands in the source.
import { keepUntilSent } from "../saving/kept_form.mjs";
import { Sheet } from "../sheet/sheet.mjs";
import { startTables } from "../sheet/tables.mjs";

const form = document.getElementById("intake-form");
const pane = document.getElementById("source");
const sources = read("sources");
let shown = [];

if (form.matches("form")) start();
document.addEventListener("click", follow);
document.querySelector(".intake-found").addEventListener("focusin", ({ target }) => show(target.id));

function start() {
  const sheet = new Sheet(form);
  startTables(form, sheet, { ...read("edition"), ...read("echo") });
  const texts = Array.from(form.querySelectorAll("textarea, input.form-control"));
  keepUntilSent({
    form,
    storage: sessionStorage,
    key: `kept/${form.dataset.user}/intake/${form.dataset.file}`,
    version: form.elements.base[0].value + form.elements.base[1].value,
    read: () => ({
      ...Object.fromEntries(texts.map(({ name, value }) => [name, value])),
      ...Object.fromEntries(sheet.texts),
    }),
    write: (pairs) => {
      sheet.write(
        pairs.filter(([name]) => sheet.input(name)),
        "typed",
        "kept",
      );
      for (const [name, text] of pairs) if (!sheet.input(name)) form.elements[name].value = text;
    },
  });
  sheet.addEventListener("cells", () => form.dispatchEvent(new Event("written")));
}

// A link of the list leads to both: the cell takes the focus, the source is brought into sight.
function follow(event) {
  const link = event.target.closest("a[data-spot], a[data-source]");
  if (!link) return;
  const { spot, source } = link.dataset;
  const place = spot && document.getElementById(spot);
  if (!source || place) event.preventDefault();
  place?.focus();
  place?.scrollIntoView({ block: "center", behavior: "instant" });
  if (!place || source) light(source ?? sources[spot]);
  if (source && getComputedStyle(pane).position !== "sticky")
    pane.scrollIntoView({ block: "nearest", behavior: "instant" });
}

function show(id) {
  if (id in sources) light(sources[id]);
}

function light(name) {
  const found = name && document.getElementById(name);
  for (const old of shown) old.classList.remove("spot");
  shown = found ? [found] : [];
  if (!found) return;
  found.classList.add("spot");
  const wide = found.closest(".source-grid");
  const [at, box] = [found.getBoundingClientRect(), pane.getBoundingClientRect()];
  pane.scrollBy({ top: at.top - box.top - pane.clientHeight / 3, behavior: "instant" });
  wide?.scrollBy({ left: at.left - wide.getBoundingClientRect().left - wide.clientWidth / 3, behavior: "instant" });
}

function read(id) {
  return JSON.parse(document.getElementById(id).textContent);
}
