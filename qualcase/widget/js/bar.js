// Above the text: which source, how far, search, filters. Below it: whether all is saved, and what just happened.

import { notes } from "./book.js";
import { button, fill, h, options } from "./dom.js";
import { COMPARE_KEYS, KEYS } from "./keys.js";

export class Bar {
  constructor(app) {
    this.app = app;
    this.el = h("header.qc-bar-top");
    this.more = h("div.qc-settings", { hidden: true, id: `${app.view}-settings` });
  }

  open() {
    const { app } = this;
    const { state } = app;
    const say = (key) => state.say(key);
    this.listed = "";
    this.source = h("select.qc-source", { "aria-label": say("source"), onchange: () => app.openSource(this.source.value) });
    this.meter = h("progress", { "aria-hidden": "true" });
    this.coded = h("span.qc-coded");
    this.search = h("input", { type: "search", placeholder: say("search"), "aria-label": say("search"), "aria-keyshortcuts": "f", spellcheck: "false" });
    this.search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      app.find(this.search.value.trim(), event.shiftKey ? -1 : 1);
    });
    this.search.addEventListener("input", () => this.search.value || app.find("", 1));
    this.found = h("span.qc-found");
    const tool = (words, key, run) => button(".qc-quiet", { onclick: run, "aria-keyshortcuts": key || null }, words);
    this.settings = tool(say("settings"), "", () => this.toggle());
    this.settings.setAttribute("aria-controls", this.more.id);
    const sign = (words, key, glyph) => button(".qc-quiet", {
      "aria-label": words, title: `${words} (${key})`, "aria-keyshortcuts": key, onclick: () => app.act("undoRedo", key),
    }, h("span.qc-glyph", { "aria-hidden": "true" }, glyph));
    this.undo = [sign(say("undo"), "u", "↶"), sign(say("redo"), "U", "↷")];
    this.ask = tool(say("suggest"), "n", () => app.suggest());
    fill(this.el,
      h("h2.qc-hidden", {}, say("title")), this.source,
      h("div.qc-progress", {}, this.meter, this.coded),
      tool(say("next_uncoded"), "l", () => { app.backToText(); app.act("nextUncoded"); }),
      h("span.qc-space"),
      h("div.qc-search", {}, this.search, this.found),
      state.read_only ? null : [this.ask, this.undo], state.blind ? null : tool(say("compare"), "g", () => app.act("compare")), this.settings);
    this.#settings();
    this.refresh();
  }

  refresh() {
    const { state } = this.app;
    if (!this.source) return;
    const sources = state.sources.map((one) => [one.id, `${one.id}${one.title ? ` · ${one.title}` : ""} (${one.coded}/${one.turns})`]);
    if (String(sources) !== this.listed) options(this.source, sources, state.source.id);
    this.listed = String(sources);
    this.source.value = state.source.id;
    const { turns, coded } = state.progress;
    this.meter.max = Math.max(turns, 1);
    this.meter.value = coded;
    this.coded.textContent = state.say("progress", { turns, coded });
    const set = ["speaker", "question", "code", "mine"].filter((one) => state.filters[one]).length;
    this.settings.textContent = state.say("settings") + (set ? ` (${set})` : "");
    this.settings.setAttribute("aria-expanded", String(!this.more.hidden));
    this.mine.checked = Boolean(state.filters.mine);
    this.snap.checked = this.app.snap;
    for (const name of ["speaker", "question", "code"]) this[name].value = state.filters[name] ?? "";
    this.clear.hidden = !set;
  }

  hits(number, words) {
    this.found.textContent = words;
  }

  toggle() {
    this.more.hidden = !this.more.hidden;
    this.refresh();
  }

  #settings() {
    const { app } = this;
    const { state } = app;
    const say = (key) => state.say(key);
    const select = (name, pairs) => {
      this[name] = options(h("select", { onchange: () => app.filter({ [name]: this[name].value }) }), [["", say("all")], ...pairs], state.filters[name] ?? "");
      return h("label.qc-field", {}, h("span", {}, say(name)), this[name]);
    };
    const box = (name, run) => {
      this[name] = h("input", { type: "checkbox", onchange: () => run(this[name].checked) });
      return this[name];
    };
    const unique = (name) => [...new Set(state.turns.map((one) => one[name]).filter(Boolean))];
    const roles = new Map(state.turns.map((one) => [one.speaker, one.role]));
    const questions = unique("question");
    const question = select("question", questions.map((one) => [one, one]));
    question.hidden = !questions.length;
    this.clear = button(".qc-quiet", { onclick: () => app.filter({ speaker: "", question: "", code: "", mine: false }) }, say("clear"));
    fill(this.more,
      select("speaker", unique("speaker").map((one) => [one, roles.get(one) ? `${one}, ${roles.get(one)}` : one])),
      question,
      select("code", state.codes.map((one) => [one.id, [...one.path, one.label].join(" › ")])),
      h("label", {}, box("mine", (on) => app.filter({ mine: on })), say("filter_mine")),
      h("label", {}, box("snap", (on) => app.filter({ snap: on })), say("snap")),
      this.clear,
      h("span.qc-sizes", { role: "group" },
        button(".qc-quiet", { "aria-label": say("smaller"), onclick: () => app.size(-1) }, "A−"),
        button(".qc-quiet", { "aria-label": say("larger"), onclick: () => app.size(1) }, "A+")),
      this.memos = h("div.qc-source-notes"));
    this.notes();
  }

  notes() {
    const about = `source:${this.app.state.source.id}`;
    const found = (this.app.state.memos ?? []).filter((one) => one.about === about);
    if (this.memos && !this.memos.contains(this.memos.getRootNode().activeElement)) fill(this.memos, notes(this.app, about, found, "memo_source"));
  }
}

