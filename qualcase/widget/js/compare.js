// Two coders side by side: what they differ in, one difference after the other, and what of it stands.

import { button, clip, fill, h, options } from "./dom.js";
import { cut } from "./offsets.js";

const SIDES = ["first", "second"];
const KEEPS = [["first", "1"], ["second", "2"], ["both", "b"], ["neither", "x"], ["new", "e"]];
const FIELDS = ["code", "stance", "basis", "holder", "target", "quote"]; // what a new coding may say

export class Compare {
  constructor(app) {
    this.app = app;
    this.el = h("section.qc-compare", { tabindex: "0", hidden: true });
    this.found = null; // the comparison, as it was told
    this.id = ""; // the difference shown
    this.choice = ""; // what is to stand: one of KEEPS
    this.all = false; // of all sources
    this.asked = this.waiting = false;
    this.actions = {
      compare: () => (this.shown ? this.#close() : this.open()), nextDifference: () => this.#step(1), previousDifference: () => this.#step(-1),
      keepFirst: () => this.#choose("first"), keepSecond: () => this.#choose("second"), keepBoth: () => this.#choose("both"),
      keepNeither: () => this.#choose("neither"), keepNew: () => this.#choose("new"),
      agreed: () => this.#agreed(), reason: () => this.reason.focus(),
    };
  }

  get shown() {
    return !this.el.hidden;
  }

  /** Whether keys act here: in a field letters are letters. */
  get focused() {
    const at = this.el.getRootNode().activeElement;
    return this.shown && this.el.contains(at) && !at.matches("input, select");
  }

  get now() {
    return this.found?.differences.find((one) => one.id === this.id);
  }

  /** Show two coders' differences in the place of the text; the first two that coded, where none are named. */
  open(first = "", second = "") {
    this.app.dock.commit();
    this.#ask(first, second, () => {
      this.el.hidden = false;
      this.el.parentElement.dataset.compares = "";
      this.#build();
      this.focus();
    });
  }

  /** Ask again: something was recorded since. */
  again() {
    if (this.shown && !this.asked) this.#ask(this.found.first, this.found.second);
  }

  focus() {
    this.el.focus({ preventScroll: true });
  }

  /** Leave what is open, the innermost first. */
  escape() {
    const { error } = this.app.foot;
    if (!error.hidden) error.hidden = true;
    else if (this.focused && this.choice) this.#choose("");
    else if (this.focused || !this.el.contains(this.el.getRootNode().activeElement)) return this.#close();
    this.focus();
  }

  #close() {
    this.el.hidden = true;
    delete this.el.parentElement.dataset.compares;
    this.app.flush();
    this.app.backToText();
  }

  #ask(first, second, then = () => {}) {
    this.asked = true;
    this.app.client.ask({ op: "compare", first, second, all: this.all }, {
      done: (answer) => {
        this.asked = false;
        if (answer.error) {
          if (this.found) this.#pair();
          return this.app.fail(answer);
        }
        const { now } = this;
        this.found = answer;
        const { differences } = answer;
        if (!this.now) this.id = (differences.find((one) => !one.settled) ?? differences[0])?.id ?? "";
        if (this.now?.v !== now?.v) this.choice = "";
        then();
        if (this.shown) this.#refresh();
      },
    });
  }

  /** Go on by a step, round the end; `open`: to one that is not settled yet, if there is one. */
  #step(by, open = false) {
    const { differences } = this.found;
    const from = differences.indexOf(this.now);
    const places = differences.map((_, n) => (from + by * (n + 1) + differences.length * 2) % differences.length);
    const next = places.find((n) => !open || (!differences[n].settled && n !== from)) ?? from;
    if (!differences[next]) return;
    this.id = differences[next].id;
    this.choice = "";
    this.reason.value = "";
    this.#refresh();
    this.el.scrollTop = 0;
    this.app.tellWords([this.place.textContent, ...differences[next].said].join(", "));
  }

  #choose(choice) {
    if (!this.now) return;
    this.choice = choice;
    this.#refresh();
    if (choice) (choice === "new" ? this.fields[FIELDS.find((one) => this.#differs(one)) ?? "code"] : this.reason).focus();
  }

  #settle() {
    const { app, found, choice, now } = this;
    const reason = this.reason.value.trim();
    if (!now || this.waiting) return;
    if (!choice) return app.tell("compare.choose");
    if (!reason) {
      app.tell("compare.no_reason");
      return this.reason.focus();
    }
    const op = { op: "settle", first: found.first, second: found.second, difference: now.id, v: now.v, reason };
    if (choice === "new") FIELDS.forEach((one) => this.fields[one].value.trim() && (op[one] = this.fields[one].value.trim()));
    else op.keep = found[choice] ?? choice;
    this.#record(op, () => {
      app.tell("compare.done", { what: this.#kept(choice) });
      this.#step(1, true);
    });
  }

  #agreed() {
    const { first, second, agreed } = this.found;
    if (!agreed.open) return this.app.tell("compare.no_agreed");
    this.#record({ op: "settle_agreed", first, second, all: this.all }, (answer) => this.app.tell("compare.taken", { n: answer.codings.length }));
  }

  /** Record a step; nothing is kept over a reload: what is decided rests on what is seen. */
  #record(op, done) {
    const over = () => {
      this.waiting = false;
      this.again();
    };
    this.waiting = true;
    const asked = this.app.record(op, (answer) => {
      over();
      done(answer);
      this.focus();
    }, { stored: false, failed: over });
    if (!asked) this.waiting = false;
    this.#refresh();
  }

  /** Show it in the transcript. */
  #locate() {
    const { app, now } = this;
    const side = now.first ?? now.second;
    const go = () => app.text.select({ start: side.start, end: side.end });
    this.#close();
    if (now.source === app.state.source.id) go();
    else app.client.ask({ op: "view", source: now.source }, { done: (answer) => (answer.error ? app.fail(answer) : go()) });
  }

  // what is seen

  #build() {
    const { app } = this;
    const { state } = app;
    const say = (key) => state.say(key);
    const tool = (action, words, key) => button(".qc-quiet", { onclick: () => app.act(action), "aria-keyshortcuts": key }, words, h("kbd", {}, key));
    const step = (action, words, key, glyph) => button(".qc-quiet", {
      "aria-label": words, title: `${words} (${key})`, "aria-keyshortcuts": key, onclick: () => app.act(action),
    }, h("span.qc-glyph", { "aria-hidden": "true" }, glyph), h("kbd", { "aria-hidden": "true" }, key));
    this.el.setAttribute("aria-label", say("compare"));
    this.coders = SIDES.map((side) => h("select", { "aria-label": say(`compare.${side}_coder`), onchange: () => this.#ask(...this.coders.map((one) => one.value)) }));
    this.scope = options(h("select", { "aria-label": say("source"), onchange: () => {
      this.all = Boolean(this.scope.value);
      this.again();
    } }), [["", state.source.id], ["all", say("compare.all")]], this.all ? "all" : "");
    this.meter = h("progress", { "aria-hidden": "true" });
    this.done = h("span");
    this.place = h("span.qc-place");
    this.take = tool("agreed", "", "a");
    this.bulk = this.take.firstChild;
    this.body = h("div.qc-difference");
    this.keeps = KEEPS.map(([choice, key]) => button(".qc-quiet.qc-keep", {
      "data-keep": choice, "aria-keyshortcuts": key, onclick: () => this.#choose(choice),
    }));
    this.form = h("div.qc-new");
    const reasons = `${app.view}-reasons`;
    this.reasons = h("datalist", { id: reasons });
    this.reason = h("input", { list: reasons, placeholder: say("compare.reason"), "aria-label": say("compare.reason"), "aria-keyshortcuts": "r", autocomplete: "off" });
    this.send = h("button.qc-strong", { type: "submit" }, say("compare.settle"), h("kbd", {}, "Enter"));
    this.decide = h("form.qc-decide", { onsubmit: (event) => {
      event.preventDefault();
      this.#settle();
    } }, h("div.qc-keeps", { role: "group", "aria-label": say("compare.stands") }, this.keeps), this.form,
      h("div.qc-reason", {}, this.reason, this.reasons, this.send));
    this.remarks = h("p.qc-muted");
    this.built = "";
    fill(this.el,
      h("header.qc-compare-top", {}, h("h2.qc-hidden", {}, say("compare")), this.coders[0], h("span", { "aria-hidden": "true" }, "↔"), this.coders[1],
        this.scope, h("div.qc-progress", {}, this.meter, this.done), h("span.qc-space"), this.take,
        step("previousDifference", say("key.previous_difference"), "k", "‹"), this.place, step("nextDifference", say("key.next_difference"), "j", "›"), tool("escape", say("close"), "Esc")),
      this.body, this.decide, this.remarks);
  }

  #pair() {
    SIDES.forEach((side, n) => options(this.coders[n], this.found.coders.map((one) => [one, one]), this.found[side]));
  }

  #refresh() {
    const { app, found, now } = this;
    const { state } = app;
    const { differences } = found;
    const done = differences.filter((one) => one.settled).length;
    this.#pair();
    this.el.dataset.difference = this.id;
    this.meter.max = Math.max(differences.length, 1);
    this.meter.value = done;
    this.done.textContent = state.say("compare.progress", { n: done, of: differences.length });
    this.place.textContent = `${differences.indexOf(now) + 1} / ${differences.length}`;
    this.bulk.textContent = state.say("compare.agreed", { n: found.agreed.open });
    this.take.hidden = !found.agreed.open || Boolean(state.read_only);
    this.decide.hidden = !now || Boolean(state.read_only);
    this.send.disabled = this.waiting;
    this.remarks.textContent = found.remarks.join(" ");
    fill(this.reasons, [...new Set(differences.map((one) => one.settled?.reason).filter(Boolean))].map((value) => h("option", { value })));
    KEEPS.forEach(([choice, key], n) => {
      this.keeps[n].setAttribute("aria-pressed", String(this.choice === choice));
      fill(this.keeps[n], this.#kept(choice), h("kbd", {}, key));
    });
    this.form.hidden = this.choice !== "new";
    if (!now) return void fill(this.body, h("p", {}, state.say("compare.none")));
    if (this.built !== now.v) {
      this.#difference(now);
      this.#fields(now);
    }
    this.built = now.v;
  }

  #kept(choice) {
    const { found, app } = this;
    return found[choice] ? app.state.say("compare.keep", { coder: found[choice] }) : app.state.say(`compare.${choice}`);
  }

  #difference(one) {
    const { state } = this.app;
    const [differs, cause] = one.said;
    const { settled } = one;
    const kept = settled && (settled.kept.join(", ") || state.say("compare.neither"));
    fill(this.body,
      h("p.qc-cause", {}, h("strong", {}, differs), cause ? h("span", {}, cause) : null,
        button(".qc-quiet", { onclick: () => this.#locate() }, state.say("compare.show"))),
      h("blockquote.qc-passage", { lang: state.source.lang || null },
        one.passage.speaker ? h("b", {}, `${one.passage.speaker}: `) : null, this.#marked(one), h("cite", {}, one.passage.locator)),
      h("div.qc-sides", {}, SIDES.map((side) => this.#side(side, one[side]))),
      settled ? h("p.qc-settled", {}, h("strong", {}, `✓ ${state.say("compare.settled")}: ${kept}`), settled.reason ? h("span", {}, settled.reason) : null) : null);
  }

  /** The passage, cut where a coding begins or ends; the one has a line below its words, the other a broken one above. */
  #marked({ passage, first, second }) {
    const { start, text } = passage;
    const sides = { first, second };
    const end = start + Array.from(text).length;
    const cuts = [...new Set([start, end, ...SIDES.flatMap((side) => (sides[side] ? [sides[side].start, sides[side].end] : []))])].sort((a, b) => a - b);
    return cuts.slice(1).map((to, n) => {
      const of = SIDES.filter((side) => sides[side] && sides[side].start <= cuts[n] && sides[side].end >= to);
      const words = cut(text, cuts[n] - start, to - start);
      return of.length ? h("mark.qc-mark", { "data-of": of.join(" "), title: of.map((side) => sides[side].coder).join(", ") }, words) : words;
    });
  }

  #side(side, one) {
    const { app, found } = this;
    const { state } = app;
    const head = h("h3", {}, h("span.qc-mark", { "data-of": side }, found[side]));
    if (!one) return h("article.qc-side", { "data-side": side }, head, h("p.qc-muted", {}, state.say("compare.nothing")));
    const code = state.code.get(one.code);
    const party = (id) => (id ? state.term("parties", id) : "?");
    const lines = [
      ["code", "code", h("span.qc-code-name", { "--qc-hue": String(code?.hue ?? 0) }, h("span.qc-bar", { "aria-hidden": "true" }), [...(code?.path ?? []), code?.label ?? one.code].join(" › "))],
      ["stance", "stance", state.term("stances", one.stance) || state.say("none")],
      ["basis", "basis", state.term("bases", one.basis) || state.say("none")],
      ["holder", "compare.direction", one.holder || one.target ? `${party(one.holder)} → ${party(one.target)}` : ""],
      ["quote", "compare.words", h("q", {}, one.quote)],
      ["memo", "memo", one.memo],
    ].filter(([, , words]) => words);
    return h("article.qc-side", { "data-side": side }, head, h("dl", {}, lines.map(([name, label, words]) => {
      const differs = this.#differs(name) || (name === "holder" && this.#differs("target"));
      return h("div", { "data-differs": differs ? "" : null }, h("dt", {}, differs ? "≠ " : "", state.say(label)), h("dd", {}, words));
    })));
  }

  #differs(name) {
    const { first, second } = this.now;
    return Boolean(first && second && name !== "memo" && first[name] !== second[name]);
  }

  /** The fields of a coding that is to stand instead: what both say need not be said again. */
  #fields(one) {
    const { state } = this.app;
    const pairs = {
      code: state.codes.filter((code) => code.open).map((code) => [code.id, [...code.path, code.label].join(" › ")]),
      stance: state.stances, basis: state.bases, holder: state.parties, target: state.parties,
    };
    this.fields = {};
    fill(this.form, FIELDS.map((name) => {
      const blank = state.say(this.#differs(name) ? "compare.choose_one" : "compare.as_is");
      const label = name === "quote" ? "compare.words" : name;
      this.fields[name] = name === "quote"
        ? h("input", { placeholder: clip((one.first ?? one.second).quote, 60), autocomplete: "off" })
        : options(h("select"), [["", blank], ...pairs[name]], "");
      return h("label.qc-field", {}, h("span", {}, state.say(label)), this.fields[name]);
    }));
  }
}
