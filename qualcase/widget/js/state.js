// What the session has told, and what waits for its answer laid over it.

import { cut, turnsOf } from "./offsets.js";

const BLANK = {
  stance: "", basis: "", holder: "", target: "", aspect: "", hedge: false, not_yet: false, key: false, memo: "",
};

export class State {
  constructor() {
    this.ready = false;
    this.labels = {};
    this.turns = [];
    this.codings = new Map(); // id -> coding, as saved
    this.codes = [];
    this.code = new Map(); // id -> code, with `place` in the codebook
    this.hints = []; // suggestions, in text order
    this.hits = [];
    this.slots = []; // the codes that the figure keys reach; a code keeps its figure
    this.filters = {};
    this.overlay([]);
  }

  /** Take a whole state: another source, or the same from the beginning. */
  open(told) {
    const before = this.source;
    Object.assign(this, told);
    this.ready = true;
    this.content = told.source.content;
    this.turns = told.source.turns.map((turn) => ({
      ...turn, text: cut(this.content, turn.start, turn.end), hidden: false,
    }));
    this.codings = new Map();
    this.here = this.turns.map(() => new Set()); // of each turn, the codings that touch it
    told.codings.forEach((one) => this.#put(one));
    this.#codebook(told.codes);
    this.#recent(told.recent);
    if (!before || before.id !== told.source.id || before.text !== told.source.text) this.hints = [];
    this.hits = [];
    this.hide();
  }

  /** Take changes; gives the numbers of the turns whose codings moved. */
  apply(changes) {
    const touched = new Set();
    const touch = (one) => one && this.numbers(one).forEach((turn) => touched.add(turn));
    for (const id of changes.gone ?? []) {
      touch(this.codings.get(id));
      this.#drop(id);
    }
    for (const one of changes.codings ?? []) {
      touch(this.codings.get(one.id));
      this.#drop(one.id);
      this.#put(one);
      touch(one);
    }
    if (changes.memos) this.memos = changes.memos;
    if (changes.codes) this.#codebook(changes.codes);
    if (changes.recent) this.#recent(changes.recent);
    for (const one of changes.sources ?? []) {
      const at = this.sources.findIndex((other) => other.id === one.id);
      if (at >= 0) this.sources[at] = one;
      else this.sources.push(one);
    }
    return touched;
  }

  /** Lay the ops that wait over what is saved; gives the turns that they touch. */
  overlay(entries) {
    this.over = new Map(); // id -> coding as it will be
    this.ghosts = []; // codings that are not saved at all yet
    this.deciding = new Set(); // keys of suggestions under way
    for (const { id, op, after } of entries) {
      if (op.op === "code" || op.op === "in_vivo") {
        const code = op.op === "code" ? op.code : "";
        const words = op.op === "in_vivo" ? op.label || this.words(op) : "";
        this.ghosts.push({ ...BLANK, ...op, id, v: "", code, words, coder: this.coder, mine: true, waiting: true });
      } else if (["change", "move", "uncode"].includes(op.op)) {
        const target = op.coding || after;
        const ghost = this.ghosts.find((one) => one.id === target);
        const base = ghost ?? this.over.get(target) ?? this.codings.get(target);
        if (!base) continue;
        const { op: what, coding, v, quote, reason, ...said } = op;
        const patched = { ...base, ...said, waiting: true, leaving: what === "uncode" };
        if (ghost) Object.assign(ghost, patched);
        else this.over.set(target, patched);
      } else if (op.op === "accept" || op.op === "reject") op.keys.forEach((key) => this.deciding.add(key));
    }
    const shown = [...this.ghosts, ...this.over.values()];
    return new Set([...shown, ...this.hints.filter((one) => this.deciding.has(one.key))].flatMap((one) => this.numbers(one)));
  }

  /** Give a coding as it is shown: as saved, or as it will be. */
  shown(id) {
    return this.over.get(id) ?? this.codings.get(id) ?? this.ghosts.find((one) => one.id === id);
  }

  /** List the codings of one turn that the filters let through, in text order. */
  of(turn) {
    const { start, end } = this.turns[turn];
    const moved = [...this.over.values(), ...this.ghosts].filter((one) => one.start < end && one.end > start);
    const ids = new Set([...this.here[turn], ...moved.map((one) => one.id)]);
    return [...ids]
      .map((id) => this.shown(id))
      .filter((one) => one && one.start < end && one.end > start && this.passes(one))
      .sort((a, b) => a.start - b.start || b.end - a.end || this.place(a.code) - this.place(b.code) || b.mine - a.mine);
  }

  /** List the codings that overlap a span: the coder's own first, the narrowest first. */
  under(span) {
    if (!span) return [];
    const found = new Map();
    for (const turn of this.numbers(span)) for (const one of this.of(turn)) found.set(one.id, one);
    return [...found.values()]
      .filter((one) => one.start < span.end && one.end > span.start)
      .sort((a, b) => b.mine - a.mine || a.end - a.start - (b.end - b.start) || this.place(a.code) - this.place(b.code));
  }

  /** Say whether the filters let a coding through. */
  passes(coding) {
    const { mine, code } = this.filters;
    if (mine && !coding.mine) return false;
    return !code || coding.code === code || coding.code.startsWith(`${code}.`) || this.#above(coding.code).includes(code);
  }

  /** Hide the turns that the filters leave out; gives whether any changed. */
  hide() {
    const { speaker, question } = this.filters;
    let changed = false;
    for (const turn of this.turns) {
      const hidden = Boolean((speaker && turn.speaker !== speaker) || (question && turn.question !== question));
      changed ||= hidden !== turn.hidden;
      turn.hidden = hidden;
    }
    return changed;
  }

  /** Number the turns that a span touches. */
  numbers(span) {
    const [first, last] = turnsOf(this.turns, span);
    return Array.from({ length: Math.max(last - first + 1, 0) }, (_, n) => first + n).filter((n) => this.turns[n]);
  }

  /** Give the words of a span, with what stands between turns. */
  words({ start, end }) {
    return cut(this.content ?? "", start, end);
  }

  /** Name the place of a span: "YL-01, 12". */
  locator(span) {
    const [first] = this.numbers(span);
    const turn = this.turns[first];
    return turn?.locator || this.source.id;
  }

  /** The names of the codebooks in use. */
  get books() {
    return [...new Set(this.codes.map((one) => one.book))];
  }

  /** Name a code as people do. */
  name(coding) {
    return this.code.get(coding.code)?.label || coding.words || coding.code;
  }

  place(code) {
    return this.code.get(code)?.place ?? this.codes.length;
  }

  /** Say a label, with `{n}` and the like filled in. */
  say(key, given = {}) {
    return (this.labels[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => given[name] ?? whole);
  }

  /** Give the words for a stance, a basis or a party; "" for an empty one. */
  term(list, id) {
    return (this[list] ?? []).find(([one]) => one === id)?.[1] ?? id;
  }

  /** How far the coder has come in the open source. */
  get progress() {
    return this.sources.find((one) => one.id === this.source.id) ?? { turns: 0, coded: 0, codings: 0 };
  }

  #above(code) {
    const found = [];
    for (let at = this.code.get(code); at?.parent && found.length < 20; at = this.code.get(at.parent)) found.push(at.parent);
    return found;
  }

  #put(coding) {
    this.codings.set(coding.id, coding);
    this.numbers(coding).forEach((turn) => this.here[turn].add(coding.id));
  }

  #drop(id) {
    const coding = this.codings.get(id);
    if (!coding) return;
    this.codings.delete(id);
    this.numbers(coding).forEach((turn) => this.here[turn].delete(id));
  }

  #codebook(codes) {
    this.codes = codes;
    this.code = new Map(codes.map((one, place) => [one.id, { ...one, place, depth: one.path.length }]));
  }

  #recent(recent) {
    this.recent = recent;
    const kept = this.slots.filter((one) => this.code.get(one)?.open);
    for (const code of recent) {
      if (kept.includes(code)) continue;
      if (kept.length < 9) kept.push(code);
      else {
        const oldest = kept.findLastIndex((one) => !recent.includes(one));
        if (oldest >= 0) kept[oldest] = code;
      }
    }
    this.slots = kept;
  }
}
