// What was saved a moment ago, noted for the other windows of this person: one that stands open, and one whose page the
// server drew before the save but which starts after it, would show what stood there before.
import { attempt, keysOf, readItem, same, writeItem } from "./stored.mjs";

const PREFIX = "sent";
const MINUTE = 60_000;
const MEMORY = 9; // values in a row

// A note is {was: what the server held, one after the other, now, at}, and is taken notice of once.
export class Sent {
  constructor(storage, user, report, clock = Date.now) {
    Object.assign(this, { storage, clock, prefix: [PREFIX, user, report, ""].join("/"), seen: new Map() });
    this.keepClean();
  }

  tell(name, was, now) {
    const key = this.prefix + name;
    const before = readItem(this.storage, key);
    const earlier = before && same(before.now, was) ? before.was : [];
    const note = { was: [...earlier, was].slice(-MEMORY), now, at: this.clock() };
    this.seen.set(name, note);
    writeItem(this.storage, key, note);
    this.timer ??= setTimeout(() => this.keepClean(), MINUTE);
  }

  // [[name, note], …] of what was saved since then and has not been answered here before.
  since(moment) {
    const notes = keysOf(this.storage, this.prefix).map((key) => [
      key.slice(this.prefix.length),
      readItem(this.storage, key),
    ]);
    const fresh = notes.filter(
      ([name, note]) => note?.at >= moment && Array.isArray(note.was) && !same(note, this.seen.get(name)),
    );
    for (const [name, note] of fresh) this.seen.set(name, note);
    return fresh;
  }

  keepClean() {
    const left = sweepNotes(this.storage, this.clock());
    this.timer = left ? setTimeout(() => this.keepClean(), MINUTE) : undefined;
  }
}

// Notes of all persons and reports lie about for a minute, longer than a page takes to start; how many are left.
export function sweepNotes(storage, now = Date.now()) {
  const keys = keysOf(storage, `${PREFIX}/`);
  const old = keys.filter((key) => !(Math.abs(now - readItem(storage, key)?.at) < MINUTE));
  for (const key of old) attempt(() => storage.removeItem(key));
  return keys.length - old.length;
}

// Calls `follow(name, note)` for what other windows have saved since this page was asked for, `done()` after each lot.
export function followOthers(sent, follow, done) {
  const [page] = performance.getEntriesByType("navigation");
  const asked = Date.now() - performance.now() + (page?.fetchStart ?? 0);
  let waiting = false;
  const take = () => {
    waiting = false;
    const notes = sent.since(asked);
    for (const [name, note] of notes) follow(name, note);
    if (notes.length) done();
  };
  take();
  addEventListener("storage", ({ key, newValue }) => {
    if (waiting || !newValue || !key?.startsWith(sent.prefix)) return;
    waiting = true; // a paste tells of many cells, one by one
    setTimeout(take);
  });
  addEventListener("pageshow", ({ persisted }) => persisted && take());
}
