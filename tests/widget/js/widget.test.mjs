import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { afterEach, test } from "node:test";

import { FakeSession, page, press } from "./page.mjs";

const JS = new URL("../../../qualcase/widget/js/", import.meta.url);
const open = [];
afterEach(() => open.splice(0).forEach((close) => close()));

async function widget(session, window = page()) {
  const { default: coder } = await import("../../../qualcase/widget/js/main.js");
  const el = window.document.createElement("div");
  window.document.body.append(el);
  const close = coder.render({ model: session.model, el });
  open.push(close);
  const all = (selector) => [...el.querySelectorAll(selector)];
  const one = (selector) => el.querySelector(selector);
  one(".qc-text").focus();
  return { window, el, one, all, close, press: (key, more) => press(window, key, more) };
}

const TALK = [["PW", "Sudah percaya?"], ["YL", "Belum percaya. 👍🏽 Nanti dulu."], ["SM", "Saya sudah."]];
const ops = (session) => session.sent.filter(({ op }) => op !== "open" && op !== "poll");

test("by keys alone: go to a turn, code it, and it is painted as saved only after the answer", async () => {
  const session = new FakeSession(TALK);
  const { one, all, press } = await widget(session);
  session.hold();
  press("J");
  press("J");
  press("1");
  const waiting = one(".qc-chip");
  assert.equal(waiting.dataset.state, "waiting");
  assert.equal(one(".qc-status").dataset.waiting, "1");
  assert.equal(one(".qc-status").textContent, "not saved yet (1 waiting)");
  session.release();
  assert.equal(one(".qc-gutter .qc-chip").dataset.state, "saved");
  assert.equal(one(".qc-status").textContent, "saved");
  assert.equal(one(".qc-told").textContent, "Coded: Trust");
  const [{ start, end, quote, code }] = ops(session);
  assert.deepEqual([quote, code], ["Belum percaya. 👍🏽 Nanti dulu.", "trust"]);
  assert.equal(Array.from(session.content).slice(start, end).join(""), quote);
  assert.equal(all(".qc-gutter .qc-chip").length, 1);
});

test("stance, basis and a flag on a coding whose own answer has not come: all arrive, in order", async () => {
  const session = new FakeSession(TALK);
  const { one, press } = await widget(session);
  session.hold();
  for (const key of ["J", "1", "-", "b", "y"]) press(key);
  assert.equal(one(".qc-status").dataset.waiting, "4");
  session.release();
  assert.deepEqual(ops(session).map(({ op }) => op), ["code", "change", "change", "change"]);
  const [coding] = session.codings.values();
  assert.deepEqual([coding.stance, coding.basis, coding.not_yet], ["contradicts", "first_hand", true]);
  assert.equal(one(".qc-status").dataset.waiting, "0");
});

test("the words stay chosen after a code, and take a second one", async () => {
  const session = new FakeSession(TALK);
  const { all, one, press } = await widget(session);
  for (const key of ["J", "J", "1", "/"]) press(key);
  one(".qc-picker input").value = "cont";
  one(".qc-picker input").dispatchEvent(new window.Event("input"));
  assert.deepEqual(all(".qc-code").filter((row) => !row.hidden).map((row) => row.dataset.code), ["control"]);
  press("Enter");
  assert.deepEqual(all(".qc-gutter .qc-chip").map((chip) => chip.dataset.code).sort(), ["control", "trust"]);
  const [a, b] = ops(session);
  assert.deepEqual([a.start, a.end], [b.start, b.end]);
  assert.equal(document.activeElement, one(".qc-text"));
  assert.ok(document.getSelection().toString().includes("Belum percaya."));
});

test("a selection over two turns is coded with the words between them", async () => {
  const session = new FakeSession(TALK);
  const { all, press } = await widget(session);
  const words = all(".qc-words").map((p) => p.firstChild);
  document.getSelection().setBaseAndExtent(words[2], 4, words[1], 6); // backwards
  document.dispatchEvent(new window.Event("selectionchange"));
  press("1");
  assert.equal(ops(session)[0].quote, "percaya. 👍🏽 Nanti dulu.\nSM: Saya");
});

