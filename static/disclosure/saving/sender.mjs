// Sends what the outbox holds: a moment after the last key, one request at a time, again when the server is back.

import { ANSWER, PASSAGE, SETTING } from "./change_names.mjs";
import { same } from "./stored.mjs";

const PAUSE = 600; // after the last key, so that a figure is on the server within a second
const PATIENCE = 15_000;
const AGAIN = [1000, 2000, 4000, 8000, 15_000];
const MOST = 300;
export const MAX_CELL = 64;

// What the page is told, each with the names concerned:
// `saved`, `clashed(name, theirs)`, `refused(names, problem)`, `changed()` whenever `state` or the outbox changed.
export class Sender {
  constructor({ outbox, report, user, token = "", on = {} }) {
    Object.assign(this, { outbox, user, token });
    this.on = { saved() {}, clashed() {}, refused() {}, changed() {}, ...on };
    this.desk = `/desk/${report}/`;
    this.state = "ready"; // ready, away, signed_out, other_user, closed
    this.problem = "";
    this.contested = new Set();
    this.rejected = new Set();
    this.flying = new Set();
    this.failures = 0;
  }

  // Something was typed, or something refused was typed anew.
  touch(...names) {
    for (const name of names) this.rejected.delete(name);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
    this.on.changed();
  }

  // Another figure or text is known to stand on the server now, and the person has decided.
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
    if (!this.open.length || (this.state !== "ready" && !(await this.asked()))) return;
    for (const parcel of this.parcels()) {
      for (const name of parcel.names) {
        this.flying.add(name);
        this.outbox.trying(name);
      }
      this.on.changed();
      if (!(await this.deliver(parcel))) return;
      parcel.names.forEach((name) => this.flying.delete(name));
    }
  }

  parcels() {
    const open = this.open.map((name) => [name, this.outbox.entries.get(name)]);
    const cells = open.filter(([name]) => !name.includes(":"));
    const settings = open.filter(([name]) => name.startsWith(SETTING));
    const long = cells.filter(([, entry]) => entry.now.length > MAX_CELL);
    if (long.length)
      this.refuse(
        long.map(([name]) => name),
        `一格最多 ${MAX_CELL} 个字`,
      );
    const short = cells.filter(([, entry]) => entry.now.length <= MAX_CELL);
    const parcels = [];
    for (let at = 0; at < short.length; at += MOST) parcels.push(cellParcel(short.slice(at, at + MOST)));
    for (const [name, entry] of open.filter(([name]) => name.startsWith(PASSAGE)))
      parcels.push(passageParcel(name, entry));
    if (settings.length) parcels.push(settingsParcel(settings));
    // Last: a reason belongs to the figures as they are on the server by then.
    for (const [name, entry] of open.filter(([name]) => name.startsWith(ANSWER)))
      parcels.push(answerParcel(name, entry));
    return parcels;
  }

  // False when there is no use in going on.
  async deliver(parcel, second = false) {
    const answer = await this.post(parcel);
    if (answer === null || answer.status >= 500) return this.away();
    if (answer.status === 401 || answer.status === 403) {
      if (answer.status === 403 && second) return this.refuse(parcel.names, "您不能改这份报告");
      return (await this.asked()) ? this.deliver(parcel, true) : false;
    }
    if (answer.status === 409) return this.stop("closed", answer.data.problem);
    if (answer.status !== 200) return this.refuse(parcel.names, answer.data.problem || "服务器没有接受");
    this.failures = 0;
    parcel.take(this, answer.data);
    return true;
  }

  async post({ path, body }) {
    try {
      const response = await fetch(this.desk + path, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token, "X-Desk-User": this.user },
        body: JSON.stringify(body),
        signal: patience(),
      });
      const json = response.headers.get("Content-Type")?.startsWith("application/json");
      return { status: response.status, data: json ? await response.json() : {} };
    } catch {
      return null;
    }
  }

  // Who is signed in, with a fresh token: asked after a refusal, and while nobody is.
  async asked() {
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

  stop(state, problem = "") {
    Object.assign(this, { state, problem });
    return false;
  }

  refuse(names, problem) {
    for (const name of names) this.rejected.add(name);
    this.on.refused(names, problem);
    return true;
  }

  acknowledge(name, now) {
    this.outbox.acknowledge(name, now);
    this.on.saved(name, now);
  }

  // What stands there may be our own, sent before and never answered: then there is nothing to decide.
  contest(name, theirs, value) {
    const tried = this.outbox.entries.get(name)?.tried || [];
    if (tried.slice(0, -1).some((one) => same(one, value))) {
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
      const headers = { "Content-Type": "application/json", "X-CSRFToken": this.token, "X-Desk-User": this.user };
      fetch(this.desk + path, { method: "POST", headers, body: JSON.stringify(body), keepalive: true }).catch(() => {});
    }
  }
}

// Tries again as soon as there is a reason to hope: back online, back at this window, signed in elsewhere.
export function watch(sender) {
  const hope = () => {
    if (sender.open.length && !document.hidden) sender.send();
  };
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
  setInterval(() => ["signed_out", "other_user"].includes(sender.state) && hope(), 5000);
}

function patience() {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), PATIENCE);
  return stop.signal;
}

function cellParcel(entries) {
  return {
    path: "cells/",
    names: entries.map(([name]) => name),
    body: { changes: entries.map(([cell, { was, now, how }]) => ({ cell, was, now, how })) },
    take(sender, { saved, conflicts }) {
      for (const [cell, now] of Object.entries(saved)) sender.acknowledge(cell, now);
      for (const clash of conflicts) sender.contest(clash.cell, clash, clash.theirs);
    },
  };
}

function passageParcel(name, { was, now }) {
  return {
    path: `passages/${name.slice(PASSAGE.length)}/`,
    names: [name],
    body: { was, now },
    take(sender, { saved, theirs }) {
      if (saved) sender.acknowledge(name, now);
      else sender.contest(name, theirs, { heading: theirs.heading, text: theirs.text });
    },
  };
}

function settingsParcel(entries) {
  return {
    path: "settings/",
    names: entries.map(([name]) => name),
    body: Object.fromEntries(entries.map(([name, { now }]) => [name.slice(SETTING.length), now])),
    take(sender) {
      for (const [name, { now }] of entries) sender.acknowledge(name, now);
    },
  };
}

function answerParcel(name, { now }) {
  return {
    path: "answers/",
    names: [name],
    body: { fingerprint: name.slice(ANSWER.length), reason: now },
    take: (sender) => sender.acknowledge(name, now),
  };
}
