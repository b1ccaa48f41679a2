// What was saved a moment ago, noted for the other windows of this person: one that stands open, and one whose page the
// server drew before the save but which starts after it, would show what stood there before.
import { attempt, keysOf, readItem, same, writeItem } from "./stored.mjs";

const PREFIX = "sent";
const MINUTE = 60_000;
const MEMORY = 9; // values in a row

/** @import { Typed } from "./outbox.mjs" */
/** @typedef {{ was: Typed[], now: Typed, at: number }} Note what the server held, one after the other, and holds */

// A note is taken notice of once.
export class Sent {
  /** @param {Storage} storage @param {string} user @param {string} report @param {() => number} clock */
  constructor(storage, user, report, clock = Date.now) {
    this.storage = storage;
    this.clock = clock;
    this.prefix = [PREFIX, user, report, ""].join("/");
    /** @type {Map<string, Note>} */
    this.seen = new Map();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.keepClean();
  }

  /** @param {string} name @param {Typed} was @param {Typed} now */
  tell(name, was, now) {
    const key = this.prefix + name;
    /** @type {Note | null} */
    const before = readItem(this.storage, key);
    const earlier = before && same(before.now, was) ? before.was : [];
    const note = { was: [...earlier, was].slice(-MEMORY), now, at: this.clock() };
    this.seen.set(name, note);
    writeItem(this.storage, key, note);
    this.timer ??= setTimeout(() => this.keepClean(), MINUTE);
  }

  // What was saved since then and has not been answered here before.
  /** @param {number} moment @returns {[name: string, note: Note][]} */
  since(moment) {
    /** @type {[string, Note][]} */
    const fresh = [];
    for (const key of keysOf(this.storage, this.prefix)) {
      const name = key.slice(this.prefix.length);
      /** @type {Note | null} */
      const note = readItem(this.storage, key);
      if (!note || !(note.at >= moment) || !Array.isArray(note.was) || same(note, this.seen.get(name))) continue;

      this.seen.set(name, note);
      fresh.push([name, note]);
    }

    return fresh;
  }

  keepClean() {
    const left = sweepNotes(this.storage, this.clock());
    this.timer = left ? setTimeout(() => this.keepClean(), MINUTE) : undefined;
  }
}

// Notes of all persons and reports lie about for a minute, longer than a page takes to start; how many are left.
/** @param {Storage} storage @param {number} now */
export function sweepNotes(storage, now = Date.now()) {
  const keys = keysOf(storage, `${PREFIX}/`);
  const old = keys.filter((key) => {
    /** @type {Note | null} */
    const note = readItem(storage, key);
    const isYoung = note !== null && Math.abs(now - note.at) < MINUTE;
    return !isYoung;
  });
  for (const key of old) attempt(() => storage.removeItem(key), undefined);
  return keys.length - old.length;
}

// Calls `follow(name, note)` for what other windows have saved since this page was asked for, `done()` after each lot.
/** @param {Sent} sent @param {(name: string, note: Note) => void} follow @param {() => void} done */
export function followOthers(sent, follow, done) {
  const [page] = performance.getEntriesByType("navigation");
  const fetched = page instanceof PerformanceNavigationTiming ? page.fetchStart : 0;
  const asked = Date.now() - performance.now() + fetched;
  let waiting = false;

  function take() {
    waiting = false;
    const notes = sent.since(asked);
    for (const [name, note] of notes) follow(name, note);
    if (notes.length) done();
  }

  take();
  addEventListener("storage", ({ key, newValue }) => {
    if (waiting || !newValue || !key?.startsWith(sent.prefix)) return;
    waiting = true; // a paste tells of many cells, one by one
    setTimeout(take);
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) take();
  });
}
