import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { COMPARE_KEYS, KEYS, actionOf, listen } from "../../../qualcase/widget/js/keys.js";
import { page, press } from "./page.mjs";

test("no key does two things, and every one is in the list of keys with a label of its own", () => {
  for (const groups of [KEYS, [...KEYS.slice(-1), ...COMPARE_KEYS]]) {
    const keys = groups.flatMap(([, group]) => group.flatMap(([one]) => one));
    assert.equal(new Set(keys).size, keys.length);
  }
  const lines = [...KEYS, ...COMPARE_KEYS].flatMap(([, group]) => group);
  const labels = lines.map(([, , label]) => label);
  assert.equal(new Set(labels).size, labels.length);
});

test("every label that the page says is in labels.csv", () => {
  const csv = readFileSync(new URL("../../../qualcase/render/labels.csv", import.meta.url), "utf8");
  const there = new Set([...csv.matchAll(/^widget\.([\w.]+),/gm)].map(([, key]) => key));
  const said = new Set([...KEYS, ...COMPARE_KEYS].flatMap(([title, group]) => [title, ...group.map(([, , label]) => label)]));
  for (const file of ["app", "bar", "book", "chips", "compare", "dock", "hints", "moves", "text"]) {
    const source = readFileSync(new URL(`../../../qualcase/widget/js/${file}.js`, import.meta.url), "utf8");
    for (const [, key] of source.matchAll(/\b(?:say|tell)\("([\w.]+)"/g)) said.add(key);
  }
  assert.ok(said.size > 80, `${said.size} labels`);
  assert.deepEqual([...said].filter((key) => !there.has(key)), []);
});

test("arrows and Enter move an end only while one is being moved", () => {
  assert.equal(actionOf({ key: "ArrowRight" }), null);
  assert.deepEqual(actionOf({ key: "ArrowRight" }, true), ["moveEnd", "right"]);
  assert.deepEqual(actionOf({ key: "ArrowLeft", shiftKey: true }, true), ["moveEnd", "left-character"]);
  assert.deepEqual(actionOf({ key: "Enter" }, true), ["moveDone", "Enter"]);
});

test("undo and redo also by Ctrl or Cmd; other keys with them belong to the browser", () => {
  assert.deepEqual(actionOf({ key: "z", ctrlKey: true }), ["undoRedo", "u"]);
  assert.deepEqual(actionOf({ key: "Z", metaKey: true, shiftKey: true }), ["undoRedo", "U"]);
  assert.deepEqual(actionOf({ key: "y", ctrlKey: true }), ["undoRedo", "U"]);
  for (const key of ["a", "c", "f", "b"]) assert.equal(actionOf({ key, ctrlKey: true }), null);
});

function heard() {
  const window = page();
  const { document } = window;
  const root = document.createElement("section");
  const text = document.createElement("div");
  const input = document.createElement("input");
  text.tabIndex = 0;
  root.append(text, input);
  document.body.append(root);
  const leaked = [], acted = [];
  document.body.addEventListener("keydown", ({ key }) => leaked.push(key));
  listen(root, { inText: () => document.activeElement === text, act: (...one) => acted.push(one), escape: () => acted.push(["escape"]), moving: () => false });
  return { window, text, input, leaked, acted };
}

test("keys act in the text, and none of them reaches the notebook around it", () => {
  const { window, text, leaked, acted } = heard();
  text.focus();
  for (const key of ["b", "a", "x", "1", "j", "Enter", "Escape", "ArrowDown", "d"]) press(window, key);
  press(window, "z", { ctrlKey: true });
  assert.deepEqual(leaked, []);
  assert.deepEqual(acted.map(([action]) => action), ["basis", "accept", "uncode", "figure", "nextSentence", "escape", "aspect", "undoRedo"]);
  assert.equal(press(window, "j").defaultPrevented, true);
});

test("in a field letters are letters; Esc leaves it, Ctrl+Enter does not run the cell", () => {
  const { window, input, leaked, acted } = heard();
  input.focus();
  assert.equal(press(window, "x").defaultPrevented, false);
  press(window, "Enter", { ctrlKey: true });
  press(window, "Escape");
  assert.deepEqual(leaked, []);
  assert.deepEqual(acted, [["escape"]]);
});

test("Tab leaves the text, and Ctrl+S is the notebook's", () => {
  const { window, text, leaked } = heard();
  text.focus();
  assert.equal(press(window, "Tab").defaultPrevented, false);
  press(window, "s", { ctrlKey: true });
  assert.deepEqual(leaked, ["s"]);
});
