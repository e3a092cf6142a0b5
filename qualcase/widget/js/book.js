// The codebook: one field that filters and picks, the codes in their order, and what the code in hand means.

import { button, fill, h } from "./dom.js";

const plain = (words) => words.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();

/** Rank a code for typed words: 0 none, more is better; every word must be in its path, label or id. */
export function rank(code, typed) {
  const label = plain(code.label);
  const all = plain([...code.path, code.label, code.short, code.id].join(" "));
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (!words.every((word) => all.includes(word))) return 0;
  if (!words.length) return 1;
  const first = words.join(" ");
  if (label === first) return 5;
  if (label.startsWith(first)) return 4;
  if (words.every((word) => all.split(/[\s.\-_/]+/).some((one) => one.startsWith(word)))) return 3;
  return 2;
}

export class Book {
  constructor(app) {
    this.app = app;
    this.at = ""; // the code in hand
    const list = `${app.view}-codes`;
    this.input = h("input", {
      type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": list, "aria-autocomplete": "list",
      autocomplete: "off", spellcheck: "false", oninput: () => this.#typed(), onkeydown: (event) => this.#key(event),
      onfocus: () => this.#entered(), onblur: () => this.refresh(),
    });
    this.list = h("div.qc-list", { role: "listbox", id: list });
    this.none = h("p.qc-none", { hidden: true });
    this.entry = h("div.qc-entry");
    this.title = h("h3");
    this.el = h("section.qc-book", {}, h("div.qc-picker", {}, this.title, this.input), this.none, this.list, this.entry);
  }

  /** Build the list anew: another codebook or language. */
  open() {
    const { state } = this.app;
    this.title.textContent = state.say("codes");
    this.input.placeholder = state.say("picker");
    this.input.setAttribute("aria-label", state.say("picker"));
    this.list.setAttribute("aria-label", state.say("codes"));
    this.none.textContent = state.say("no_code");
    this.rows = new Map(state.codes.map((code) => [code.id, this.#row(state.code.get(code.id))]));
    fill(this.list, [...this.rows.values()].map((row) => row.el));
    if (!this.rows.has(this.at)) this.at = state.slots[0] ?? state.codes[0]?.id ?? "";
    this.#filter();
    this.refresh();
    this.#show();
  }

  /** Show figures and counts as they are now. */
  refresh() {
    const { state } = this.app;
    if (!state.ready) return;
    const counts = new Map();
    for (const one of state.codings.values()) if (one.mine) counts.set(one.code, (counts.get(one.code) ?? 0) + 1);
    const typing = this.input === this.input.getRootNode().activeElement;
    for (const [id, row] of this.rows) {
      const figure = state.slots.indexOf(id) + 1;
      row.figure.textContent = figure ? String(figure) : "";
      row.count.textContent = counts.get(id) ?? "";
      row.el.setAttribute("aria-selected", String(id === this.at));
      row.el.toggleAttribute("data-cursor", typing && id === this.at);
    }
    if (typing && this.rows.has(this.at)) this.input.setAttribute("aria-activedescendant", this.rows.get(this.at).el.id);
  }

  /** Take a code in hand: its definition is shown. */
  hold(id) {
    if (id === this.at || !this.rows?.has(id)) return;
    this.at = id;
    this.refresh();
    this.#show();
  }

  /** Put the cursor into the field. */
  focus() {
    this.input.focus();
    this.input.select();
  }

  clear() {
    this.input.value = "";
    this.#filter();
  }

  #row(code) {
    const figure = h("kbd.qc-figure");
    const count = h("span.qc-count");
    const el = h("div.qc-code", {
      role: "option", id: `${this.app.view}-code-${code.place}`, "data-code": code.id, "aria-disabled": code.open ? null : "true",
      "--qc-hue": String(code.hue), "--qc-depth": String(code.depth), title: code.path.length ? [...code.path, code.label].join(" › ") : null,
      onmousedown: (event) => event.preventDefault(), onmouseenter: () => this.hold(code.id),
      onclick: () => this.#pick(code.id),
    }, h("span.qc-bar", { "aria-hidden": "true" }), h("span.qc-name", {}, code.label), count, figure);
    return { el, figure, count };
  }

  #pick(id) {
    this.hold(id);
    if (!this.app.span) return this.app.tell("no_selection");
    this.app.code(id);
    this.clear();
    this.app.backToText();
  }

  /** Keep the list as high as it is while it is filtered: nothing below it jumps. */
  #entered() {
    if (!this.input.value) {
      this.list.style.minHeight = "";
      this.list.style.minHeight = `${this.list.offsetHeight}px`;
    }
    this.refresh();
  }

