// Where words stand: between the browser's UTF-16 offsets within a turn and code points of the whole source.
//
// A turn here is {start, end, text, words}: code points in the source, its text, and the element whose one text node
// is that text. A place is {turn, at}: the number of a turn and a UTF-16 offset in its text. A span is {start, end} in
// code points of the source, half-open, as the messages have it.

const ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/;
const graphemes = new Intl.Segmenter("id", { granularity: "grapheme" });
const segments = new Intl.Segmenter("id", { granularity: "word" });

/** Count the code points before a UTF-16 offset; an offset within a pair stands for the one after it. */
export function points(text, unit) {
  if (!ASTRAL.test(text)) return unit;
  let count = 0;
  for (let at = 0; at < unit; count++) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return count;
}

/** Give the UTF-16 offset of a code point. */
export function units(text, point) {
  if (!ASTRAL.test(text)) return point;
  let at = 0;
  for (let count = 0; count < point && at < text.length; count++) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

/** Cut a text by code points. */
export function cut(text, start, end) {
  return text.slice(units(text, start), units(text, end));
}

/** List [start, end) of every word in UTF-16 offsets; a word goes on over a hyphen ("kata-katanya"). */
export function wordsOf(text) {
  const found = [];
  let hyphen = -1; // where a hyphen ends that directly follows a word
  for (const { segment, index, isWordLike } of segments.segment(text)) {
    const end = index + segment.length;
    if (isWordLike) {
      if (hyphen === index && found.length) found.at(-1)[1] = end;
      else found.push([index, end]);
    }
    hyphen = (segment === "-" || segment === "\u2010" || segment === "\u2011") && found.at(-1)?.[1] === index ? end : -1;
  }
  return found;
}

/** Move one end outwards to the border of a character as people see it: never within an emoji or a letter's marks. */
function toGrapheme(text, at, forward) {
  if (at <= 0 || at >= text.length) return Math.min(Math.max(at, 0), text.length);
  const { index, segment } = graphemes.segment(text).containing(at);
  return index === at ? at : forward ? index + segment.length : index;
}

/** Move one end outwards to the border of the word that it cuts. */
function toWord(text, at, forward) {
  for (const [start, end] of wordsOf(text)) if (start < at && at < end) return forward ? end : start;
  return at;
}

/** Find the turn whose words hold a code point: the last that starts at or before it, at least 0. */
export function turnAt(turns, point) {
  let low = 0;
  for (let high = turns.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if (turns[middle].start <= point) low = middle;
    else high = middle;
  }
  return low;
}

/** Number the turns that a span touches: [first, last]; last < first where it lies between turns. */
export function turnsOf(turns, { start, end }) {
  let first = turnAt(turns, start);
  if (turns[first] && turns[first].end <= start) first++;
  return [first, turnAt(turns, end - 1)];
}

/** Give the two places of a span. Words between turns (a label) belong to no place: the ends move inwards. */
export function placesOf(turns, span) {
  const [first, last] = turnsOf(turns, span);
  if (last < first || !turns[last]) return null;
  const a = turns[first], b = turns[last];
  return [
    { turn: first, at: units(a.text, Math.max(span.start - a.start, 0)) },
    { turn: last, at: units(b.text, Math.min(span.end, b.end) - b.start) },
  ];
}

/**
 * Make a span of two places, in text order: snapped outwards to characters, or to words; without white space at its
 * ends; null where nothing is left. An end at the very start of a turn goes back to the end of the turn before.
 */
export function spanOf(turns, from, to, { words = false } = {}) {
  let { turn: first, at: a } = from;
  let { turn: last, at: b } = to;
  while (first < last && turns[first].text.slice(a).trim() === "") [first, a] = [first + 1, 0];
  while (first < last && turns[last].text.slice(0, b).trim() === "") b = turns[--last].text.length;
  if (first === last && turns[first].text.slice(a, b).trim() === "") return null;
  a = toGrapheme(turns[first].text, a, false);
  b = toGrapheme(turns[last].text, b, true);
  if (words) [a, b] = [toWord(turns[first].text, a, false), toWord(turns[last].text, b, true)];
  const head = turns[first].text.slice(a), tail = turns[last].text.slice(0, b);
  a += head.length - head.trimStart().length;
  b -= tail.length - tail.trimEnd().length;
  return {
    start: turns[first].start + points(turns[first].text, a),
    end: turns[last].start + points(turns[last].text, b),
  };
}

/** Give the place of a point of the document, wherever it is; `end`: of a range's end, which belongs to what is before. */
export function placeOf(turns, node, offset, end = false) {
  const element = node.nodeType === 1 ? node : node.parentElement;
  const words = element && element.closest(".qc-words");
  const range = node.ownerDocument.createRange();
  if (words) {
    const turn = turns.findIndex((one) => one.words === words);
    if (turn < 0) return null;
    range.setStart(words, 0);
    range.setEnd(node, offset);
    return { turn, at: range.toString().length };
  }
  range.setStart(node, offset);
  range.collapse(true);
  let low = 0; // the first turn whose words start after the point
  for (let high = turns.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (range.comparePoint(turns[middle].words, 0) < 0) low = middle + 1;
    else high = middle;
  }
  if (end) return low > 0 ? { turn: low - 1, at: turns[low - 1].text.length } : { turn: 0, at: 0 };
  return low < turns.length ? { turn: low, at: 0 } : { turn: turns.length - 1, at: turns.at(-1).text.length };
}

/** Give the next border of a word (or of a character) from a place, for one end of a span; null at the text's end. */
export function step(turns, { turn, at }, { end, forward, words = true }) {
  for (let here = turn; here >= 0 && here < turns.length; here += forward ? 1 : -1) {
    if (turns[here].hidden) return null;
    const text = turns[here].text;
    const bounds = words
      ? wordsOf(text)
      : Array.from(graphemes.segment(text), ({ index, segment }) => [index, index + segment.length]);
    const borders = bounds.map((one) => one[end ? 1 : 0]);
    if (!forward) borders.reverse();
    const found = borders.find((one) => here !== turn || (forward ? one > at : one < at));
    if (found !== undefined) return { turn: here, at: found };
  }
  return null;
}
