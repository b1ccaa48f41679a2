// What has been typed and is not yet on the server, kept in the browser's own storage: one item per cell or passage,
// so that two windows never write over each other's. An entry is {was, now, page, tried} and, for a cell, {how}.
import { Sent } from "./sent.mjs";
import { attempt, keysOf, readItem, same, writeItem } from "./stored.mjs";

const PREFIX = "unsent";
const MEMORY = 5;

export class Outbox {
  constructor(storage, user, report, page = "") {
    this.storage = storage;
    this.page = page; // where the person typed it, and may decide about it
    this.prefix = [PREFIX, user, report, ""].join("/");
    this.entries = new Map(); // also here: storage may be full, or forbidden
    this.unwritten = new Set();
    this.sent = new Sent(storage, user, report);
    for (const key of keysOf(storage, this.prefix)) {
      const entry = readItem(storage, key);
      if (entry) this.entries.set(key.slice(this.prefix.length), entry);
    }
  }

  get size() {
    return this.entries.size;
  }

  // `was` is what the server is known to hold; a change back to it is no change.
  put(name, was, now, how) {
    if (same(was, now)) this.drop(name);
    else this.keep(name, { was, now, how, page: this.page, tried: this.entries.get(name)?.tried });
  }

  // Remembers what is being sent: an answer may be lost on its way.
  trying(name) {
    const entry = this.entries.get(name);
    this.keep(name, { ...entry, tried: [...(entry.tried || []), entry.now].slice(-MEMORY) });
  }

  // The server holds `now`: the entry goes, or goes on from there when it was changed meanwhile.
  acknowledge(name, now) {
    const entry = this.entries.get(name);
    if (!entry) return;
    this.sent.tell(name, entry.was, now); // before the entry goes: another window finds the one or the other
    if (same(entry.now, now)) this.drop(name);
    else this.keep(name, { ...entry, was: now });
  }

  // The server holds `was` after all: what is kept is written over that.
  rebase(name, was) {
    const entry = this.entries.get(name);
    if (entry) this.keep(name, { ...entry, was });
  }

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
  drop(name) {
    if (this.unwritten.has(name)) this.write();
    const entry = this.entries.get(name);
    this.entries.delete(name);
    const key = this.prefix + name;
    if (!entry || same(readItem(this.storage, key)?.now, entry.now)) attempt(() => this.storage.removeItem(key));
  }
}

// The reports for which this person has something unsent on this machine.
export function reportsWithUnsent(storage, user) {
  const start = `${PREFIX}/${user}/`;
  return [...new Set(keysOf(storage, start).map((key) => key.slice(start.length).split("/")[0]))];
}
