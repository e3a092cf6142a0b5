import assert from "node:assert/strict";
import { test } from "node:test";

import { cut, placeOf, placesOf, points, spanOf, step, turnAt, units, wordsOf } from "../../../qualcase/widget/js/offsets.js";
import { page } from "./page.mjs";

const PIECES = [
  "saya", "kata-katanya", " ", "  ", "\n", ".", ",", "👩‍👩‍👧‍👦", "🇮🇩", "👍🏽", "é", "ñ", "مرحبا", "שלום", "𝔘", "ok", "Bpk.", "-", "\u0301", "ไทย",
];

function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Turns as the text pane has them: a label, the words with one text node, a gutter. */
function build(document, next) {
  document.body.replaceChildren();
  let point = 0;
  return Array.from({ length: 1 + next(5) }, (_, number) => {
    let text = "x".repeat(next(2));
    for (let n = next(9); n > 0; n--) text += PIECES[next(PIECES.length)];
    const row = document.createElement("div");
    const who = document.createElement("div");
    who.append(`P${number}: `);
    const words = document.createElement("p");
    words.className = "qc-words";
    words.append(text);
    const gutter = document.createElement("div");
    gutter.append("chip");
    row.append(who, words, gutter);
    document.body.append(row);
    point += 4;
    const turn = { start: point, end: point + Array.from(text).length, text, words };
    point = turn.end + 1;
    return turn;
  });
}

/** Every place where an end of a selection can be. */
function somewhere(document, next) {
  const nodes = [];
  const walk = document.createTreeWalker(document.body);
  for (let node = walk.currentNode; node; node = walk.nextNode()) nodes.push(node);
  const node = nodes[next(nodes.length)];
  return [node, next((node.nodeType === 3 ? node.data.length : node.childNodes.length) + 1)];
}

/** The same by looking at each character alone: those of which any unit is selected, widened, without outer space. */
function oracle(turns, range) {
  const chosen = [];
  for (const turn of turns) {
    const node = turn.words.firstChild;
    if (!node) continue;
    for (const { segment, index } of new Intl.Segmenter("id", { granularity: "grapheme" }).segment(turn.text)) {
      const inside = Array.from(segment.split(""), (_, n) => index + n).some(
        (unit) => range.comparePoint(node, unit) === 0 && range.comparePoint(node, unit + 1) === 0,
      );
      if (!inside) continue;
      const first = turn.start + Array.from(turn.text.slice(0, index)).length;
      Array.from(segment).forEach((letter, n) => chosen.push([first + n, letter]));
    }
  }
  while (chosen.length && !chosen[0][1].trim()) chosen.shift();
  while (chosen.length && !chosen.at(-1)[1].trim()) chosen.pop();
  return chosen.length ? { start: chosen[0][0], end: chosen.at(-1)[0] + 1 } : null;
}

test("a selection anywhere on the page is the words that it shows, in code points", () => {
  const { document } = page();
  let found = 0, across = 0;
  for (let seed = 1; seed <= 1500; seed++) {
    const next = random(seed * 7919);
    const turns = build(document, next);
    const [a, b] = [somewhere(document, next), somewhere(document, next)];
    const range = document.createRange();
    range.setStart(...a);
    range.setEnd(...b); // a range collapses where b is before a: set it the other way round, as the browser does
    if (range.collapsed) {
      range.setStart(...b);
      range.setEnd(...a);
    }
    const from = placeOf(turns, range.startContainer, range.startOffset);
    const to = placeOf(turns, range.endContainer, range.endOffset, true);
    const empty = to.turn < from.turn || (to.turn === from.turn && to.at <= from.at);
    const span = empty ? null : spanOf(turns, from, to);
    assert.deepEqual(span, oracle(turns, range), `seed ${seed}: ${JSON.stringify(turns.map((one) => one.text))}`);
    if (!span) continue;
    found++;
    const places = placesOf(turns, span);
    across += places[0].turn !== places[1].turn;
    assert.deepEqual(spanOf(turns, ...places), span, `seed ${seed}: there and back`);
  }
  assert.ok(found > 400 && across > 100, `${found} selections, ${across} across turns`);
});

test("offsets count code points, and never split a pair", () => {
  const text = "a𝔘b👍🏽";
  for (let point = 0; point <= Array.from(text).length; point++) assert.equal(points(text, units(text, point)), point);
  assert.equal(points(text, 2), 2, "between the halves of a pair stands for after it");
  assert.equal(cut(text, 1, 3), "𝔘b");
});

test("a word goes on over a hyphen, and a dash between spaces is none", () => {
  const words = (text) => wordsOf(text).map(([start, end]) => text.slice(start, end));
  assert.deepEqual(words("kata-katanya, ya - tidak"), ["kata-katanya", "ya", "tidak"]);
  assert.deepEqual(words("ibu-ibu-nya -- se-RT"), ["ibu-ibu-nya", "se-RT"]);
});

test("whole words: an end within a word moves out of it, an end at its border stays", () => {
  const turns = [{ start: 10, end: 35, text: "Saya kira mau nagih, gitu." }];
  const span = (from, to) => spanOf(turns, { turn: 0, at: from }, { turn: 0, at: to }, { words: true });
  assert.deepEqual(span(6, 11), { start: 15, end: 23 }); // "ira m" -> "kira mau"
  assert.deepEqual(span(5, 9), { start: 15, end: 19 }); // "kira"
  assert.equal(span(4, 5), null); // a space
});

test("an end at the very start of a turn goes back to the end of the turn before", () => {
  const turns = [{ start: 4, end: 8, text: "satu" }, { start: 13, end: 16, text: "dua" }];
  assert.deepEqual(spanOf(turns, { turn: 0, at: 0 }, { turn: 1, at: 0 }), { start: 4, end: 8 });
});

test("words between turns belong to the turn after where a span starts there, and before where it ends", () => {
  const turns = [{ start: 4, end: 8, text: "satu" }, { start: 13, end: 16, text: "dua" }];
  assert.deepEqual(placesOf(turns, { start: 9, end: 15 }), [{ turn: 1, at: 0 }, { turn: 1, at: 2 }]);
  assert.deepEqual(placesOf(turns, { start: 5, end: 11 }), [{ turn: 0, at: 1 }, { turn: 0, at: 4 }]);
  assert.equal(placesOf(turns, { start: 9, end: 11 }), null);
  assert.deepEqual([0, 4, 8, 12, 13, 99].map((point) => turnAt(turns, point)), [0, 0, 0, 0, 1, 1]);
});

test("one end of a coding steps from word to word, over turns, and not into what is hidden", () => {
  const turns = [{ text: "satu dua" }, { text: "tiga" }, { text: "empat", hidden: true }];
  const end = { end: true, forward: true };
  assert.deepEqual(step(turns, { turn: 0, at: 4 }, end), { turn: 0, at: 8 });
  assert.deepEqual(step(turns, { turn: 0, at: 8 }, end), { turn: 1, at: 4 });
  assert.equal(step(turns, { turn: 1, at: 4 }, end), null);
  assert.deepEqual(step(turns, { turn: 1, at: 0 }, { end: false, forward: false }), { turn: 0, at: 5 });
  assert.deepEqual(step([{ text: "a👩‍👩‍👧‍👦b" }], { turn: 0, at: 1 }, { ...end, words: false }), { turn: 0, at: 12 });
});
