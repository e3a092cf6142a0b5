// The widget as one thing: what is chosen and in hand, what keys and buttons do, what an answer changes.

import { Bar, Foot, Help } from "./bar.js";
import { Book } from "./book.js";
import { saying } from "./chips.js";
import { Client, sessionStore } from "./client.js";
import { Compare } from "./compare.js";
import { Dock } from "./dock.js";
import { clip, h } from "./dom.js";
import { Hints } from "./hints.js";
import { Moves } from "./moves.js";
import { Paint, themeOf } from "./paint.js";
import { State } from "./state.js";
import { TextPane } from "./text.js";

export const PROTOCOL = 1;
const STANCES = { "+": "supports", "=": "supports", "-": "contradicts", "*": "mixed", 0: "neutral" };
const SIZES = [0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75];

const random = () => {
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (n) => letters[n % 26]).join("");
};

const stored = (work) => {
  try {
    return work(window);
  } catch {
    return null; // a browser that keeps nothing
  }
};

export class App {
  /** `send(message)` takes a message to the session; `root` is the widget's own element. */
  constructor({ send, root }) {
    this.view = `qc${random()}`;
    this.root = root;
    this.state = new State();
    this.span = null; // the words chosen
    this.backward = false; // the end that moves is their start
    this.active = ""; // the coding in hand
    this.hint = ""; // the suggestion in hand
    this.moving = null; // the span of a coding whose ends are being moved
    this.closed = false;
    this.touched = new Set();
    this.store = sessionStore(stored((w) => w.sessionStorage));
    this.client = new Client({
      view: this.view, send, store: this.store,
      prepare: (entry) => this.#prepare(entry),
      context: () => ({ file: this.state.file, title: this.state.title, coder: this.state.coder, source: this.state.source?.id, text: this.state.source?.text }),
      moved: () => this.#moved(),
    });
    this.paint = new Paint(this.view);
    this.book = new Book(this);
    this.dock = new Dock(this);
    this.bar = new Bar(this);
    this.foot = new Foot(this);
    this.help = new Help(this);
    this.text = new TextPane(this);
    this.moves = new Moves(this);
    this.hints = new Hints(this);
    this.compare = new Compare(this);
    root.dataset.view = this.view;
    const { bar, text, book, foot, dock, compare } = this;
    root.append(h("div.qc-frame", {}, bar.el, bar.more, text.el, book.el, compare.el, foot.error, dock.el, foot.el), this.help.el);
    this.#sized(Number(stored((w) => w.localStorage.getItem("qualcase.size")) ?? 2));
    this.theme();
  }

