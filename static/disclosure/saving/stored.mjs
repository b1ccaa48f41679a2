// The browser's own storage: it may be full, forbidden, or hold what nobody here wrote.

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export function keysOf(storage, prefix) {
  return attempt(() => Object.keys(storage).filter((key) => key.startsWith(prefix)), []);
}

export function readItem(storage, key) {
  return attempt(() => JSON.parse(storage.getItem(key)), null);
}

export function writeItem(storage, key, value) {
  attempt(() => storage.setItem(key, JSON.stringify(value)));
}

export function attempt(act, otherwise) {
  try {
    return act();
  } catch {
    return otherwise;
  }
}
