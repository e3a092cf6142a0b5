// What is chosen: the words, the codings on them, and what the coding in hand says.

import { SIGNS, chip, saying, stanceOf } from "./chips.js";
import { button, clip, fill, h, options } from "./dom.js";

const STANCE_KEYS = { supports: "+", contradicts: "-", mixed: "*", neutral: "0" };

export class Dock {
  constructor(app) {
    this.app = app;
    this.editing = null; // {id, name, field}: a text field that was touched and is not sent yet
    this.words = h("p.qc-chosen", { "aria-live": "off" });
    this.tools = h("div.qc-tools");
    this.here = h("div.qc-here", { role: "group" });
    this.taking = h("div.qc-tools");
    this.fields = h("div.qc-fields", { role: "group" });
    this.hint = h("div.qc-hint", { role: "group", hidden: true });
    this.vivo = h("form.qc-vivo", { hidden: true, onsubmit: (event) => this.#newCode(event) });
    this.el = h("section.qc-dock", {}, h("div.qc-top", {}, this.words, this.tools), this.vivo,
      h("div.qc-top", {}, this.here, this.taking), this.fields, this.hint);
  }

  /** Build fields and lists anew: another language or another case. */
  open() {
    const { app } = this;
    const { state } = app;
    const say = (key) => state.say(key);
    this.el.setAttribute("aria-label", say("selection"));
    this.here.setAttribute("aria-label", say("codings"));
    fill(this.tools,
      this.copy = button(".qc-quiet", { onclick: () => app.act("copy"), "aria-keyshortcuts": "Y" }, say("copy")),
      this.make = button(".qc-quiet", { onclick: () => app.act("inVivo"), "aria-keyshortcuts": "v" }, say("new_code")));
    this.label = h("input", { type: "text", "aria-label": say("new_code_label"), placeholder: say("new_code_label") });
    this.label.addEventListener("keydown", (event) => event.key === "Escape" && this.closeVivo());
    this.parent = h("select", { "aria-label": say("code_parent") });
    const { books } = state; // a new code stands under another, or at the top of a book
    const tops = books.length > 1 ? books.map((one) => [`${one}/`, one]) : [["", `— ${say("code_parent")}`]];
    options(this.parent, [...tops, ...state.codes.filter((one) => one.open).map((one) => [one.id, [...one.path, one.label].join(" › ")])], tops[0]?.[0] ?? "");
    fill(this.vivo, this.label, this.parent, h("button", { type: "submit" }, say("new_code")));

    this.stance = state.stances.map(([id, words]) => [id, button(".qc-stance", {
      onclick: () => app.act("stance", STANCE_KEYS[id]), title: words, "aria-keyshortcuts": STANCE_KEYS[id],
    }, h("span.qc-sign", { "aria-hidden": "true" }, SIGNS[id]), h("span.qc-word", {}, words))]);
    const select = (name, list) => {
      const field = h("select", { onchange: () => app.change({ [name]: field.value }) });
      return options(field, [["", `(${say("none")})`], ...list], "");
    };
    this.basis = select("basis", state.bases);
    this.holder = select("holder", state.parties);
    this.target = select("target", state.parties);
    const list = `${app.view}-aspects`;
    this.aspect = this.#text("aspect", h("input", { type: "text", list, autocomplete: "off" }));
    this.aspects = h("datalist", { id: list }, state.aspects.map((one) => h("option", { value: one })));
    this.memo = this.#text("memo", h("textarea.qc-memo", { rows: "2", placeholder: say("memo"), "aria-label": say("memo") }));
    this.flags = [["not_yet", "notYet", "y"], ["hedge", "hedge", "w"], ["key", "keyQuote", "q"]].map(([name, action, key]) => [
      name, button(".qc-flag", { onclick: () => app.act(action), "aria-keyshortcuts": key }, say(name)),
    ]);
    this.state = h("span.qc-saying");
    this.take = [
      button(".qc-quiet", { onclick: () => app.act("move"), "aria-keyshortcuts": "e" }, say("move")),
      button(".qc-quiet", { onclick: () => app.act("uncode"), "aria-keyshortcuts": "x" }, say("uncode")),
    ];
    fill(this.taking, this.take);
    const named = (key, field) => h("label.qc-field", {}, h("span", {}, say(key)), field);
    fill(this.fields,
      h("div.qc-line", {}, h("div.qc-stances", { role: "group", "aria-label": say("stance") }, this.stance.map(([, one]) => one)),
        h("div.qc-flags", {}, this.flags.map(([, one]) => one))),
      h("div.qc-line", {}, named("basis", this.basis), named("holder", this.holder), named("target", this.target),
        named("aspect", this.aspect), this.aspects),
      this.memo, this.state);
    this.refresh();
  }

  /** Show what is chosen now. */
  refresh() {
    const { app } = this;
    const { state, span, moving } = app;
    if (!state.ready || !this.stance) return;
    const shown = moving ?? span;
    fill(this.words, shown
      ? [h("q", { lang: state.source.lang || null }, clip(state.words(shown), 150)), h("cite", {}, state.locator(shown))]
      : h("span.qc-muted", {}, state.say("no_selection")));
    for (const one of [this.copy, this.make]) one.disabled = !span;
    this.make.hidden = Boolean(state.read_only);
    const hint = state.hints.find((one) => one.key === app.hint);
    const codings = state.under(span);
    const active = state.shown(app.active);
    if (active && !codings.some((one) => one.id === active.id)) codings.unshift(active);
    fill(this.here, moving ? h("p.qc-moving", {}, state.say("moving")) : codings.map((one) =>
      chip(state, one, { active: one.id === app.active, onclick: () => app.activate(one.id) })));
    this.hint.hidden = !hint || Boolean(moving);
    if (hint && !moving) this.#hint(hint);
    this.fields.hidden = Boolean(hint || moving || !active || !this.vivo.hidden);
    this.taking.hidden = this.fields.hidden;
    if (!this.fields.hidden) this.#values(active);
  }

  /** Send what was typed and not sent yet. */
  commit() {
    const { editing } = this;
    this.editing = null;
    if (!editing) return;
    const one = this.app.state.shown(editing.id);
    if (one && one[editing.name] !== editing.field.value.trim()) {
      this.app.change({ [editing.name]: editing.field.value.trim() }, editing.id);
    }
  }

  /** Ask what a new code is called: the words themselves, unless a label is given. */
  openVivo(label = "") {
    const { state, span, last } = this.app;
    this.vivo.hidden = false;
    this.refresh();
    this.label.value = label || clip(state.words(span), 60).replace(/[\s.,;:!?…]+$/u, "");
    const book = state.code.get(last ?? state.recent[0])?.book ?? state.books[0];
    this.parent.value = state.books.length > 1 ? `${book}/` : "";
    this.label.focus();
    this.label.select();
  }

  closeVivo() {
    this.vivo.hidden = true;
    this.refresh();
  }

  #newCode(event) {
    event.preventDefault();
    if (!this.app.newCode(this.label.value.trim(), this.parent.value)) return;
    this.closeVivo();
    this.app.backToText();
  }

  #text(name, field) {
    field.addEventListener("input", () => (this.editing = { id: this.app.active, name, field }));
    field.addEventListener("blur", () => this.commit());
    field.addEventListener("keydown", (event) => {
      if (event.isComposing || event.key !== "Enter" || (name === "memo" && !event.ctrlKey && !event.metaKey)) return;
      event.preventDefault();
      this.commit();
      this.app.backToText();
    });
    return field;
  }

