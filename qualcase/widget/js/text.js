// The transcript: turns with speaker and place, their chips, what is painted, what is selected.

import { chip, hintChip } from "./chips.js";
import { fill, h } from "./dom.js";
import { layers } from "./layers.js";
import { placeOf, placesOf, spanOf } from "./offsets.js";

const MARGIN = "300px"; // turns this near to the visible ones are painted

export class TextPane {
  constructor(app) {
    this.app = app;
    this.el = h("div.qc-text", { tabindex: "0", role: "region" });
    this.visible = new Set();
    this.rows = [];
    this.dragging = false;
    this.native = false; // whether the browser's selection is in the text
    this.observer = typeof IntersectionObserver === "undefined" ? null
      : new IntersectionObserver((seen) => this.#seen(seen), { root: this.el, rootMargin: MARGIN });
    this.off = [];
    this.#listen(document, "selectionchange", () => this.#selected());
    this.#listen(this.el, "mousedown", (event) => (this.dragging = event.button === 0 && !event.defaultPrevented));
    this.#listen(document, "mouseup", (event) => this.dragging && this.#released(event));
    this.#listen(this.el, "focus", () => this.paintChosen());
    this.#listen(this.el, "blur", () => this.paintChosen());
    this.#listen(window, "beforeprint", () => this.#paintAll());
    this.#listen(window, "afterprint", () => this.#watch());
  }

  /** Build the open source anew. */
  open() {
    const { state } = this.app;
    this.el.setAttribute("aria-label", `${state.say("text")}: ${state.source.id}`);
    this.el.lang = state.source.lang || "id";
    this.el.toggleAttribute("data-timed", state.turns.some((turn) => turn.time));
    let before = "";
    this.rows = state.turns.map((turn, number) => {
      const row = this.#row(turn, number, turn.speaker && turn.speaker === before);
      before = turn.speaker;
      return row;
    });
    const source = state.source;
    const head = h("header.qc-head", {}, h("h3", {}, source.id), source.title && h("span", {}, source.title),
      h("span.qc-kind", {}, source.kind));
    fill(this.el, head, this.rows.map((row) => row.el));
    this.rows.forEach((row, number) => {
      row.el.hidden = state.turns[number].hidden;
      this.#chips(number);
    });
    this.#watch();
    this.el.scrollTop = 0;
  }

  /** Show the turns given as they are now: chips and paint. */
  refresh(turns) {
    for (const number of turns) {
      if (!this.rows[number]) continue;
      this.#chips(number);
      this.#paint(number);
    }
  }

  /** Show and hide turns by the filters, and all chips anew. */
  filter() {
    this.app.state.turns.forEach((turn, number) => (this.rows[number].el.hidden = turn.hidden));
    this.refresh(this.rows.keys());
  }

  /** Paint anew what is visible: the theme or the codebook changed. */
  repaint() {
    this.refresh(this.visible);
  }

  /** Paint the chosen words where the browser does not show a selection of its own. */
  paintChosen() {
    const { state, span } = this.app;
    const now = new Set(span && state.ready && !this.owns() ? state.numbers(span) : []);
    const turns = new Set([...(this.chosen ?? []), ...now]);
    this.chosen = now;
    turns.forEach((number) => this.rows[number] && this.#paint(number));
  }

  /** Say whether the browser shows the span by a selection of its own. To ask the selection each time costs a layout. */
  owns() {
    return this.native && this.focused;
  }

  get focused() {
    const root = this.el.getRootNode();
    return root.activeElement === this.el;
  }

  /** Select a span, and bring it into view; `backward`: its start is the end that moves. */
  select(span, { backward = false, scroll = true } = {}) {
    const { state } = this.app;
    const places = placesOf(state.turns, span);
    if (!places) return;
    const [from, to] = places.map(({ turn, at }) => [this.rows[turn].node, at]);
    const selection = document.getSelection();
    if (this.focused) {
      if (backward) selection.setBaseAndExtent(...to, ...from);
      else selection.setBaseAndExtent(...from, ...to);
      this.native = true;
    }
    this.app.choose(span, { from: "select" });
    if (scroll) this.reveal(span, backward ? "start" : "end");
  }

  /** Scroll as little as needed for one end of a span to be seen. */
  reveal(span, end = "start") {
    const places = placesOf(this.app.state.turns, span);
    if (!places) return;
    for (const { turn, at } of end === "end" ? places : [places[1], places[0]]) {
      const row = this.rows[turn];
      row.el.scrollIntoView?.({ block: "nearest" });
      const range = document.createRange();
      range.setStart(row.node, at);
      range.collapse(true);
      const box = range.getBoundingClientRect?.();
      const pane = this.el.getBoundingClientRect();
      if (!box || !pane.height || (!box.top && !box.bottom)) continue;
      const room = Math.min(64, pane.height / 5);
      if (box.top < pane.top + room) this.el.scrollTop -= pane.top + room - box.top;
      else if (box.bottom > pane.bottom - room) this.el.scrollTop += box.bottom - (pane.bottom - room);
    }
  }

  /** The first turn that can be seen. */
  get top() {
    const edge = this.el.getBoundingClientRect().top;
    const seen = [...this.visible].sort((a, b) => a - b);
    return seen.find((number) => this.rows[number].el.getBoundingClientRect().bottom > edge) ?? 0;
  }

  remove() {
    this.observer?.disconnect();
    this.off.forEach((end) => end());
  }

  #listen(target, name, heard) {
    target.addEventListener(name, heard);
    this.off.push(() => target.removeEventListener(name, heard));
  }

  #row(turn, number, again) {
    const node = document.createTextNode(turn.text);
    const words = h("p.qc-words", { dir: "auto" }, node);
    const gutter = h("div.qc-gutter");
    const who = h("div.qc-who", { title: turn.role || null },
      turn.time ? h("span.qc-time", {}, turn.time) : null,
      turn.speaker ? h("span.qc-speaker", {}, turn.speaker) : null,
      turn.n ? h("span.qc-locator", { "aria-label": turn.locator }, String(turn.n)) : null);
    turn.words = words;
    const el = h("div.qc-turn", {
      "data-start": turn.start, "data-number": number, "data-asking": turn.asking ? "" : null,
      "data-aside": turn.n ? null : "", "data-again": again ? "" : null,
    }, who, words, gutter);
    return { el, node, gutter };
  }

