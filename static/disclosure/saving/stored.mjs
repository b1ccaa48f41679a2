// The browser's own storage: it may be full, forbidden, or hold what nobody here wrote.

/** @param {unknown} one @param {unknown} other */
export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** @param {Storage} storage @param {string} prefix @returns {string[]} */
export function keysOf(storage, prefix) {
  return attempt(() => Object.keys(storage).filter((key) => key.startsWith(prefix)), []);
}

// What was written there, as its writer's type; null where there is nothing to read.
/** @template Item @param {Storage} storage @param {string} key @returns {Item | null} */
export function readItem(storage, key) {
  return attempt(() => JSON.parse(storage.getItem(key) ?? "null"), null);
}

/** @param {Storage} storage @param {string} key @param {unknown} value */
export function writeItem(storage, key, value) {
  attempt(() => storage.setItem(key, JSON.stringify(value)), undefined);
}

/** @template Made @param {() => Made} act @param {Made} otherwise @returns {Made} */
export function attempt(act, otherwise) {
  try {
    return act();
  } catch {
    return otherwise;
  }
}