test("a change that somebody else was faster with shows how the coding is now", async () => {
  const session = new FakeSession(TALK);
  const { one, press } = await widget(session);
  press("J");
  press("1");
  const [coding] = session.codings.values();
  session.codings.set(coding.id, { ...coding, v: "other", stance: "mixed" }); // and its push is still under way
  press("+");
  assert.match(one(".qc-error").textContent, /changed elsewhere.*Now: Trust, mixed/s);
  assert.match(one(".qc-gutter .qc-chip").getAttribute("aria-label"), /Trust; mixed/);
  assert.equal(session.codings.get(coding.id).stance, "mixed");
});

test("what others record appears, and what they withdraw goes", async () => {
  const session = new FakeSession(TALK);
  const { all } = await widget(session);
  const { start, end } = session.turns[1];
  const coding = { id: "b1", v: "1", start, end, code: "trust", stance: "", basis: "", holder: "", target: "", aspect: "", hedge: false, not_yet: false, key: false, memo: "", coder: "budi", mine: false, origin: "hand" };
  session.push({ event: "changes", changes: { event: 5, codings: [coding] } });
  assert.match(all(".qc-chip")[0].getAttribute("aria-label"), /Trust; “Belum percaya.*”; budi/);
  session.push({ event: "changes", changes: { event: 6, gone: ["b1"] } });
  assert.equal(all(".qc-chip").length, 0);
});

test("another's coding can be looked at, and not changed", async () => {
  const session = new FakeSession(TALK);
  const { start, end } = session.turns[1];
  session.codings.set("b1", { id: "b1", v: "1", start, end, code: "trust", stance: "", basis: "", holder: "", target: "", aspect: "", hedge: false, not_yet: false, key: false, memo: "", coder: "budi", mine: false });
  const { press } = await widget(session);
  for (const key of ["J", "J", "+", "x", "e"]) press(key);
  assert.deepEqual(ops(session), []);
});

test("after a reload what waited is sent, and a coding of the view before is not made twice", async () => {
  const window = page();
  const session = new FakeSession(TALK);
  const first = await widget(session, window);
  session.lost = true; // the kernel is restarted
  for (const key of ["J", "J", "1", "-"]) first.press(key);
  assert.equal(first.one(".qc-gutter .qc-chip").dataset.state, "waiting");
  assert.equal(session.codings.size, 0);
  open.splice(0).forEach((close) => close());
  assert.doesNotMatch(JSON.stringify({ ...window.sessionStorage }), /percaya/);
  session.lost = false;
  const second = await widget(session, window);
  assert.equal(second.all(".qc-gutter .qc-chip").length, 1);
  const [coding] = session.codings.values();
  assert.deepEqual([coding.code, coding.stance, session.codings.size], ["trust", "contradicts", 1]);
  assert.equal(second.one(".qc-status").textContent, "saved");
  assert.equal(Object.keys(window.sessionStorage).length, 0);
});

test("moving an end: by words, from either end, kept by Enter and left by Esc", async () => {
  const session = new FakeSession(TALK);
  const { press } = await widget(session);
  for (const key of ["J", "J", "1", "e", "ArrowLeft", "o", "ArrowRight", "Enter"]) press(key);
  const moved = ops(session).at(-1);
  assert.deepEqual([moved.op, moved.quote], ["move", "percaya. 👍🏽 Nanti dulu"]);
  for (const key of ["e", "ArrowLeft", "Escape"]) press(key);
  assert.equal(ops(session).at(-1), moved);
});

test("hostile words stay words: speaker, text, code, quote, error", async () => {
  const evil = "<img src=x onerror=boom()><script>boom()</script><b onclick=boom()>x</b>";
  const session = new FakeSession([[evil, evil], ["YL", evil]], { codes: [evil] });
  session.codings.set("c", { id: "c", v: "1", start: session.turns[0].start, end: session.turns[0].end, code: evil, stance: evil, basis: "", holder: evil, target: "", aspect: evil, hedge: false, not_yet: false, key: false, memo: evil, coder: evil, mine: true });
  const { el, press } = await widget(session);
  press("J");
  press("J");
  session.push({ re: "other", error: { kind: "refused", what: evil, where: evil, next: evil } });
  press("?");
  assert.equal(el.querySelectorAll("img, script, b, [onclick], [onerror]").length, 0);
  assert.ok(el.textContent.includes(evil));
});

