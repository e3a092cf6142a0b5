// Suggestions: looked at one by one, taken or turned down; nothing of them is stored but the decision.

export class Hints {
  constructor(app) {
    this.app = app;
  }

  /** Go to the next suggestion after the cursor, or the one before; asks for them where there are none. */
  step(by) {
    const { app } = this;
    const open = this.#open();
    if (!open.length) return app.state.hints.length || this.asked === app.state.source.id ? this.#none() : this.#ask();
    const now = open.findIndex((one) => one.key === app.hint);
    const point = app.span?.start ?? -1;
    const next = now >= 0 ? now + by
      : by > 0 ? open.findIndex((one) => one.start >= point) : open.findLastIndex((one) => one.start <= point);
    app.showHint(open[((next < 0 && now < 0 ? 0 : next) + open.length) % open.length].key);
  }

  /** Say another stance than the one proposed, before it is taken. */
  stance(stance) {
    const { app } = this;
    const one = this.#now();
    if (!one) return;
    one.stance = stance;
    one.changed = true;
    app.text.refresh(app.state.numbers(one));
    app.flush();
  }

  /** Take the suggestion in hand, with another code where one is given. */
  accept(code) {
    const one = this.#now();
    if (!one) return;
    const { state } = this.app;
    const op = { op: "accept", keys: [one.key] };
    if (code && code !== one.code) op.code = code;
    if (one.changed) op.stance = one.stance;
    const name = state.code.get(op.code ?? one.code)?.label ?? one.code;
    this.#decide(one, op, "accepted", name);
  }

  /** Turn the suggestion in hand down. */
  reject() {
    const one = this.#now();
    if (one) this.#decide(one, { op: "reject", keys: [one.key] }, "rejected", this.app.state.code.get(one.code)?.label ?? one.code);
  }

  #decide(one, op, said, code) {
    const { app } = this;
    const { state } = app;
    const asked = app.record(op, () => {
      state.hints = state.hints.filter((other) => other.key !== one.key);
      state.numbers(one).forEach((turn) => app.touched.add(turn));
      app.tell(said, { code });
    });
    if (asked && this.#open().length) this.step(1);
  }

  #ask() {
    const { app } = this;
    this.asked = app.state.source.id;
    app.suggest(() => this.step(1));
  }

  /** The suggestions that are not decided, nor under way to be. */
  #open() {
    const { state } = this.app;
    return state.hints.filter((one) => !state.deciding.has(one.key) && !this.#hidden(one));
  }

  #hidden(one) {
    const { state } = this.app;
    return state.numbers(one).every((turn) => state.turns[turn].hidden);
  }

  #now() {
    const { app } = this;
    const one = this.#open().find((other) => other.key === app.hint);
    if (!one) app.tell("next_first");
    return one;
  }

  #none() {
    this.app.tell("no_suggestions");
    this.asked = "";
  }
}
