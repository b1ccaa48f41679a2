// What is typed into a form that is saved by its button is kept in the browser until the server has it.
import { attempt, readItem, writeItem } from "./stored.mjs";

/** @typedef {Record<string, string>} FieldTexts */
/** @typedef {{ values?: FieldTexts, version?: string, sent?: boolean }} KeptForm */
/**
 * A form and how it is kept.
 * @typedef {object} Keeping
 * @property {HTMLFormElement} form
 * @property {Storage} storage
 * @property {string} key
 * @property {string | undefined} version what the server's copy is known by: once it has changed after a send, the copy here has served
 * @property {() => FieldTexts} read
 * @property {(pairs: [name: string, text: string][]) => void} write
 */

// Returns how many fields were written from what is kept.
/** @param {Keeping} keeping */
export function keepUntilSent({ form, storage, key, version, read, write }) {
  /** @type {KeptForm | null} */
  const kept = readItem(storage, key);
  const current = read();
  const differing = Object.entries(kept?.values ?? {}).filter(
    ([name, text]) => name in current && current[name] !== text,
  );
  const hasArrived = Boolean(kept?.sent && kept.version !== version);
  const hasServed = kept === null || hasArrived || !differing.length;
  if (hasServed) attempt(() => storage.removeItem(key), undefined);
  else write(differing);

  const keep = (/** @type {boolean} */ sent) => writeItem(storage, key, { values: read(), version, sent });
  form.addEventListener("input", () => keep(false));
  form.addEventListener("written", () => keep(false));
  form.addEventListener("submit", () => keep(true));
  form.dataset.keeping = "begun"; // from here on what is typed outlives the page
  return hasServed ? 0 : differing.length;
}