  start() {
    this.client.ask({ op: "open", protocol: PROTOCOL }, { done: (answer) => this.#opened(answer) });
  }

  // messages

  /** Hear a message of the session: an answer to whichever view, or a push. */
  heard(message) {
    if (message.event === "closed") {
      this.closed = true;
      this.client.stop();
      return this.foot.refresh();
    }
    if (message.state) this.#open(message.state);
    const { changes } = message;
    if (changes && this.state.ready) {
      this.state.apply(changes).forEach((turn) => this.touched.add(turn));
      if (changes.codes) this.#codebook();
      if (changes.memos) {
        this.book.memos();
        this.bar.notes();
      }
      if (changes.text) this.reopen();
      this.compare.again();
    }
    this.client.answered(message);
    this.#settle();
    this.flush();
  }

  /** Ask for everything again. */
  reopen() {
    this.client.ask({ op: "open", protocol: PROTOCOL }, { first: true, done: (answer) => answer.error && this.fail(answer) });
  }

  /** Ask what others recorded. */
  poll() {
    if (this.state.ready && !this.closed) this.client.peek({ op: "poll" });
  }

  /** Record something; `done(answer)` is called where it went well. */
  record(op, done = () => {}, { after = "", stored = true, failed = () => {} } = {}) {
    if (this.state.read_only) {
      this.tell("read_only");
      return null;
    }
    const entry = this.client.ask(op, {
      keep: true, stored, after,
      done: (answer, own) => {
        if (own.tries > 1) this.reopen(); // an answer was lost, and what it told with it
        if (answer.error) {
          failed(own);
          this.#failed(answer, op);
        } else {
          done(answer, own);
          if (answer.doubt) this.tellWords(answer.doubt);
        }
      },
    });
    this.flush();
    return entry;
  }

  // what is chosen

  /** Choose words. `from`: "select" (set by a key), "keys" or "drag" (by the browser). */
  choose(span, { from } = {}) {
    if (!span) return;
    const same = this.span && span.start === this.span.start && span.end === this.span.end;
    if (this.moving) {
      if (from !== "select" && !same) this.moving = { ...this.moving, ...span };
      this.span = span;
      return this.dock.refresh();
    }
    if (same) return;
    this.span = span;
    if (from !== "select") this.#hold("", "");
    const under = this.state.under(span);
    if (!under.some((one) => one.id === this.active)) this.#hold(under.find((one) => one.mine)?.id ?? under[0]?.id ?? "", this.hint);
    this.text.paintChosen();
    this.flush();
  }

  /** Choose nothing. */
  unchoose() {
    this.span = null;
    this.#hold("", "");
    this.text.paintChosen();
    this.flush();
  }

  /** A click on words without choosing any: the codings there, one after the other. */
  pointed(point) {
    if (this.moving || point === null) return;
    const under = this.state.under({ start: point, end: point + 1 });
    if (!under.length) return this.unchoose();
    const now = under.findIndex((one) => one.id === this.active);
    this.activate(under[(now + 1) % under.length].id, { scroll: false });
  }

  /** Take a coding in hand; its words are chosen. */
  activate(id, { scroll = true } = {}) {
    const one = this.state.shown(id);
    if (!one) return;
    this.dock.commit();
    if (this.moving) this.moves.leave();
    this.#hold(id, "");
    this.book.hold(one.code);
    this.text.el.focus({ preventScroll: true });
    this.text.select({ start: one.start, end: one.end }, { scroll });
    this.tellWords([this.state.name(one), saying(this.state, one), one.mine ? "" : one.coder].filter(Boolean).join(", "));
    this.flush();
  }

  /** Take a suggestion in hand. */
  showHint(key) {
    const one = this.state.hints.find((other) => other.key === key);
    if (!one) return;
    this.dock.commit();
    this.#hold("", key);
    this.book.hold(one.code);
    this.text.el.focus({ preventScroll: true });
    this.text.select({ start: one.start, end: one.end });
    this.#hold("", key);
    this.tellWords([this.state.code.get(one.code)?.label, one.because].filter(Boolean).join(": "));
    this.flush();
  }

  /** Give the focus back to the text, with the words that were chosen. */
  backToText() {
    if (this.compare.shown) return this.compare.focus();
    this.text.el.focus({ preventScroll: true });
    if (this.span) this.text.select(this.moving ?? this.span, { backward: this.backward, scroll: false });
  }

  // recording

  /** Put a code on the words chosen. With a suggestion in hand: take it, with that code. */
  code(id) {
    const { state, span } = this;
    if (this.hint) return this.hints.accept(id);
    if (!span) return this.tell("no_selection");
    const op = { op: "code", ...span, quote: state.words(span), code: id };
    this.last = id;
    this.#made(op, () => state.code.get(id)?.label ?? id);
  }

  /**
   * Make a code of the words chosen; says whether that could be asked for. `place`: a code that it stands under, or
   * "book/"; where there are several books and none is given, the form that has the choice is opened.
   */
  newCode(label, place = "") {
    const { state, span } = this;
    if (!span) return this.tell("no_selection");
    if (!place && state.books.length > 1) {
      this.dock.openVivo(label);
      return false;
    }
    const where = place.endsWith("/") ? { book: place.slice(0, -1) } : { parent: place };
    const op = { op: "in_vivo", ...span, quote: state.words(span), label, ...where };
    return this.#made(op, (answer) => {
      this.last = answer.code;
      return state.code.get(answer.code)?.label ?? label;
    });
  }