  #chips(number) {
    const { app } = this;
    const { state } = app;
    const { start, end } = state.turns[number];
    const rows = []; // one code on the same words by several coders is one row: the code, then the coders
    let before = null;
    for (const one of state.of(number)) {
      if (one.start < start && state.numbers(one)[0] !== number) {
        rows.push(h("span.qc-more", { title: state.name(one) }, `↑ ${state.name(one)}`));
        continue;
      }
      const again = before?.code === one.code && before.start === one.start && before.end === one.end;
      const made = chip(state, one, { active: one.id === app.active, again, onclick: () => app.activate(one.id) });
      if (again) rows.at(-1).append(made);
      else rows.push(h("div.qc-together", {}, made));
      before = one;
    }
    const hints = state.hints
      .filter((one) => one.start < end && one.end > start && state.numbers(one)[0] === number)
      .map((one) => hintChip(state, one, { active: one.key === app.hint, onclick: () => app.showHint(one.key) }));
    if (!rows.length && !hints.length && !this.rows[number].gutter.firstChild) return;
    fill(this.rows[number].gutter, rows, hints);
  }

  #paint(number) {
    if (!this.visible.has(number)) return;
    const { state, paint, span, active } = this.app;
    const turn = state.turns[number];
    const touches = (one) => one.start < turn.end && one.end > turn.start;
    paint.turn(number, this.rows[number].node, layers(turn, state.of(number), {
      active, chosen: span && !this.owns() && touches(span) ? span : null,
      hints: state.hints.filter(touches), hits: state.hits.filter(([start, end]) => touches({ start, end })),
      place: (code) => state.place(code),
    }));
  }

  /** Paint what is visible from now on, and nothing else. */
  #watch() {
    this.observer?.disconnect();
    this.app.paint.clearAll();
    this.visible = new Set(this.observer ? [] : this.rows.keys());
    this.rows.forEach((row) => this.observer?.observe(row.el));
  }

  #paintAll() {
    this.rows.forEach((_, number) => this.visible.add(number));
    this.repaint();
  }

  #seen(entries) {
    for (const { target, isIntersecting } of entries) {
      const number = Number(target.dataset.number);
      if (isIntersecting) {
        this.visible.add(number);
        this.#paint(number);
      } else {
        this.visible.delete(number);
        this.app.paint.clear(number);
      }
    }
  }

  /** The browser's selection as a span and the end that moves, or null where it is not in the text. */
  #native(words = false) {
    const selection = document.getSelection();
    if (!selection?.rangeCount || selection.isCollapsed || !this.rows.length) return null;
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
    if (!this.el.contains(anchorNode) && !this.el.contains(focusNode)) return null;
    const range = selection.getRangeAt(0);
    const { turns } = this.app.state;
    const from = placeOf(turns, range.startContainer, range.startOffset);
    let to = placeOf(turns, range.endContainer, range.endOffset, true);
    if (!from || !to) return null;
    for (let n = from.turn; n < to.turn; n++) if (turns[n + 1].hidden) to = { turn: n, at: turns[n].text.length };
    if (to.turn < from.turn || (to.turn === from.turn && to.at <= from.at)) return { span: null, backward: false };
    const backward = range.startContainer === focusNode && range.startOffset === focusOffset
      && !(anchorNode === focusNode && anchorOffset === focusOffset);
    return { span: spanOf(turns, from, to, { words }), backward };
  }

  #selected() {
    const found = this.#native();
    if (this.native !== Boolean(found)) {
      this.native = Boolean(found);
      this.paintChosen();
    }
    if (!found) return;
    this.app.backward = found.backward;
    this.app.choose(found.span, { from: this.dragging ? "drag" : "keys" });
  }

  #released(event) {
    this.dragging = false;
    const found = this.#native(this.app.snap);
    if (found) {
      if (found.span) this.select(found.span, { backward: found.backward, scroll: false });
      else this.app.tell("empty_selection");
    } else if (event.target instanceof Element && event.target.closest(".qc-words") && this.el.contains(event.target)) {
      this.app.pointed(this.#under(event));
    }
  }

  /** The code point under the mouse. */
  #under({ clientX, clientY }) {
    const caret = document.caretPositionFromPoint?.(clientX, clientY);
    const range = caret ? null : document.caretRangeFromPoint?.(clientX, clientY);
    const [node, offset] = caret ? [caret.offsetNode, caret.offset] : [range?.startContainer, range?.startOffset];
    if (!node || !this.el.contains(node)) return null;
    const { turns } = this.app.state;
    const place = placeOf(turns, node, offset);
    if (!place) return null;
    const { start, text } = turns[place.turn];
    return start + Array.from(text.slice(0, place.at)).length;
  }
}
