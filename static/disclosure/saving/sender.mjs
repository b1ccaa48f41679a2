// Sends what the outbox holds: a moment after the last key, one request at a time, again when the server is back.

import { ANSWER, PASSAGE, SETTING } from "./change_names.mjs";
import { same } from "./stored.mjs";

const PAUSE = 600; // after the last key, so that a figure is on the server within a second
const PATIENCE = 15_000;
const AGAIN = [1000, 2000, 4000, 8000, 15_000];
const MOST = 300;
const WATCH = 5000; // how often to ask whether somebody has signed in again
export const MAX_CELL = 64;

/** @import { Entry, Outbox, Typed } from "./outbox.mjs" */
/** @typedef {"ready" | "unknown" | "away" | "signed_out" | "other_user" | "closed"} SenderState */
/** @typedef {CellConflict | PassageConflict} Theirs what somebody else has saved there, with who and when */
/** @typedef {Partial<CellsSaved & PassageSaved & Refused>} SaveAnswer */
/** @typedef {{ status: number, data: SaveAnswer }} Response */
/**
 * What the page is told.
 * @typedef {object} SenderEvents
 * @property {(name: string, now: Typed) => void} saved
 * @property {(name: string, theirs: Theirs) => void} clashed
 * @property {(names: string[], problem: string) => void} refused
 * @property {() => void} changed whenever the state or the outbox changed
 */
/**
 * One request.
 * @typedef {object} Parcel
 * @property {string} path
 * @property {string[]} names
 * @property {CellsSave | PassageSave | SettingsSave | ReasonSave} body
 * @property {(sender: Sender, answer: SaveAnswer) => void} take what an answer of 200 means
 */
/** @typedef {[name: string, entry: Entry]} NamedEntry */

export class Sender {
  /** @param {{ outbox: Outbox, report: string, user: string, token?: string, on?: Partial<SenderEvents> }} of */
  constructor({ outbox, report, user, token = "", on = {} }) {
    this.outbox = outbox;
    this.user = user;
    this.token = token;
    /** @type {SenderEvents} */
    this.on = { saved() {}, clashed() {}, refused() {}, changed() {}, ...on };
    this.desk = `/desk/${report}/`;
    /** @type {SenderState} */
    this.state = "ready";
    this.problem = "";
    /** @type {Set<string>} */
    this.contested = new Set();
    /** @type {Set<string>} */
    this.rejected = new Set();
    /** @type {Set<string>} */
    this.flying = new Set();
    this.failures = 0;
    /** @type {Promise<void> | null} the round that is under way */
    this.busy = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.retry = undefined;
  }

  // Something was typed, or something refused was typed anew.
  /** @param {string[]} names */
  touch(...names) {
    for (const name of names) this.rejected.delete(name);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
    this.on.changed();
  }

  // Another figure or text is known to stand on the server now, and the person has decided.
  /** @param {string} name */
  settle(name) {
    this.contested.delete(name);
    this.touch(name);
  }

  get open() {
    return [...this.outbox.entries.keys()].filter((name) => !this.contested.has(name) && !this.rejected.has(name));
  }

  // Whether everything is on the server, after trying.
  async flush() {
    if (this.busy) await this.busy;
    if (this.open.length) await this.send();
    return this.outbox.size === 0;
  }

  /** @returns {Promise<void>} */
  send() {
    clearTimeout(this.timer);
    if (this.busy) return this.busy.then(() => this.send());

    this.busy = this.round().finally(() => {
      this.busy = null;
      this.flying.clear();
      this.on.changed();
    });
    return this.busy;
  }

  async round() {
    if (!this.open.length) return;
    if (this.state !== "ready" && !(await this.asked())) return;

    for (const parcel of this.parcels()) {
      for (const name of parcel.names) {
        this.flying.add(name);
        this.outbox.trying(name);
      }

      this.on.changed();
      if (!(await this.deliver(parcel))) return;
      for (const name of parcel.names) this.flying.delete(name);
    }
  }

  // What is to be sent, in its order.
  /** @returns {Parcel[]} */
  parcels() {
    const open = this.openEntries();
    const cells = open.filter(([name]) => !name.includes(":"));
    const settings = open.filter(([name]) => name.startsWith(SETTING));
    const long = cells.filter(([, { now }]) => textOf(now).length > MAX_CELL).map(([name]) => name);
    if (long.length) this.refuse(long, `一格最多 ${MAX_CELL} 个字`);

    const short = cells.filter(([name]) => !long.includes(name));
    const parcels = [];
    for (let at = 0; at < short.length; at += MOST) parcels.push(cellParcel(short.slice(at, at + MOST)));
    for (const [name, entry] of open) if (name.startsWith(PASSAGE)) parcels.push(passageParcel(name, entry));
    if (settings.length) parcels.push(settingsParcel(settings));
    // Last: a reason belongs to the figures as they are on the server by then.
    for (const [name, entry] of open) if (name.startsWith(ANSWER)) parcels.push(answerParcel(name, entry));
    return parcels;
  }

  /** @returns {NamedEntry[]} */
  openEntries() {
    /** @type {NamedEntry[]} */
    const entries = [];
    for (const name of this.open) {
      const entry = this.outbox.entries.get(name);
      if (entry) entries.push([name, entry]);
    }

    return entries;
  }

  // False when there is no use in going on.
  /** @param {Parcel} parcel @param {boolean} second @returns {Promise<boolean>} */
  async deliver(parcel, second = false) {
    const answer = await this.post(parcel);
    if (answer === null || answer.status >= 500) return this.away();

    const { status, data } = answer;
    if (status === 403 && second) return this.refuse(parcel.names, "您不能改这份报告");
    // Signed out, or a token that is too old: with a fresh one it may go.
    if (status === 401 || status === 403) return (await this.asked()) && this.deliver(parcel, true);
    if (status === 409) return this.stop("closed", data.problem);
    if (status !== 200) return this.refuse(parcel.names, data.problem || "服务器没有接受");

    this.failures = 0;
    parcel.take(this, data);
    return true;
  }