  /** Change what a coding says: the one in hand, or the one given. */
  change(patch, id = this.active) {
    const one = this.#own(id);
    if (!one) return;
    const what = Object.entries(patch).map(([name, value]) => {
      const list = { stance: "stances", basis: "bases", holder: "parties", target: "parties" }[name];
      if (typeof value === "boolean") return `${this.state.say(name)} ${value ? "✓" : "✗"}`;
      return `${this.state.say(name)}: ${(list ? this.state.term(list, value) : clip(value, 60)) || this.state.say("none")}`;
    }).join(", ");
    this.#on(one, { op: "change", ...patch }, () => this.tell("changed", { code: this.state.name(one), what }));
  }

  /** Move a coding to a span. */
  move(id, span) {
    const one = this.#own(id);
    if (!one || (one.start === span.start && one.end === span.end)) return;
    this.#on(one, { op: "move", start: span.start, end: span.end, quote: this.state.words(span) }, () => this.tell("moved"));
  }

  /** Write a note; says whether that could be asked for. */
  note(about, text) {
    return Boolean(this.record({ op: "memo", about, text }, () => this.tell("saved")));
  }

  // looking

  openSource(id) {
    this.dock.commit();
    this.client.ask({ op: "view", source: id }, { done: (answer) => (answer.error ? this.fail(answer) : this.text.el.focus()) });
  }

  /** Filter what is shown; the session keeps how. */
  filter(patch) {
    const filters = { ...this.state.filters, ...patch };
    this.state.filters = Object.fromEntries(Object.entries(filters).filter(([name, value]) => name === "snap" || value));
    this.state.hide();
    this.text.filter();
    this.bar.refresh();
    this.client.ask({ op: "view", filters: this.state.filters });
  }

  /** Whether a selection snaps to whole words. */
  get snap() {
    return this.state.filters.snap !== false;
  }

  /** Find words, or go on to the next place where they are. */
  find(words, step) {
    const { state } = this;
    if (words && words === this.sought && state.hits.length) return this.#hit(step);
    this.sought = words;
    const show = (hits) => {
      const turns = new Set([...state.hits, ...hits].flatMap(([start, end]) => state.numbers({ start, end })));
      state.hits = hits;
      this.hitAt = -1;
      this.bar.hits(hits.length, words ? state.say("hits", { n: hits.length }) : "");
      this.text.refresh(turns);
      if (hits.length) this.#hit(step);
    };
    if (!words) return show([]);
    this.client.ask({ op: "search", words }, { done: (answer) => (answer.error ? this.fail(answer) : show(answer.hits)) });
  }

  suggest(then = () => this.hints.step(1)) {
    this.client.ask({ op: "suggest" }, {
      done: (answer) => {
        if (answer.error) return this.fail(answer);
        const { state } = this;
        state.hints = [...answer.suggestions].sort((a, b) => a.start - b.start || a.end - b.end);
        this.text.refresh(state.turns.keys());
        if (state.hints.length) then();
        else this.tellWords([state.say("no_suggestions"), ...answer.remarks].join(" "));
      },
    });
  }

  size(step) {
    this.#sized(this.sized + step);
    stored((w) => w.localStorage.setItem("qualcase.size", this.sized));
  }

  theme() {
    const theme = themeOf();
    this.root.dataset.theme = theme;
    this.paint.rules(this.state.codes, theme);
  }

  // saying

  tell(key, given) {
    this.tellWords(this.state.say(key, given));
    return false;
  }

  tellWords(words) {
    this.foot.tell(words);
  }

  fail(answer, buttons) {
    this.foot.fail(answer.error, buttons);
  }

