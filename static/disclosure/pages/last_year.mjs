// The page of last year's figures: typed and pasted like this year's, kept in the browser until they are saved.
import { fieldOf, required } from "../elements.mjs";
import { keepUntilSent } from "../saving/kept_form.mjs";
import { Sheet } from "../sheet/sheet.mjs";
import { startTables } from "../sheet/tables.mjs";
import { readEcho } from "./page_facts.mjs";

const form = document.getElementById("last-year-form");
const echo = readEcho();
if (form instanceof HTMLFormElement && echo) start(form, echo);

/** @param {HTMLFormElement} form @param {Echo} echo */
function start(form, echo) {
  const sheet = new Sheet(form);
  const source = fieldOf(form, "source");
  startTables(form, sheet, echo);
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
  sheet.onCells(() => form.dispatchEvent(new Event("written")));
  required("put-back", HTMLElement).hidden = back === 0;
}
