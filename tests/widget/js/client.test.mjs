import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";

import { Client, sessionStore } from "../../../qualcase/widget/js/client.js";

const made = [];
afterEach(() => made.splice(0).forEach((one) => one.stop())); // its timers with it

class Storage {
  constructor() {
    Object.defineProperties(this, {
      setItem: { value: (key, value) => (this[key] = value) }, getItem: { value: (key) => this[key] ?? null },
      removeItem: { value: (key) => delete this[key] },
    });
  }
}

function client({ storage = new Storage(), versions = {}, view = "v" } = {}) {
  const sent = [];
  const one = new Client({
    view, send: (message) => sent.push(message), store: sessionStore(storage), moved: () => {},
    context: () => ({ file: "f", coder: "ani", source: "S", text: "hash" }),
    prepare: ({ op }) => (op.op === "change" ? (op.v ?? versions[op.coding]) && { ...op, v: op.v ?? versions[op.coding] } : op),
  });
  made.push(one);
  return { one, sent, storage, versions, answer: (more = {}) => one.answered({ re: sent.at(-1).id, ok: true, ...more }) };
}

test("ops go one at a time, in the order in which they were asked", () => {
  const { one, sent, answer } = client();
  for (const code of ["a", "b", "c"]) one.ask({ op: "code", code }, { keep: true });
  assert.deepEqual(sent.map((message) => message.code), ["a"]);
  assert.equal(one.waiting.length, 3);
  answer();
  answer();
  answer();
  assert.deepEqual(sent.map((message) => message.code), ["a", "b", "c"]);
  assert.equal(new Set(sent.map((message) => message.id)).size, 3);
  assert.equal(one.waiting.length, 0);
});

test("an answer to another view, and one that comes twice, change nothing", () => {
  const { one, sent } = client();
  const done = mock.fn();
  one.ask({ op: "code", code: "a" }, { keep: true, done });
  assert.equal(one.answered({ re: "other-1", ok: true }), false);
  assert.equal(one.answered({ re: sent[0].id, ok: true }), true);
  assert.equal(one.answered({ re: sent[0].id, ok: true }), false);
  assert.equal(done.mock.callCount(), 1);
});

test("what is not answered is asked again with the same id, ever more patiently, until it is", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { one, sent, answer } = client();
  one.ask({ op: "code", code: "a" }, { keep: true });
  t.mock.timers.tick(3999);
  assert.equal(one.silent, false);
  t.mock.timers.tick(1);
  assert.equal(one.silent, true);
  t.mock.timers.tick(8000);
  t.mock.timers.tick(16000);
  assert.equal(sent.length, 4);
  assert.equal(new Set(sent.map((message) => message.id)).size, 1);
  answer();
  assert.equal(one.silent, false);
  t.mock.timers.tick(1e6);
  assert.equal(sent.length, 4);
});

test("a file that another program writes is tried again a few times, and then said", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { one, sent } = client();
  const done = mock.fn();
  one.ask({ op: "code" }, { keep: true, done });
  for (let n = 0; n < 10 && !done.mock.callCount(); n++) {
    one.answered({ re: sent.at(-1).id, error: { kind: "busy" } });
    t.mock.timers.tick(250 * 5);
  }
  assert.equal(sent.length, 5);
  assert.equal(done.mock.calls[0].arguments[0].error.kind, "busy");
});

test("a change of a coding that waits itself takes its id and what it says from the answer", () => {
  const { one, sent, answer, versions } = client();
  const first = one.ask({ op: "code", code: "a" }, { keep: true });
  one.ask({ op: "change", stance: "supports" }, { keep: true, after: first.id });
  versions["5d0c"] = "v1"; // as the changes of the answer say
  answer({ coding: "5d0c" });
  assert.deepEqual(sent[1], { id: sent[1].id, op: "change", stance: "supports", coding: "5d0c", v: "v1" });
});

test("what hangs on an op that was refused is given up with it, and the rest goes on", () => {
  const { one, sent } = client();
  const said = mock.fn(); // one error is said, not one for each op that hung on it
  const first = one.ask({ op: "code", code: "a" }, { keep: true, done: said });
  one.ask({ op: "change", stance: "supports" }, { keep: true, after: first.id, done: said });
  one.ask({ op: "code", code: "b" }, { keep: true });
  one.answered({ re: sent[0].id, error: { kind: "refused" } });
  assert.deepEqual(sent.map((message) => message.code), ["a", "b"]);
  assert.equal(one.waiting.length, 1);
  assert.equal(said.mock.callCount(), 1);
});

test("what waits is kept without a word of the source, until it is answered", () => {
  const { one, storage, answer } = client();
  one.ask({ op: "code", start: 3, end: 9, quote: "rahasia", code: "a" }, { keep: true });
  one.ask({ op: "undo" }, { keep: true, stored: false });
  one.ask({ op: "search", words: "rahasia" });
  assert.equal(Object.keys(storage).length, 1);
  assert.doesNotMatch(JSON.stringify(storage), /rahasia/);
  const [kept] = sessionStore(storage).all();
  assert.deepEqual(kept.op, { op: "code", start: 3, end: 9, code: "a" });
  answer();
  assert.equal(Object.keys(storage).length, 0);
});

test("a later view sends what an earlier one left, with its ids and in its order", () => {
  const before = client({ view: "old", versions: { 77: "v7" } });
  const first = before.one.ask({ op: "code", code: "a" }, { keep: true });
  before.one.ask({ op: "change", stance: "mixed" }, { keep: true, after: first.id });
  before.one.ask({ op: "code", code: "b" }, { keep: true });
  before.answer({ coding: "77" }); // what hangs on it is kept anew, and stays before what was asked later
  before.one.stop();
  const { one, sent, answer } = client({ storage: before.storage, versions: { 77: "v7" }, view: "new" });
  one.adopt(one.store.all(), () => {});
  assert.equal(one.waiting.length, 2);
  answer();
  answer();
  assert.deepEqual(sent.map(({ id, op, code, coding }) => [id, op, code ?? coding]), [
    ["old-2", "change", "77"], ["old-3", "code", "b"],
  ]);
  assert.equal(Object.keys(before.storage).length, 0);
});

test("a browser that keeps nothing, and a connection that throws, stop nobody", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const forbidden = { setItem() { throw new Error("quota"); }, removeItem() { throw new Error(); } };
  let up = false;
  const sent = [];
  const one = new Client({
    view: "v", store: sessionStore(forbidden), context: () => ({}), moved: () => {}, prepare: ({ op }) => op,
    send: (message) => { if (!up) throw new Error("closed"); sent.push(message); },
  });
  made.push(one);
  t.mock.method(console, "error", () => {});
  one.ask({ op: "code" }, { keep: true });
  assert.equal(one.waiting.length, 1);
  up = true;
  t.mock.timers.tick(4000);
  assert.equal(sent.length, 1);
});