  // keys and buttons

  /** Do what a key or a button asks. */
  act(action, key = "") {
    if (!this.state.ready) return;
    const run = {
      nextSentence: () => this.moves.sentence(1), previousSentence: () => this.moves.sentence(-1),
      nextTurn: () => this.moves.turn(1), previousTurn: () => this.moves.turn(-1),
      nextOfSpeaker: () => this.moves.speaker(), nextUncoded: () => this.moves.uncoded(),
      otherEnd: () => this.moves.otherEnd(), move: () => this.moves.begin(),
      moveEnd: () => this.moves.end(key), moveDone: () => this.moves.done(),
      search: () => { this.bar.search.focus(); this.bar.search.select(); },
      figure: () => (this.state.slots[key - 1] ? this.code(this.state.slots[key - 1]) : this.tell("no_repeat")),
      repeat: () => (this.last ?? this.state.recent[0] ? this.code(this.last ?? this.state.recent[0]) : this.tell("no_repeat")),
      picker: () => this.book.focus(),
      inVivo: () => (this.span ? this.dock.openVivo() : this.tell("no_selection")),
      copy: () => this.#copy(),
      stance: () => this.#stance(STANCES[key]),
      basis: () => this.#cycle("basis", this.state.bases),
      holder: () => this.#field("holder"), target: () => this.#field("target"), aspect: () => this.#field("aspect"),
      memo: () => this.#field("memo"),
      notYet: () => this.#flip("not_yet"), hedge: () => this.#flip("hedge"), keyQuote: () => this.#flip("key"),
      cycle: () => this.#next(), uncode: () => this.#uncode(),
      nextHint: () => this.hints.step(1), previousHint: () => this.hints.step(-1),
      accept: () => this.hints.accept(), reject: () => this.hints.reject(),
      undoRedo: () => this.#undo(key === "U" ? "redo" : "undo"),
      help: () => this.help.show(), escape: () => this.escape(), ...this.compare.actions,
    }[action];
    run?.();
  }

  /** Leave what is open, the innermost first. */
  escape() {
    if (!this.help.el.hidden) return this.help.close();
    if (this.compare.shown) return this.compare.escape();
    if (this.moving) return this.moves.leave();
    if (!this.dock.vivo.hidden) this.dock.closeVivo();
    else if (!this.text.focused) {
      if (this.book.input.value) this.book.clear();
    } else if (this.hint) {
      this.#hold("", "");
      return this.flush();
    } else if (!this.foot.error.hidden) this.foot.error.hidden = true;
    else if (this.span) {
      document.getSelection().removeAllRanges();
      return this.unchoose();
    }
    this.backToText();
  }

  /** Show everything that was touched since. */
  flush() {
    if (!this.state.ready) return this.foot.refresh();
    const turns = this.touched;
    this.touched = new Set();
    this.text.refresh(turns);
    this.dock.refresh();
    this.book.refresh();
    this.bar.refresh();
    this.foot.refresh();
  }

  remove() {
    this.dock.commit();
    this.client.stop();
    this.text.remove();
    this.paint.remove();
  }

  // within