  #values(one) {
    const { state } = this.app;
    const fixed = !one.mine || Boolean(state.read_only);
    this.fields.setAttribute("aria-label", state.name(one));
    this.fields.toggleAttribute("data-waiting", Boolean(one.waiting));
    for (const [id, field] of this.stance) {
      field.setAttribute("aria-pressed", String(one.stance === id));
      field.disabled = fixed;
    }
    for (const [name, field] of this.flags) {
      field.setAttribute("aria-pressed", String(Boolean(one[name])));
      field.disabled = fixed;
    }
    this.taking.hidden = fixed;
    for (const name of ["basis", "holder", "target", "aspect", "memo"]) {
      const field = this[name];
      field.disabled = fixed;
      if (this.editing?.field === field && this.editing.id === one.id) continue;
      if (field.tagName === "SELECT" && one[name] && ![...field.options].some((o) => o.value === one[name])) {
        field.append(h("option", { value: one[name] }, one[name]));
      }
      if (field.value !== one[name]) field.value = one[name];
    }
    const foreign = one.mine ? "" : state.say("other_coder", { coder: one.coder });
    this.state.textContent = [foreign, fixed ? saying(state, one) : ""].filter(Boolean).join(": ");
  }

  #hint(one) {
    const { app } = this;
    const { state } = app;
    const number = state.hints.findIndex((other) => other.key === one.key) + 1;
    const act = (name, key, words, strong) => button(strong ? ".qc-strong" : ".qc-quiet", {
      onclick: () => app.act(name), "aria-keyshortcuts": key,
    }, words, h("kbd", {}, key));
    this.hint.setAttribute("aria-label", state.say("suggestions"));
    fill(this.hint,
      h("div.qc-line", {}, h("strong", {}, state.code.get(one.code)?.label ?? one.code),
        one.stance ? h("span.qc-hint-stance", {}, h("span.qc-sign", { "aria-hidden": "true" }, SIGNS[one.stance] ?? "?"), stanceOf(state, one)) : null,
        act("accept", "a", state.say("accept"), true), act("reject", "r", state.say("reject")),
        act("previousHint", "p", state.say("previous")), act("nextHint", "n", state.say("next")),
        h("span.qc-muted", {}, `${number} / ${state.hints.length}`)),
      h("p.qc-because", {}, one.because));
  }
}
