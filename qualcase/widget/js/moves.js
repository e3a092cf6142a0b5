// The cursor of the keys: from sentence to sentence, turn to turn, and the ends of a coding.

import { placesOf, spanOf, step, turnAt } from "./offsets.js";

export class Moves {
  constructor(app) {
    this.app = app;
  }

  /** Choose the next sentence, or the one before. */
  sentence(by) {
    const { state } = this.app;
    this.#step(state.source.sentences, by);
  }

  /** Choose the next turn, or the one before. */
  turn(by) {
    const { turns } = this.app.state;
    this.#step(turns.filter((one) => one.text.trim()).map((one) => [one.start, one.end]), by);
  }

  /** Choose the next turn of whoever speaks here. */
  speaker() {
    const { turns } = this.app.state;
    const speaker = turns[this.#here()]?.speaker;
    this.#step(turns.filter((one) => one.speaker === speaker).map((one) => [one.start, one.end]), 1);
  }

  /** Choose the next answer that this coder has not coded; from the top again after the last. */
  uncoded() {
    const { state } = this.app;
    const bare = state.turns
      .filter((one, number) => one.n && !one.asking && !one.hidden && ![...state.here[number]].some((id) => state.codings.get(id)?.mine))
      .map((one) => [one.start, one.end]);
    const point = this.app.span?.end ?? -1;
    const found = bare.find(([start]) => start >= point) ?? bare[0];
    if (found) this.#choose(...found);
    else this.app.tell("no_uncoded");
  }

  /** Let the other end of the selection be the one that moves. */
  otherEnd() {
    const { app } = this;
    if (!app.span) return app.tell("no_selection");
    app.backward = !app.backward;
    app.text.select(app.moving ?? app.span, { backward: app.backward });
  }

  /** Begin to move the ends of the coding in hand. */
  begin() {
    const { app } = this;
    const one = app.state.shown(app.active);
    if (!one) return app.tell("no_coding");
    if (!one.mine) return app.tell("other_coder", { coder: one.coder });
    app.moving = { id: one.id, start: one.start, end: one.end };
    app.backward = false;
    app.text.el.focus({ preventScroll: true });
    app.text.select({ start: one.start, end: one.end });
    app.tell("moving");
  }

  /** Move the end in hand: by a word, by a character, or (up, down) by a sentence. */
  end(how) {
    const { app } = this;
    const { state, moving, backward } = app;
    const [direction, unit] = how.split("-");
    const forward = direction === "right" || direction === "down";
    let span;
    if (direction === "up" || direction === "down") {
      const now = backward ? moving.start : moving.end;
      const borders = state.source.sentences.map((one) => one[backward ? 0 : 1]);
      const found = forward ? borders.find((one) => one > now) : borders.findLast((one) => one < now);
      if (found === undefined) return;
      span = backward ? { start: found, end: moving.end } : { start: moving.start, end: found };
    } else {
      const places = placesOf(state.turns, moving);
      const moved = step(state.turns, places[backward ? 0 : 1], { end: !backward, forward, words: unit !== "character" });
      if (!moved) return;
      const [from, to] = backward ? [moved, places[1]] : [places[0], moved];
      if (from.turn > to.turn || (from.turn === to.turn && from.at >= to.at)) return;
      span = spanOf(state.turns, from, to);
    }
    if (!span || span.start >= span.end) return;
    app.moving = { ...moving, ...span };
    app.text.select(span, { backward });
  }

  /** Keep the ends as they are now. */
  done() {
    const { app } = this;
    const { id, start, end } = app.moving;
    app.moving = null;
    app.move(id, { start, end });
    app.flush();
  }

  /** Leave the ends as they were. */
  leave() {
    const { app } = this;
    const one = app.state.shown(app.moving.id);
    app.moving = null;
    if (one) app.text.select({ start: one.start, end: one.end });
    app.flush();
  }

  /** The turn of the cursor, or the first that is seen. */
  #here() {
    const { state, span, text } = this.app;
    return span ? turnAt(state.turns, span.start) : text.top;
  }

  #step(units, by) {
    const { state, span, text } = this.app;
    const shown = units.filter(([start]) => {
      const turn = state.turns[turnAt(state.turns, start)];
      return turn && !turn.hidden && turn.end > start;
    });
    const found = span
      ? by > 0 ? shown.find(([start, end]) => start >= span.end || (start > span.start && end > span.end)) : shown.findLast(([start, end]) => end <= span.start || (start < span.start && end < span.end))
      : shown.find(([start]) => start >= (state.turns[text.top]?.start ?? 0));
    if (found) this.#choose(...found);
  }

  #choose(start, end) {
    const { app } = this;
    const places = placesOf(app.state.turns, { start, end });
    const span = places && spanOf(app.state.turns, ...places);
    if (!span) return;
    if (app.moving) app.moving = null;
    app.backward = false;
    app.text.el.focus({ preventScroll: true });
    app.text.select(span);
    const turn = app.state.turns[places[0].turn];
    const codes = app.state.under(span).map((one) => app.state.name(one));
    app.tellWords([turn.speaker && `${turn.speaker}:`, app.state.words(span), codes.length && `(${[...new Set(codes)].join(", ")})`].filter(Boolean).join(" "));
  }
}