  #open(told) {
    const { state } = this;
    const same = state.ready && state.source.id === told.source.id && state.source.text === told.source.text;
    const again = state.ready && state.lang === told.lang && JSON.stringify(state.codes) === JSON.stringify(told.codes);
    const scrolled = this.text.el.scrollTop;
    state.open(told);
    state.overlay(this.client.waiting);
    this.root.lang = told.lang;
    this.root.setAttribute("aria-label", `${state.say("title")}: ${told.title}`);
    if (!same) [this.span, this.active, this.hint, this.moving, this.sought] = [null, "", "", null, ""];
    this.theme();
    this.text.open();
    if (same) this.text.el.scrollTop = scrolled;
    this.bar.open();
    this.foot.open();
    if (!again || !this.dock.stance) this.dock.open();
    this.book.open();
    if (same && this.span && this.text.focused) this.text.select(this.span, { scroll: false });
  }

  #opened(answer) {
    if (answer.error) return this.fail(answer, [["Try again · Coba lagi", () => this.start()]]);
    const { state } = this;
    if (state.compare?.length) this.compare.open(...state.compare);
    const views = [...document.querySelectorAll("[data-view]")].map((one) => one.dataset.view);
    const alive = (id) => views.includes(id.split("-")[0]); // another view, which still waits for its own answers
    const left = this.store.all().filter((one) => one.file === state.file && one.title === state.title && one.coder === state.coder && !alive(one.id));
    if (left.length) this.client.adopt(left, (op, answered) => answered.error && !this.#isSo(answered, op) && this.fail(answered));
  }

  /** The fields of a message as they are now; {before: op} where another must be asked before; null where it cannot be. */
  #prepare({ op, context }) {
    const { state } = this;
    const onWords = "start" in op || op.op === "accept" || op.op === "reject";
    if (onWords && context && state.ready) {
      if (context.source !== state.source.id) return { before: { op: "view", source: context.source } };
      if (context.text !== state.source.text && "start" in op) return null;
    }
    if (["change", "move", "uncode"].includes(op.op)) {
      const v = op.v ?? state.codings.get(op.coding)?.v;
      if (!op.coding || !v) return null;
      op = { ...op, v };
    }
    return "start" in op ? { ...op, quote: state.words(op) } : op;
  }

  #moved() {
    if (!this.state.ready) return this.foot.refresh();
    const { state } = this;
    const before = [...state.ghosts, ...state.over.values()].flatMap((one) => state.numbers(one));
    [...before, ...state.overlay(this.client.waiting)].forEach((turn) => this.touched.add(turn));
    this.foot.refresh();
  }

  /** Let go of what is gone, and of what the filters hide. */
  #settle() {
    if (this.active && !this.state.shown(this.active)) this.active = "";
    if (this.hint && !this.state.hints.some((one) => one.key === this.hint)) this.hint = "";
  }

  #hold(active, hint) {
    const { state } = this;
    const touch = (one) => one && state.numbers(one).forEach((turn) => this.touched.add(turn));
    if (active !== this.active) [this.active, active].forEach((id) => touch(state.shown(id)));
    if (hint !== this.hint) [this.hint, hint].forEach((key) => touch(state.hints.find((one) => one.key === key)));
    this.active = active;
    this.hint = hint;
  }

  #made(op, name) {
    let made = "";
    const entry = this.record(op, (answer, own) => {
      made = answer.coding;
      if (this.active === own.id) this.#hold(made, this.hint);
      this.tell(answer.already ? "already" : "coded", { code: name(answer) });
    }, { failed: (own) => this.active === own.id && this.#hold("", "") });
    if (!entry) return false;
    this.#hold(this.client.queue.includes(entry) ? entry.id : made, "");
    if (op.code) this.book.hold(op.code);
    this.flush();
    return true;
  }

  /** Ask something of one coding, which may itself still wait for its answer. */
  #on(one, op, done) {
    const waits = this.client.waiting.findLast(({ id, op: other, after }) => id === one.id || (other.coding ?? after) === one.id);
    const ghost = this.client.waiting.some(({ id }) => id === one.id);
    if (ghost) return this.record(op, done, { after: one.id });
    return this.record({ ...op, coding: one.id, v: waits ? null : one.v }, done);
  }

  #own(id) {
    const one = this.state.shown(id);
    if (!one) this.tell("no_coding");
    else if (!one.mine) this.tell("other_coder", { coder: one.coder });
    return one?.mine ? one : null;
  }

  #stance(stance) {
    if (this.hint) return this.hints.stance(stance);
    const one = this.#own(this.active);
    if (one) this.change({ stance: one.stance === stance ? "" : stance });
  }

  #cycle(name, pairs) {
    const one = this.#own(this.active);
    if (!one) return;
    const values = ["", ...pairs.map(([id]) => id)];
    this.change({ [name]: values[(values.indexOf(one[name]) + 1) % values.length] });
  }

  #flip(name) {
    const one = this.#own(this.active);
    if (one) this.change({ [name]: !one[name] });
  }

  #field(name) {
    if (!this.#own(this.active)) return;
    this.#hold(this.active, "");
    this.flush();
    this.dock[name].focus();
  }

  #next() {
    const under = this.state.under(this.span);
    if (!under.length) return this.tell("no_coding");
    const one = under[(under.findIndex((other) => other.id === this.active) + 1) % under.length];
    this.#hold(one.id, "");
    this.book.hold(one.code);
    this.tellWords([this.state.name(one), saying(this.state, one), one.mine ? "" : one.coder].filter(Boolean).join(", "));
    this.flush();
  }

  #uncode() {
    const one = this.#own(this.active);
    if (one) this.#on(one, { op: "uncode" }, () => this.tell("uncoded", { code: this.state.name(one) }));
  }

  #undo(op) {
    this.dock.commit();
    this.record({ op }, (answer) => {
      const verb = this.state.labels[`verb.${answer.did.verb}`] ?? answer.did.verb;
      this.tell(op === "undo" ? "undone" : "redone", { verb });
    }, { stored: false });
  }

  async #copy() {
    const { state, span } = this;
    if (!span) return this.tell("no_selection");
    const [first] = state.numbers(span);
    const speaker = state.turns[first]?.speaker;
    const words = `“${state.words(span)}” (${[speaker, state.locator(span)].filter(Boolean).join("; ")})`;
    try {
      await navigator.clipboard.writeText(words);
      this.tell("copied");
    } catch (error) {
      this.tellWords(String(error));
    }
  }

  #hit(step) {
    const { hits } = this.state;
    const from = this.span ? hits.findIndex(([start]) => start >= this.span.start) : 0;
    this.hitAt = this.hitAt < 0 ? Math.max(from, 0) : (this.hitAt + step + hits.length) % hits.length;
    const [start, end] = hits[this.hitAt];
    this.bar.hits(hits.length, `${this.hitAt + 1} / ${hits.length}`);
    this.text.select({ start, end });
  }

  /** Say whether a coding already is as an op wanted it: it was done, and its answer was lost. */
  #isSo(answer, { op, coding, v, quote, after, reason, ...wanted }) {
    if (answer.error.kind !== "stale") return false;
    if (op === "uncode") return !answer.coding;
    return Boolean(answer.coding) && Object.entries(wanted).every(([name, value]) => answer.coding[name] === value);
  }

  #failed(answer, op) {
    const { state } = this;
    const { error } = answer;
    if (error.kind === "stale" && "coding" in answer) {
      if (this.#isSo(answer, op)) return;
      const now = answer.coding;
      if (now) {
        state.apply({ codings: [now] }).forEach((turn) => this.touched.add(turn));
        this.#hold(now.id, "");
      }
      const what = now ? [state.name(now), saying(state, now), `“${clip(state.words(now), 60)}”`].filter(Boolean).join(", ") : state.say("gone");
      return this.foot.fail({ ...error, what: error.what || state.say("gone"), next: `${state.say("stale_now", { what })} ${error.next}` });
    }
    const again = ["busy", "failed"].includes(error.kind) ? [[state.say("try_again"), () => this.record(op)]] : [];
    if (error.kind === "text") again.push([state.say("reload"), () => this.reopen()]);
    this.fail(answer, again);
  }

  #codebook() {
    this.theme();
    this.book.open();
    this.dock.open();
    this.text.repaint();
  }

  #sized(size) {
    this.sized = Math.min(Math.max(Number.isFinite(size) ? size : 2, 0), SIZES.length - 1);
    this.root.style.setProperty("--qc-size", SIZES[this.sized]);
  }
}
