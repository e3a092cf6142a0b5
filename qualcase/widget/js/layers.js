// Which tint and which line each stretch of a turn gets.

import { units } from "./offsets.js";

/**
 * List [name, start, end] in UTF-16 offsets of one turn: disjoint tints, the narrowest coding on top, the active one
 * above all; others' codings as lines; a double line where two codes meet.
 *
 * `turn`: {start, end, text}; `codings` touch it; `place(code)` is the code's place in the codebook.
 */
export function layers(turn, codings, { active = "", hints = [], hits = [], chosen = null, place }) {
  const at = (point) => units(turn.text, Math.min(Math.max(point, turn.start), turn.end) - turn.start);
  const found = [];
  const put = (name, span) => {
    const [from, to] = [at(span.start), at(span.end)];
    if (from < to) found.push([name, from, to]);
  };
  const cuts = [...new Set(codings.flatMap((one) => [at(one.start), at(one.end)]))].sort((a, b) => a - b);
  for (let n = 0; n + 1 < cuts.length; n++) {
    const [from, to] = [cuts[n], cuts[n + 1]];
    const here = codings.filter((one) => at(one.start) <= from && at(one.end) >= to);
    if (!here.length) continue;
    here.sort((a, b) => (b.id === active) - (a.id === active) || a.end - a.start - (b.end - b.start));
    const saved = here.filter((one) => !one.waiting);
    const own = saved.find((one) => one.mine);
    if (own) found.push([`c${place(own.code)}`, from, to]);
    if (turn.text.slice(from, to).trim() === "") continue; // lines below a mere space between two codings mean nothing
    const other = own ? null : saved[0];
    if (new Set(here.map((one) => one.code)).size > 1) found.push(["multi", from, to]);
    else if (other) found.push([`o${place(other.code)}`, from, to]);
    if (here.some((one) => one.waiting)) found.push(["waiting", from, to]);
    if (here[0].id === active) found.push(["active", from, to]);
  }
  hints.forEach((one) => put("hint", one));
  hits.forEach(([start, end]) => put("hit", { start, end }));
  if (chosen) put("chosen", chosen);
  return found;
}