test("no module reads markup", () => {
  const files = readdirSync(JS).filter((name) => name.endsWith(".js"));
  assert.ok(files.length > 10);
  for (const name of files) {
    const source = readFileSync(new URL(name, JS), "utf8");
    assert.doesNotMatch(source, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|\beval\(|new Function|setHTML/, name);
  }
});

test("closing the widget leaves nothing behind that listens", async () => {
  const session = new FakeSession(TALK);
  const { el, close, window } = await widget(session);
  close();
  open.length = 0;
  assert.equal(session.heard.size, 0);
  assert.equal(el.childElementCount, 0);
  const sent = session.sent.length;
  window.dispatchEvent(new window.Event("focus"));
  document.dispatchEvent(new window.Event("selectionchange"));
  assert.equal(session.sent.length, sent);
});

test("keys do nothing outside the text; a chip is no stop of the Tab key", async () => {
  const session = new FakeSession(TALK);
  const { all, one, press } = await widget(session);
  press("J");
  press("1");
  one(".qc-picker input").focus();
  press("2");
  press("x");
  assert.equal(ops(session).length, 1);
  assert.ok(all(".qc-gutter .qc-chip").every((chip) => chip.tabIndex === -1));
});

test("of two marks on the same words the later one of the list is seen: what is chosen above every tint", async () => {
  const { priority } = await import("../../../qualcase/widget/js/paint.js");
  const order = ["c0", "multi", "waiting", "hint", "hit", "active", "chosen"].map(priority);
  assert.deepEqual([...order].sort((a, b) => a - b), order);
  assert.equal(new Set(order).size, order.length);
  assert.equal(priority("o3"), priority("c12"));
});

test("a new code where two books are in use asks which one, and puts it there", async () => {
  const session = new FakeSession(TALK, { codes: ["trust", "control"] });
  session.codes[1].book = "other";
  const { one, press } = await widget(session);
  for (const key of ["J", "J", "v"]) press(key);
  assert.deepEqual([one(".qc-vivo").hidden, one(".qc-vivo select").value], [false, "b/"]);
  one(".qc-vivo input").value = "Belum";
  one(".qc-vivo").dispatchEvent(new window.Event("submit", { cancelable: true }));
  const { op, label, book } = ops(session)[0];
  assert.deepEqual([op, label, book], ["in_vivo", "Belum", "b"]);
});

test("layers: the narrowest of the coder's own codings is on top, the one in hand above it, another's is a line", async () => {
  const { layers } = await import("../../../qualcase/widget/js/layers.js");
  const turn = { start: 100, end: 110, text: "0123456789" };
  const coding = (id, start, end, code, mine = true, waiting = false) => ({ id, start, end, code, mine, waiting });
  const place = (code) => ({ a: 0, b: 1 })[code];
  const of = (codings, more = {}) => layers(turn, codings, { place, ...more });
  assert.deepEqual(of([coding("1", 100, 108, "a"), coding("2", 102, 104, "b")]), [["c0", 0, 2], ["c1", 2, 4], ["multi", 2, 4], ["c0", 4, 8]]);
  assert.deepEqual(of([coding("1", 100, 108, "a"), coding("2", 102, 104, "b")], { active: "1" }).filter(([, from]) => from === 2), [["c0", 2, 4], ["multi", 2, 4], ["active", 2, 4]]);
  assert.deepEqual(of([coding("1", 90, 103, "a", false)]), [["o0", 0, 3]]);
  assert.deepEqual(of([coding("1", 100, 105, "a", true, true)]), [["waiting", 0, 5]], "never tinted before it is saved");
});

test("a code keeps its figure while others are used; the one used longest ago makes room", async () => {
  const codes = Array.from({ length: 11 }, (_, n) => `code${n}`);
  const session = new FakeSession(TALK, { codes });
  const { all } = await widget(session);
  const figures = () => Object.fromEntries(all(".qc-code").map((row) => [row.dataset.code, row.querySelector(".qc-figure").textContent]));
  session.push({ event: "changes", changes: { event: 2, recent: codes.slice(0, 9) } });
  assert.deepEqual([figures().code0, figures().code8, figures().code9], ["1", "9", ""]);
  session.push({ event: "changes", changes: { event: 3, recent: ["code3", ...codes.slice(0, 3), ...codes.slice(4, 9)] } });
  assert.equal(figures().code3, "4");
  session.push({ event: "changes", changes: { event: 4, recent: ["code9", "code3", ...codes.slice(0, 3), ...codes.slice(4, 8)] } });
  assert.deepEqual([figures().code9, figures().code8, figures().code3], ["9", "", "4"]);
});
