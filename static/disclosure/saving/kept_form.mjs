// What is typed into a form that is saved by its button is kept in the browser until the server has it.
import { attempt, readItem, writeItem } from "./stored.mjs";

// `version` is what the server's copy is known by: once it has changed after a send, the copy here has served.
// Returns how many fields were written from what is kept.
export function keepUntilSent({ form, storage, key, version, read, write }) {
  const kept = readItem(storage, key);
  const current = read();
  const differing = Object.entries(kept?.values ?? {}).filter(
    ([name, text]) => name in current && current[name] !== text,
  );
  const served = !kept || (kept.sent && kept.version !== version) || !differing.length;
  if (served) forget();
  else write(differing);

  function keep(sent) {
    writeItem(storage, key, { values: read(), version, sent });
  }
  function forget() {
    attempt(() => storage.removeItem(key));
  }
  form.addEventListener("input", () => keep(false));
  form.addEventListener("written", () => keep(false));
  form.addEventListener("submit", () => keep(true));
  return served ? 0 : differing.length;
}
