// The page of last year's figures: typed and pasted like this year's, kept in the browser until they are saved.
import { keepUntilSent } from "../saving/kept_form.mjs";
import { Sheet } from "../sheet/sheet.mjs";
import { startTables } from "../sheet/tables.mjs";
import { read } from "./page_facts.mjs";

const form = document.getElementById("last-year-form");
if (form) start();

function start() {
  const sheet = new Sheet(form);
  const { source } = form.elements;
  startTables(form, sheet, { ...read("edition"), ...read("echo") });
  const back = keepUntilSent({
    form,
    storage: localStorage,
    key: `kept/${form.dataset.user}/${form.dataset.report}/last-year`,
    version: form.dataset.version,
    read: () => ({ source: source.value, ...Object.fromEntries(sheet.texts) }),
    write: (pairs) => {
      const cells = pairs.filter(([name]) => sheet.input(name));
      for (const [name, text] of pairs) if (name === "source") source.value = text;
      sheet.write(cells, "typed", "kept");
    },
  });
  sheet.addEventListener("cells", () => form.dispatchEvent(new Event("written")));
  document.getElementById("put-back").hidden = back === 0;
}