  /** @param {Parcel} parcel @returns {Promise<Response | null>} null where no answer came */
  async post({ path, body }) {
    try {
      const response = await fetch(this.desk + path, {
        method: "POST",
        headers: this.headers,
        body: JSON.stringify(body),
        signal: patience(),
      });
      const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
      return { status: response.status, data: isJson ? await response.json() : {} };
    } catch {
      return null;
    }
  }

  get headers() {
    return { "Content-Type": "application/json", "X-CSRFToken": this.token, "X-Desk-User": this.user };
  }

  // Who is signed in, with a fresh token: asked after a refusal, and while nobody is.
  async asked() {
    /** @type {Session} */
    let session;
    try {
      const response = await fetch("/session/", { headers: { Accept: "application/json" }, signal: patience() });
      if (!response.ok) return this.away();
      session = await response.json();
    } catch {
      return this.away();
    }

    this.token = session.token;
    if (!session.signed_in) return this.stop("signed_out");
    if (String(session.user) !== String(this.user)) return this.stop("other_user");
    this.state = "ready";
    return true;
  }

  away() {
    this.stop("away");
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.send(), AGAIN[Math.min(this.failures, AGAIN.length - 1)]);
    this.failures += 1;
    return false;
  }

  /** @param {SenderState} state @param {string} problem */
  stop(state, problem = "") {
    this.state = state;
    this.problem = problem;
    return false;
  }

  /** @param {string[]} names @param {string} problem */
  refuse(names, problem) {
    for (const name of names) this.rejected.add(name);
    this.on.refused(names, problem);
    return true;
  }

  /** @param {string} name @param {Typed} now */
  acknowledge(name, now) {
    this.outbox.acknowledge(name, now);
    this.on.saved(name, now);
  }

  // What stands there may be our own, sent before and never answered: then there is nothing to decide.
  /** @param {string} name @param {Theirs} theirs @param {Typed} value */
  contest(name, theirs, value) {
    const tried = this.outbox.entries.get(name)?.tried ?? [];
    const isOurs = tried.slice(0, -1).some((one) => same(one, value));
    if (isOurs) {
      this.outbox.rebase(name, value);
      this.touch(name);
    } else {
      this.contested.add(name);
      this.on.clashed(name, theirs);
    }
  }

  // While leaving: sent without waiting for an answer, and kept all the same until one comes.
  parting() {
    if (this.state !== "ready") return;
    for (const { path, body } of this.parcels()) {
      const request = { method: "POST", headers: this.headers, body: JSON.stringify(body), keepalive: true };
      fetch(this.desk + path, request).catch(() => {});
    }
  }
}

// Tries again as soon as there is a reason to hope: back online, back at this window, signed in elsewhere.
/** @param {Sender} sender */
export function watch(sender) {
  function hope() {
    if (sender.open.length && !document.hidden) sender.send();
  }

  addEventListener("online", hope);
  addEventListener("focus", hope);
  addEventListener("pageshow", hope);
  document.addEventListener("visibilitychange", () => {
    sender.outbox.write();
    hope();
  });
  addEventListener("pagehide", () => {
    sender.outbox.write();
    sender.parting();
  });
  setInterval(() => {
    if (sender.state === "signed_out" || sender.state === "other_user") hope();
  }, WATCH);
}

function patience() {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), PATIENCE);
  return stop.signal;
}

// What a cell or a choice is, and what a passage is: the outbox holds both.
/** @param {Typed} value */
const textOf = (value) => (typeof value === "string" ? value : value.text);
/** @param {Typed} value @returns {PassageText} */
const passageOf = (value) => (typeof value === "string" ? { heading: null, text: value } : value);

/** @param {NamedEntry[]} entries @returns {Parcel} */
function cellParcel(entries) {
  const changes = entries.map(([cell, { was, now, how }]) => ({ cell, was: textOf(was), now: textOf(now), how }));
  return {
    path: "cells/",
    names: entries.map(([name]) => name),
    body: { changes },
    take(sender, { saved, conflicts = [] }) {
      for (const [cell, now] of Object.entries(saved ?? {})) sender.acknowledge(cell, now);
      for (const clash of conflicts) sender.contest(clash.cell, clash, clash.theirs);
    },
  };
}

/** @param {string} name @param {Entry} entry @returns {Parcel} */
function passageParcel(name, { was, now }) {
  return {
    path: `passages/${name.slice(PASSAGE.length)}/`,
    names: [name],
    body: { was: passageOf(was), now: passageOf(now) },
    take(sender, { theirs }) {
      if (theirs) sender.contest(name, theirs, { heading: theirs.heading, text: theirs.text });
      else sender.acknowledge(name, now);
    },
  };
}

/** @param {NamedEntry[]} entries @returns {Parcel} */
function settingsParcel(entries) {
  return {
    path: "settings/",
    names: entries.map(([name]) => name),
    body: Object.fromEntries(entries.map(([name, { now }]) => [name.slice(SETTING.length), textOf(now)])),
    take(sender) {
      for (const [name, { now }] of entries) sender.acknowledge(name, now);
    },
  };
}

/** @param {string} name @param {Entry} entry @returns {Parcel} */
function answerParcel(name, { now }) {
  return {
    path: "answers/",
    names: [name],
    body: { fingerprint: name.slice(ANSWER.length), reason: textOf(now) },
    take: (sender) => sender.acknowledge(name, now),
  };
}