  #typed() {
    this.#filter();
    const { state } = this.app;
    const best = [...this.shown].sort((a, b) => rank(state.code.get(b), this.input.value) - rank(state.code.get(a), this.input.value))[0];
    if (best && this.input.value.trim()) this.hold(best);
    this.refresh();
    this.rows.get(this.at)?.el.scrollIntoView?.({ block: "nearest" });
  }

  #filter() {
    const typed = this.input.value;
    this.shown = this.app.state.codes.filter((code) => rank(code, typed)).map((code) => code.id);
    const shown = new Set(this.shown);
    for (const [id, row] of this.rows) row.el.hidden = !shown.has(id);
    this.none.hidden = this.shown.length > 0 || !typed.trim();
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.shown.length) {
      event.preventDefault();
      const now = this.shown.indexOf(this.at);
      this.hold(this.shown[Math.min(Math.max(now < 0 ? 0 : now + step, 0), this.shown.length - 1)]);
      this.rows.get(this.at).el.scrollIntoView?.({ block: "nearest" });
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      if (this.shown.length) return this.shown.includes(this.at) && this.#pick(this.at);
      const label = this.input.value.trim();
      if (label && this.app.newCode(label)) {
        this.clear();
        this.app.backToText();
      }
    }
  }

  #show() {
    const { app } = this;
    const { state } = app;
    const code = state.code.get(this.at);
    const entry = h("div.qc-entry", { tabindex: "0", role: "region", "aria-label": `${state.say("definition")}: ${code?.label ?? ""}` });
    this.entry.replaceWith(entry); // a new one begins at its top; to scroll the old one there costs a layout
    this.entry = entry;
    if (!code) return;
    const part = (key, list, show) => list.length
      ? [h("h5", {}, state.say(key)), h("ul", {}, list.map((one) => h("li", {}, show(one))))] : null;
    const direction = [code.holder, code.target].filter(Boolean).map((one) => state.term("parties", one)).join(" → ");
    const only = state.filters.code === code.id;
    fill(entry,
      code.path.length ? h("p.qc-path", {}, code.path.join(" › ")) : null,
      h("h4", { "--qc-hue": String(code.hue) }, h("span.qc-bar", { "aria-hidden": "true" }), code.label),
      code.definition ? h("p.qc-definition", {}, code.definition) : null,
      code.poles ? h("p.qc-poles", {}, h("span", {}, `+ ${code.poles.positive}`), h("span", {}, `− ${code.poles.negative}`)) : null,
      direction ? h("p.qc-direction", {}, direction) : null,
      part("use_when", code.use_when, (one) => one),
      part("do_not_use_when", code.do_not_use_when, (one) => one),
      part("examples", code.examples, (one) => [h("q", {}, one.quote), one.source && h("cite", {}, one.source), one.note && h("small", {}, one.note)].filter(Boolean)),
      part("near_misses", code.near_misses, (one) => [h("q", {}, one.quote), h("cite", {}, `→ ${state.code.get(one.code)?.label ?? one.code}`), one.why && h("small", {}, one.why)].filter(Boolean)),
      this.#memos(code),
      h("p.qc-tools", {}, button(".qc-quiet", {
        "aria-pressed": String(only), onclick: () => { app.filter({ code: only ? "" : code.id }); this.#show(); },
      }, state.say("filter_code"))),
    );
  }

  #memos(code) {
    const { app } = this;
    const about = `code:${code.id}`;
    const bare = `code:${code.book}/${code.id}`;
    const found = (app.state.memos ?? []).filter((one) => one.about === about || one.about === bare);
    return notes(app, about, found, "memo_code");
  }

  /** Show the notes there are by now. */
  memos() {
    if (!this.entry.contains(this.entry.getRootNode().activeElement)) this.#show();
  }
}

/** Notes about something, and a field for one more. */
export function notes(app, about, found, key) {
  const { state } = app;
  const field = h("textarea", { rows: "2", "aria-label": state.say(key), placeholder: state.say(key) });
  const save = button(".qc-quiet", {
    onclick: () => {
      if (field.value.trim() && app.note(about, field.value.trim())) field.value = "";
    },
  }, state.say("memo_save"));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save.click();
  });
  return h("details.qc-notes", { open: found.length > 0 },
    h("summary", {}, state.say(key), found.length ? ` (${found.length})` : ""),
    found.map((one) => h("blockquote", {}, one.text, h("cite", {}, `${one.author}, ${one.created.slice(0, 10)}`))),
    state.read_only ? null : h("div.qc-note", {}, field, save));
}
