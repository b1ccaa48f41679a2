// What one window notes when it has saved something, and what another window of the same person makes of it.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Outbox } from "../../static/disclosure/saving/outbox.mjs";
import { Sent, sweepNotes } from "../../static/disclosure/saving/sent.mjs";

class Storage {
  getItem(key) {
    return this[key] ?? null;
  }
  setItem(key, text) {
    this[key] = text;
  }
  removeItem(key) {
    delete this[key];
  }
}

let storage;
beforeEach(() => {
  storage = new Storage();
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
});
afterEach(() => mock.timers.reset());
const windowOf = (user = 1, report = 7) => new Outbox(storage, user, report);
const save = (outbox, name, was, now) => {
  outbox.put(name, was, now, "typed");
  mock.timers.tick(1);
  outbox.acknowledge(name, now);
};

test("what is acknowledged leaves a note, and the entry goes after it", () => {
  const outbox = windowOf();
  outbox.put("requests.new.person", "", "5", "typed");
  mock.timers.tick(1);
  assert.deepEqual(Object.keys(storage), ["unsent/1/7/requests.new.person"]);
  const seen = [];
  storage.removeItem = function (key) {
    seen.push(Object.keys(this).filter((name) => name.startsWith("sent/")));
    delete this[key];
  };
  outbox.acknowledge("requests.new.person", "5");
  assert.deepEqual(seen, [["sent/1/7/requests.new.person"]]);
  assert.deepEqual(JSON.parse(storage.getItem("sent/1/7/requests.new.person")), { was: [""], now: "5", at: 1_000_001 });
});

test("another window is told once, of all values that stood there in a row", () => {
  const [one, other] = [windowOf(), windowOf()];
  save(one, "requests.new.person", "", "5");
  save(one, "requests.new.person", "5", "6");
  assert.deepEqual(other.sent.since(0), [["requests.new.person", { was: ["", "5"], now: "6", at: 1_000_002 }]]);
  assert.deepEqual(other.sent.since(0), []);
  save(one, "requests.new.person", "6", "7");
  assert.equal(other.sent.since(0)[0][1].now, "7");
});

test("what was not the last value begins a new row", () => {
  const [one, other] = [windowOf(), windowOf()];
  save(one, "requests.new.person", "", "5");
  save(one, "requests.new.person", "8", "6"); // somebody else had written 8 meanwhile
  assert.deepEqual(other.sent.since(0)[0][1].was, ["8"]);
});

test("a window is not told of what it has saved itself", () => {
  const outbox = windowOf();
  save(outbox, "requests.new.person", "", "5");
  assert.deepEqual(outbox.sent.since(0), []);
});

test("a page that was asked for after the save knows of it, whatever it shows", () => {
  save(windowOf(), "requests.new.person", "", "5");
  assert.deepEqual(windowOf().sent.since(Date.now() + 1), []);
});

test("neither another person nor another report is told", () => {
  save(windowOf(), "requests.new.person", "", "5");
  assert.deepEqual(windowOf(2, 7).sent.since(0), []);
  assert.deepEqual(windowOf(1, 70).sent.since(0), []);
});

test("passages go the same way", () => {
  const [one, other] = [windowOf(), windowOf()];
  save(one, "passage:preamble", { heading: null, text: "" }, { heading: null, text: "全年" });
  assert.deepEqual(other.sent.since(0)[0][1].was, [{ heading: null, text: "" }]);
});

test("a note lies about for a minute while a page is open", () => {
  save(windowOf(), "requests.new.person", "", "5");
  mock.timers.tick(59_000);
  assert.equal(sweepNotes(storage), 1);
  mock.timers.tick(60_000);
  assert.deepEqual(Object.keys(storage), []);
});

test("the next page sweeps away what is old or cannot be read, of everybody, and no unsent change", () => {
  storage.setItem("sent/2/9/requests.new.person", JSON.stringify({ was: [""], now: "5", at: 1 }));
  storage.setItem("sent/2/9/requests.granted.person", "{");
  storage.setItem("sent/2/9/requests.denied.person", JSON.stringify({ was: [""], now: "5", at: 9_000_000 })); // a clock set back
  storage.setItem("unsent/2/9/requests.new.person", JSON.stringify({ was: "", now: "5" }));
  new Sent(storage, 1, 7);
  assert.deepEqual(Object.keys(storage), ["unsent/2/9/requests.new.person"]);
});

test("a note that cannot be understood is passed over", () => {
  const other = windowOf();
  storage.setItem("sent/1/7/requests.new.person", JSON.stringify({ was: "", now: "5", at: Date.now() }));
  storage.setItem("sent/1/7/requests.granted.person", "null");
  assert.deepEqual(other.sent.since(0), []);
});

test("a storage that is full or forbidden costs nothing", () => {
  storage.setItem = () => {
    throw new Error("full");
  };
  save(windowOf(), "requests.new.person", "", "5");
  assert.deepEqual(
    Object.keys(storage).filter((key) => key.startsWith("sent/")),
    [],
  );
});
