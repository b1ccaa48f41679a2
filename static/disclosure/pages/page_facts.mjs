// What the scripts of a part's page share: facts that the server wrote into it, the list of parts, what may come later.

// The JSON in a script element; null where the page has none.
/** @template Facts @param {string} id @returns {Facts | null} */
export function read(id) {
  const script = document.getElementById(id);
  return script && JSON.parse(script.textContent ?? "null");
}

// Everything that the tables of a page are judged by.
/** @returns {Echo | null} */
export function readEcho() {
  /** @type {EditionEcho | null} */
  const edition = read("edition");
  /** @type {PartEcho | null} */
  const part = read("echo");
  return edition && part && { ...edition, ...part };
}

// On a narrow screen the parts lie side by side.
export function showCurrentPart() {
  const item = document.querySelector(".parts .current");
  const list = item?.parentElement;
  if (item instanceof HTMLElement && list) list.scrollLeft = item.offsetLeft - list.offsetLeft - 80;
}

// Modules that the first key does without are asked for once those that it needs have run; a key that waits goes first.
/** @template Made @param {() => Promise<Made>} load @returns {Promise<Made>} */
export function later(load) {
  return new Promise((done) => setTimeout(() => done(load())));
}