export class Foot {
  constructor(app) {
    this.app = app;
    this.status = h("span.qc-status", { role: "status" });
    this.told = h("span.qc-told", { "aria-live": "polite" });
    this.who = h("span.qc-who-codes");
    this.keys = button(".qc-quiet", { onclick: () => app.act("help"), "aria-keyshortcuts": "?" });
    this.el = h("footer.qc-foot", {}, this.status, this.told, this.who, this.keys);
    this.error = h("div.qc-error", { role: "alert", hidden: true });
  }

  open() {
    const { state } = this.app;
    this.who.textContent = [state.read_only && state.say("read_only"), state.blind && state.say("blind"), state.coder].filter(Boolean).join(" · ");
    this.who.title = state.read_only || "";
    fill(this.keys, state.say("keys"), h("kbd", {}, "?"));
    this.refresh();
  }

  /** Say what is saved: never "saved" while anything waits for its answer. */
  refresh() {
    const { client, state, closed } = this.app;
    const n = client.waiting.length;
    this.status.dataset.waiting = n;
    this.status.dataset.state = closed ? "closed" : n ? "waiting" : "saved";
    if (!state.ready) return void (this.status.textContent = client.silent ? "…" : "");
    const words = closed ? state.say("closed") : n ? state.say("waiting", { n }) : state.say("saved");
    const silent = client.silent && n && !closed ? ` ${state.say("silent")}` : "";
    if (this.status.textContent !== words + silent) this.status.textContent = words + silent;
  }

  tell(words) {
    this.told.textContent = words;
  }

  /** Show an error until it is closed; `buttons`: pairs of words and what they do. */
  fail({ what, where, next }, buttons = []) {
    const { state } = this.app;
    const close = () => (this.error.hidden = true);
    fill(this.error, h("p", {}, h("strong", {}, what), [where, next].filter(Boolean).map((one) => h("span", {}, one))),
      [...buttons, [state.say("close"), () => {}]].map(([words, run]) =>
        button(".qc-quiet", { onclick: () => { close(); run(); } }, words)));
    this.error.hidden = false;
  }
}

/** The list of keys, over the widget; Esc closes it. */
export class Help {
  constructor(app) {
    this.app = app;
    this.el = h("div.qc-help", { role: "dialog", "aria-modal": "true", hidden: true, tabindex: "-1" });
    this.el.addEventListener("click", (event) => event.target === this.el && this.close());
    this.el.addEventListener("keydown", (event) => {
      if (event.key !== "Tab") return;
      event.preventDefault(); // the only thing to reach is the button that closes it
      this.el.querySelector("button").focus();
    });
  }

  show() {
    const { state } = this.app;
    const kbd = (keys) => keys.split(" ").map((one) => h("kbd", {}, one));
    const groups = [...KEYS, ...COMPARE_KEYS].map(([title, lines]) => h("section", {}, h("h4", {}, state.say(title)),
      h("dl", {}, lines.map(([keys, , label, shown]) => h("div", {}, h("dt", {}, kbd(shown ?? keys[0])), h("dd", {}, state.say(label)))))));
    this.el.setAttribute("aria-label", state.say("keys"));
    fill(this.el, h("div.qc-sheet", {}, h("header", {}, h("h3", {}, state.say("keys")),
      h("button.qc-quiet", { type: "button", onclick: () => this.close() }, state.say("close"), h("kbd", {}, "Esc"))), h("div.qc-groups", {}, groups)));
    this.el.hidden = false;
    this.el.querySelector("button").focus();
  }

  close() {
    this.el.hidden = true;
    this.app.backToText();
  }
}
