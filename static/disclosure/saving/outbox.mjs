// What has been typed and is not yet on the server, kept in the browser's own storage: one item per cell or passage,
// so that two windows never write over each other's.
import { Sent } from "./sent.mjs";
import { attempt, keysOf, readItem, same, writeItem } from "./stored.mjs";

const PREFIX = "unsent";
const MEMORY = 5;

/** @typedef {string | PassageText} Typed a figure, a choice or a reason; a passage with its heading */
/**
 * What is kept of a change.
 * @typedef {object} Entry
 * @property {Typed} was what the server is known to hold
 * @property {Typed} now
 * @property {string} [how] of a cell: "typed", "pasted"
 * @property {string} page where the person typed it, and may decide about it
 * @property {Typed[]} [tried] what has been sent and not answered, the newest last
 */

export class Outbox {
  /** @param {Storage} storage @param {string} user @param {string} report @param {string} page */
  constructor(storage, user, report, page = "") {
    this.storage = storage;
    this.page = page;
    this.prefix = [PREFIX, user, report, ""].join("/");
    /** @type {Map<string, Entry>} also here: storage may be full, or forbidden */
    this.entries = new Map();
    /** @type {Set<string>} */
    this.unwritten = new Set();
    this.sent = new Sent(storage, user, report);
    for (const key of keysOf(storage, this.prefix)) {
      /** @type {Entry | null} */
      const entry = readItem(storage, key);
      if (entry) this.entries.set(key.slice(this.prefix.length), entry);
    }
  }

  get size() {
    return this.entries.size;
  }

  // `was` is what the server is known to hold; a change back to it is no change.
  /** @param {string} name @param {Typed} was @param {Typed} now @param {string} [how] */
  put(name, was, now, how) {
    if (same(was, now)) this.drop(name);
    else this.keep(name, { was, now, how, page: this.page, tried: this.entries.get(name)?.tried });
  }

  // Remembers what is being sent: an answer may be lost on its way.
  /** @param {string} name */
  trying(name) {
    const entry = this.entries.get(name);
    if (entry) this.keep(name, { ...entry, tried: [...(entry.tried ?? []), entry.now].slice(-MEMORY) });
  }

  // The server holds `now`: the entry goes, or goes on from there when it was changed meanwhile.
  /** @param {string} name @param {Typed} now */
  acknowledge(name, now) {
    const entry = this.entries.get(name);
    if (!entry) return;

    this.sent.tell(name, entry.was, now); // before the entry goes: another window finds the one or the other
    if (same(entry.now, now)) this.drop(name);
    else this.keep(name, { ...entry, was: now });
  }

  // The server holds `was` after all: what is kept is written over that.
  /** @param {string} name @param {Typed} was */
  rebase(name, was) {
    const entry = this.entries.get(name);
    if (entry) this.keep(name, { ...entry, was });
  }

  /** @param {string} name @param {Entry} entry */
  keep(name, entry) {
    this.entries.set(name, entry);
    if (!this.unwritten.size) setTimeout(() => this.write());
    this.unwritten.add(name);
  }

  // The storage is slow beside a key, so it is written once the key has been drawn; at once when the page goes.
  write() {
    for (const name of this.unwritten) writeItem(this.storage, this.prefix + name, this.entries.get(name));
    this.unwritten.clear();
  }

  // Another window may have typed something else there since: that one stays.
  /** @param {string} name */
  drop(name) {
    if (this.unwritten.has(name)) this.write();
    const entry = this.entries.get(name);
    this.entries.delete(name);
    const key = this.prefix + name;
    /** @type {Entry | null} */
    const stored = readItem(this.storage, key);
    if (!entry || same(stored?.now, entry.now)) attempt(() => this.storage.removeItem(key), undefined);
  }
}

// The reports for which this person has something unsent on this machine.
/** @param {Storage} storage @param {string} user */
export function reportsWithUnsent(storage, user) {
  const start = `${PREFIX}/${user}/`;
  return [...new Set(keysOf(storage, start).map((key) => key.slice(start.length).split("/")[0]))];
}
