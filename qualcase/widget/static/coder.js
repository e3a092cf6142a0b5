// ../../../qualcase/widget/js/dom.js
function h(what, given = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(given)) {
    if (value === void 0 || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name.startsWith("--")) element.style.setProperty(name, value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((one) => one !== null && one !== void 0 && one !== false));
  return element;
}
function button(what, given, ...children) {
  const element = h(`button${what}`, { type: "button", ...given }, ...children);
  element.addEventListener("mousedown", (event) => event.preventDefault());
  return element;
}
function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((one) => one !== null && one !== void 0 && one !== false));
  return element;
}
function options(select, pairs, chosen) {
  fill(select, pairs.map(([value, words]) => h("option", { value }, words)));
  select.value = chosen;
  return select;
}
function clip(words, most) {
  const letters = Array.from(words.replace(/\s+/gu, " "));
  if (letters.length <= most) return letters.join("");
  const short = letters.slice(0, most).join("");
  const space = short.lastIndexOf(" ");
  return `${space > most / 2 ? short.slice(0, space) : short}…`;
}

// ../../../qualcase/widget/js/book.js
var plain = (words) => words.normalize("NFD").replace(new RegExp("\\p{M}+", "gu"), "").toLowerCase();
function rank(code, typed) {
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
var Book = class {
  constructor(app) {
    this.app = app;
    this.at = "";
    const list = `${app.view}-codes`;
    this.input = h("input", {
      type: "text",
      role: "combobox",
      "aria-expanded": "true",
      "aria-controls": list,
      "aria-autocomplete": "list",
      autocomplete: "off",
      spellcheck: "false",
      oninput: () => this.#typed(),
      onkeydown: (event) => this.#key(event),
      onfocus: () => this.#entered(),
      onblur: () => this.refresh()
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
    const counts = /* @__PURE__ */ new Map();
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
      role: "option",
      id: `${this.app.view}-code-${code.place}`,
      "data-code": code.id,
      "aria-disabled": code.open ? null : "true",
      "--qc-hue": String(code.hue),
      "--qc-depth": String(code.depth),
      title: code.path.length ? [...code.path, code.label].join(" › ") : null,
      onmousedown: (event) => event.preventDefault(),
      onmouseenter: () => this.hold(code.id),
      onclick: () => this.#pick(code.id)
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
    const step2 = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step2 && this.shown.length) {
      event.preventDefault();
      const now = this.shown.indexOf(this.at);
      this.hold(this.shown[Math.min(Math.max(now < 0 ? 0 : now + step2, 0), this.shown.length - 1)]);
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
    this.entry.replaceWith(entry);
    this.entry = entry;
    if (!code) return;
    const part = (key, list, show) => list.length ? [h("h5", {}, state.say(key)), h("ul", {}, list.map((one) => h("li", {}, show(one))))] : null;
    const direction = [code.holder, code.target].filter(Boolean).map((one) => state.term("parties", one)).join(" → ");
    const only = state.filters.code === code.id;
    fill(
      entry,
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
        "aria-pressed": String(only),
        onclick: () => {
          app.filter({ code: only ? "" : code.id });
          this.#show();
        }
      }, state.say("filter_code")))
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
};
function notes(app, about, found, key) {
  const { state } = app;
  const field = h("textarea", { rows: "2", "aria-label": state.say(key), placeholder: state.say(key) });
  const save = button(".qc-quiet", {
    onclick: () => {
      if (field.value.trim() && app.note(about, field.value.trim())) field.value = "";
    }
  }, state.say("memo_save"));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save.click();
  });
  return h(
    "details.qc-notes",
    { open: found.length > 0 },
    h("summary", {}, state.say(key), found.length ? ` (${found.length})` : ""),
    found.map((one) => h("blockquote", {}, one.text, h("cite", {}, `${one.author}, ${one.created.slice(0, 10)}`))),
    state.read_only ? null : h("div.qc-note", {}, field, save)
  );
}

// ../../../qualcase/widget/js/keys.js
var FIGURES = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
var KEYS = [
  ["group.move", [
    [["j"], "nextSentence", "key.j"],
    [["k"], "previousSentence", "key.k"],
    [["J"], "nextTurn", "key.J"],
    [["K"], "previousTurn", "key.K"],
    [["s"], "nextOfSpeaker", "key.speaker"],
    [["l"], "nextUncoded", "key.uncoded"],
    [[], "", "key.shift", "Shift+←/→"],
    [["o"], "otherEnd", "key.o"],
    [["f"], "search", "key.search"]
  ]],
  ["group.code", [
    [FIGURES, "figure", "key.figure", "1–9"],
    [["."], "repeat", "key.repeat"],
    [["/"], "picker", "key.picker"],
    [["v"], "inVivo", "key.vivo"],
    [["Y"], "copy", "key.copy"]
  ]],
  ["group.coding", [
    [["+", "=", "-", "*", "0"], "stance", "key.stance", "+ - * 0"],
    [["b"], "basis", "key.basis"],
    [["h"], "holder", "key.holder"],
    [["t"], "target", "key.target"],
    [["d"], "aspect", "key.aspect"],
    [["y"], "notYet", "key.not_yet"],
    [["w"], "hedge", "key.hedge"],
    [["q"], "keyQuote", "key.quote"],
    [["m"], "memo", "key.memo"],
    [["c"], "cycle", "key.cycle"],
    [["e"], "move", "key.move"],
    [["x", "Delete"], "uncode", "key.uncode", "x"]
  ]],
  ["group.hints", [
    [["n"], "nextHint", "key.next"],
    [["p"], "previousHint", "key.previous"],
    [["a"], "accept", "key.accept"],
    [["r"], "reject", "key.reject"]
  ]],
  ["group.other", [
    [["u", "U"], "undoRedo", "key.undo", "u U"],
    [["g"], "compare", "key.compare"],
    [["?"], "help", "key.help"],
    [["Escape"], "escape", "key.escape", "Esc"]
  ]]
];
var COMPARE_KEYS = [
  ["compare", [
    [["j"], "nextDifference", "key.next_difference"],
    [["k"], "previousDifference", "key.previous_difference"],
    [["1"], "keepFirst", "key.keep_first"],
    [["2"], "keepSecond", "key.keep_second"],
    [["b"], "keepBoth", "key.keep_both"],
    [["x"], "keepNeither", "key.keep_neither"],
    [["e"], "keepNew", "key.keep_new"],
    [["r"], "reason", "key.reason"],
    [["a"], "agreed", "key.agreed"]
  ]]
];
var actions = (groups) => new Map(groups.flatMap(([, group]) => group.flatMap(([keys, action]) => keys.map((key) => [key, action]))));
var ACTIONS = actions(KEYS);
var COMPARING = actions([...KEYS.slice(-1), ...COMPARE_KEYS]);
function actionOf({ key, ctrlKey, metaKey, altKey, shiftKey }, moving = false, among = ACTIONS) {
  if (ctrlKey || metaKey) {
    const letter = key.toLowerCase();
    if (altKey || letter !== "z" && letter !== "y") return null;
    return ["undoRedo", letter === "y" || shiftKey ? "U" : "u"];
  }
  if (moving) {
    const arrow = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" }[key];
    if (arrow) return ["moveEnd", shiftKey ? `${arrow}-character` : arrow];
    if (key === "Enter") return ["moveDone", key];
  }
  const action = among.get(key);
  return action ? [action, key] : null;
}
function listen(root, { inText, act, escape, moving, among = () => ACTIONS }) {
  const heard = (event) => {
    const plain2 = !event.ctrlKey && !event.metaKey;
    if (plain2 || ["z", "y", "Z", "Y", "Enter"].includes(event.key)) event.stopPropagation();
    if (event.defaultPrevented || event.isComposing || event.key === "Tab") return;
    if (!inText()) {
      if (event.key === "Escape") {
        event.preventDefault();
        escape();
      }
      return;
    }
    const found = actionOf(event, moving(), among());
    if (!found) return;
    event.preventDefault();
    act(...found);
  };
  root.addEventListener("keydown", heard);
  return () => root.removeEventListener("keydown", heard);
}

// ../../../qualcase/widget/js/bar.js
var Bar = class {
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
    const sign2 = (words, key, glyph) => button(".qc-quiet", {
      "aria-label": words,
      title: `${words} (${key})`,
      "aria-keyshortcuts": key,
      onclick: () => app.act("undoRedo", key)
    }, h("span.qc-glyph", { "aria-hidden": "true" }, glyph));
    this.undo = [sign2(say("undo"), "u", "↶"), sign2(say("redo"), "U", "↷")];
    this.ask = tool(say("suggest"), "n", () => app.suggest());
    fill(
      this.el,
      h("h2.qc-hidden", {}, say("title")),
      this.source,
      h("div.qc-progress", {}, this.meter, this.coded),
      tool(say("next_uncoded"), "l", () => {
        app.backToText();
        app.act("nextUncoded");
      }),
      h("span.qc-space"),
      h("div.qc-search", {}, this.search, this.found),
      state.read_only ? null : [this.ask, this.undo],
      state.blind ? null : tool(say("compare"), "g", () => app.act("compare")),
      this.settings
    );
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
    fill(
      this.more,
      select("speaker", unique("speaker").map((one) => [one, roles.get(one) ? `${one}, ${roles.get(one)}` : one])),
      question,
      select("code", state.codes.map((one) => [one.id, [...one.path, one.label].join(" › ")])),
      h("label", {}, box("mine", (on) => app.filter({ mine: on })), say("filter_mine")),
      h("label", {}, box("snap", (on) => app.filter({ snap: on })), say("snap")),
      this.clear,
      h(
        "span.qc-sizes",
        { role: "group" },
        button(".qc-quiet", { "aria-label": say("smaller"), onclick: () => app.size(-1) }, "A−"),
        button(".qc-quiet", { "aria-label": say("larger"), onclick: () => app.size(1) }, "A+")
      ),
      this.memos = h("div.qc-source-notes")
    );
    this.notes();
  }
  notes() {
    const about = `source:${this.app.state.source.id}`;
    const found = (this.app.state.memos ?? []).filter((one) => one.about === about);
    if (this.memos && !this.memos.contains(this.memos.getRootNode().activeElement)) fill(this.memos, notes(this.app, about, found, "memo_source"));
  }
};
var Foot = class {
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
    const close = () => this.error.hidden = true;
    fill(
      this.error,
      h("p", {}, h("strong", {}, what), [where, next].filter(Boolean).map((one) => h("span", {}, one))),
      [...buttons, [state.say("close"), () => {
      }]].map(([words, run]) => button(".qc-quiet", { onclick: () => {
        close();
        run();
      } }, words))
    );
    this.error.hidden = false;
  }
};
var Help = class {
  constructor(app) {
    this.app = app;
    this.el = h("div.qc-help", { role: "dialog", "aria-modal": "true", hidden: true, tabindex: "-1" });
    this.el.addEventListener("click", (event) => event.target === this.el && this.close());
    this.el.addEventListener("keydown", (event) => {
      if (event.key !== "Tab") return;
      event.preventDefault();
      this.el.querySelector("button").focus();
    });
  }
  show() {
    const { state } = this.app;
    const kbd = (keys) => keys.split(" ").map((one) => h("kbd", {}, one));
    const groups = [...KEYS, ...COMPARE_KEYS].map(([title, lines]) => h(
      "section",
      {},
      h("h4", {}, state.say(title)),
      h("dl", {}, lines.map(([keys, , label, shown]) => h("div", {}, h("dt", {}, kbd(shown ?? keys[0])), h("dd", {}, state.say(label)))))
    ));
    this.el.setAttribute("aria-label", state.say("keys"));
    fill(this.el, h("div.qc-sheet", {}, h(
      "header",
      {},
      h("h3", {}, state.say("keys")),
      h("button.qc-quiet", { type: "button", onclick: () => this.close() }, state.say("close"), h("kbd", {}, "Esc"))
    ), h("div.qc-groups", {}, groups)));
    this.el.hidden = false;
    this.el.querySelector("button").focus();
  }
  close() {
    this.el.hidden = true;
    this.app.backToText();
  }
};

// ../../../qualcase/widget/js/chips.js
var SIGNS = { supports: "+", contradicts: "−", mixed: "±", neutral: "○", unsure: "?" };
function sign(stance) {
  return stance ? h("span.qc-sign", { "aria-hidden": "true" }, SIGNS[stance] ?? "?") : null;
}
function saying(state, one) {
  return [
    state.term("stances", one.stance),
    state.term("bases", one.basis),
    one.holder || one.target ? `${state.term("parties", one.holder)} → ${state.term("parties", one.target)}` : "",
    one.aspect,
    one.not_yet && state.say("not_yet"),
    one.hedge && state.say("hedge"),
    one.key && state.say("key")
  ].filter(Boolean).join(", ");
}
function chip(state, one, { active, again = false, onclick }) {
  const code = state.code.get(one.code);
  const name = state.name(one);
  const label = [
    name,
    saying(state, one),
    `“${clip(state.words(one), 80)}”`,
    one.coder,
    one.waiting && state.say("waiting_mark")
  ].filter(Boolean).join("; ");
  return button(
    ".qc-chip",
    {
      "data-coding": one.id,
      "data-code": one.code,
      "data-state": one.waiting ? "waiting" : "saved",
      "data-mine": one.mine ? "" : null,
      "data-leaving": one.leaving ? "" : null,
      "data-again": again ? "" : null,
      tabindex: "-1",
      "aria-label": label,
      "aria-pressed": String(active),
      title: label,
      "--qc-hue": String(code?.hue ?? 0),
      onclick
    },
    h("span.qc-bar", { "aria-hidden": "true" }),
    again && !one.mine ? null : h("span.qc-name", {}, code?.short || name),
    sign(one.stance),
    one.key ? h("span.qc-sign", { "aria-hidden": "true" }, "★") : null,
    one.memo ? h("span.qc-sign", { "aria-hidden": "true" }, "✎") : null,
    one.mine ? null : h("span.qc-coder-name", { "aria-hidden": "true" }, one.coder)
  );
}
function hintChip(state, one, { active, onclick }) {
  const code = state.code.get(one.code);
  const name = code?.label ?? one.code;
  const label = [state.say("suggestion"), name, stanceOf(state, one), `“${clip(state.words(one), 80)}”`].filter(Boolean).join("; ");
  return button(".qc-suggestion", {
    "data-key": one.key,
    "data-code": one.code,
    "data-state": state.deciding.has(one.key) ? "waiting" : null,
    tabindex: "-1",
    "aria-label": label,
    "aria-pressed": String(active),
    title: one.because,
    "--qc-hue": String(code?.hue ?? 0),
    onclick
  }, h("span.qc-bar", { "aria-hidden": "true" }), h("span.qc-name", {}, code?.short || name), sign(one.stance));
}
function stanceOf(state, one) {
  return one.stance === "unsure" ? state.say("unsure") : state.term("stances", one.stance);
}

// ../../../qualcase/widget/js/client.js
var PATIENCE = 4e3;
var LONGEST = 3e4;
var BUSY = 5;
function sessionStore(storage) {
  const PREFIX = "qualcase:";
  const tried = (work, otherwise) => {
    try {
      return storage ? work() : otherwise;
    } catch {
      return otherwise;
    }
  };
  return {
    put: (id, record) => tried(() => storage.setItem(PREFIX + id, JSON.stringify(record))),
    drop: (id) => tried(() => storage.removeItem(PREFIX + id)),
    all: () => tried(
      () => Object.keys(storage).filter((key) => key.startsWith(PREFIX)).map((key) => ({ id: key.slice(PREFIX.length), ...JSON.parse(storage.getItem(key)) })).sort((a, b) => a.at - b.at),
      []
    )
  };
}
var Client = class {
  /**
   * `send(message)`; `prepare(entry)` gives the message's fields as of now, {before: op} where another op must be asked
   * before it, null where its words or its coding are gone; `context()` gives what is needed to find an entry again
   * after a reload; `moved()` is called when the queue changed.
   */
  constructor({ view, send, store, prepare, context, moved }) {
    Object.assign(this, { view, send, store, prepare, context, moved });
    this.queue = [];
    this.silent = false;
    this.stopped = false;
    this.count = 0;
    this.timer = null;
  }
  /** The entries that record something and are not answered yet. */
  get waiting() {
    return this.queue.filter((one) => one.keep);
  }
  nextId() {
    return `${this.view}-${++this.count}`;
  }
  /** Ask an op after all that wait; `done(answer)` is called with its answer, an error included. */
  ask(op, { keep = false, stored: stored2 = keep, after = "", first = false, done = () => {
  } } = {}) {
    const context = keep ? this.context() : null;
    const entry = { id: this.nextId(), op, keep, stored: stored2, after, context, done, tries: 0, at: Date.now() + this.count / 1e6 };
    if (first) this.queue.splice(this.queue[0]?.tries ? 1 : 0, 0, entry);
    else this.queue.push(entry);
    this.#save(entry);
    this.moved();
    this.#go();
    return entry;
  }
  /** Ask without waiting for a turn and without trying again: what others recorded. */
  peek(op) {
    if (!this.queue.length && !this.stopped) this.send({ id: this.nextId(), ...op });
  }
  /** Take up what an earlier view of the same case left unanswered, with its ids, in its order. */
  adopt(records, done) {
    const entries = records.map(({ id, op, after, at, ...context }) => ({
      id,
      op,
      after: after || "",
      context,
      at,
      keep: true,
      stored: true,
      tries: 0,
      done: (answer) => done(op, answer)
    }));
    this.queue.push(...entries);
    this.moved();
    this.#go();
  }
  /** Hear an answer; true where it was this view's. Call it when the changes that came with it are applied. */
  answered(message) {
    const entry = this.queue[0];
    if (!entry || message.re !== entry.id || !entry.tries) return false;
    clearTimeout(this.timer);
    this.silent = false;
    if (message.error?.kind === "busy" && entry.tries < BUSY) {
      this.timer = setTimeout(() => this.#post(entry), 250 * entry.tries);
      return true;
    }
    this.queue.shift();
    this.store.drop(entry.id);
    this.#bind(entry, message);
    entry.done(message, entry);
    this.moved();
    this.#go();
    return true;
  }
  /** Leave everything unsent; nothing is lost: it stays in the store. */
  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }
  /** Send the first one again now. */
  again() {
    if (this.queue.length && !this.stopped) this.#post(this.queue[0]);
  }
  #bind(entry, message) {
    const bound = this.queue.filter((one) => one.after === entry.id);
    for (const one of bound) {
      if (message.error) {
        this.queue.splice(this.queue.indexOf(one), 1);
        this.store.drop(one.id);
        this.#bind(one, message);
      } else {
        one.after = "";
        one.op = { ...one.op, coding: message.coding, v: null };
        this.#save(one);
      }
    }
  }
  #save(entry) {
    if (!entry.stored) return;
    const { quote, ...op } = entry.op;
    this.store.put(entry.id, { at: entry.at, ...entry.context, op, after: entry.after });
  }
  #go() {
    const entry = this.queue[0];
    if (entry && !entry.tries && !this.stopped) this.#post(entry);
  }
  #post(entry) {
    const fields = this.prepare(entry);
    if (fields?.before && !entry.turned) {
      entry.turned = true;
      this.ask(fields.before, { first: true });
      return;
    }
    if (!fields || fields.before) {
      this.queue.shift();
      this.store.drop(entry.id);
      const gone = { re: entry.id, error: { kind: "stale", what: "", where: "", next: "" }, coding: null };
      this.#bind(entry, gone);
      entry.done(gone, entry);
      this.moved();
      return this.#go();
    }
    entry.tries++;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.silent = true;
      this.moved();
      this.#post(entry);
    }, Math.min(PATIENCE * 2 ** (entry.tries - 1), LONGEST));
    try {
      this.send({ id: entry.id, ...fields });
    } catch (error) {
      console.error(error);
    }
  }
};

// ../../../qualcase/widget/js/offsets.js
var ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/;
var graphemes = new Intl.Segmenter("id", { granularity: "grapheme" });
var segments = new Intl.Segmenter("id", { granularity: "word" });
function points(text, unit) {
  if (!ASTRAL.test(text)) return unit;
  let count = 0;
  for (let at = 0; at < unit; count++) at += text.codePointAt(at) > 65535 ? 2 : 1;
  return count;
}
function units(text, point) {
  if (!ASTRAL.test(text)) return point;
  let at = 0;
  for (let count = 0; count < point && at < text.length; count++) at += text.codePointAt(at) > 65535 ? 2 : 1;
  return at;
}
function cut(text, start, end) {
  return text.slice(units(text, start), units(text, end));
}
function wordsOf(text) {
  const found = [];
  let hyphen = -1;
  for (const { segment, index, isWordLike } of segments.segment(text)) {
    const end = index + segment.length;
    if (isWordLike) {
      if (hyphen === index && found.length) found.at(-1)[1] = end;
      else found.push([index, end]);
    }
    hyphen = (segment === "-" || segment === "‐" || segment === "‑") && found.at(-1)?.[1] === index ? end : -1;
  }
  return found;
}
function toGrapheme(text, at, forward) {
  if (at <= 0 || at >= text.length) return Math.min(Math.max(at, 0), text.length);
  const { index, segment } = graphemes.segment(text).containing(at);
  return index === at ? at : forward ? index + segment.length : index;
}
function toWord(text, at, forward) {
  for (const [start, end] of wordsOf(text)) if (start < at && at < end) return forward ? end : start;
  return at;
}
function turnAt(turns, point) {
  let low = 0;
  for (let high = turns.length; high - low > 1; ) {
    const middle = low + high >> 1;
    if (turns[middle].start <= point) low = middle;
    else high = middle;
  }
  return low;
}
function turnsOf(turns, { start, end }) {
  let first = turnAt(turns, start);
  if (turns[first] && turns[first].end <= start) first++;
  return [first, turnAt(turns, end - 1)];
}
function placesOf(turns, span) {
  const [first, last] = turnsOf(turns, span);
  if (last < first || !turns[last]) return null;
  const a = turns[first], b = turns[last];
  return [
    { turn: first, at: units(a.text, Math.max(span.start - a.start, 0)) },
    { turn: last, at: units(b.text, Math.min(span.end, b.end) - b.start) }
  ];
}
function spanOf(turns, from, to, { words = false } = {}) {
  let { turn: first, at: a } = from;
  let { turn: last, at: b } = to;
  while (first < last && turns[first].text.slice(a).trim() === "") [first, a] = [first + 1, 0];
  while (first < last && turns[last].text.slice(0, b).trim() === "") b = turns[--last].text.length;
  if (first === last && turns[first].text.slice(a, b).trim() === "") return null;
  a = toGrapheme(turns[first].text, a, false);
  b = toGrapheme(turns[last].text, b, true);
  if (words) [a, b] = [toWord(turns[first].text, a, false), toWord(turns[last].text, b, true)];
  const head = turns[first].text.slice(a), tail = turns[last].text.slice(0, b);
  a += head.length - head.trimStart().length;
  b -= tail.length - tail.trimEnd().length;
  return {
    start: turns[first].start + points(turns[first].text, a),
    end: turns[last].start + points(turns[last].text, b)
  };
}
function placeOf(turns, node, offset, end = false) {
  const element = node.nodeType === 1 ? node : node.parentElement;
  const words = element && element.closest(".qc-words");
  const range = node.ownerDocument.createRange();
  if (words) {
    const turn = turns.findIndex((one) => one.words === words);
    if (turn < 0) return null;
    range.setStart(words, 0);
    range.setEnd(node, offset);
    return { turn, at: range.toString().length };
  }
  range.setStart(node, offset);
  range.collapse(true);
  let low = 0;
  for (let high = turns.length; low < high; ) {
    const middle = low + high >> 1;
    if (range.comparePoint(turns[middle].words, 0) < 0) low = middle + 1;
    else high = middle;
  }
  if (end) return low > 0 ? { turn: low - 1, at: turns[low - 1].text.length } : { turn: 0, at: 0 };
  return low < turns.length ? { turn: low, at: 0 } : { turn: turns.length - 1, at: turns.at(-1).text.length };
}
function step(turns, { turn, at }, { end, forward, words = true }) {
  for (let here = turn; here >= 0 && here < turns.length; here += forward ? 1 : -1) {
    if (turns[here].hidden) return null;
    const text = turns[here].text;
    const bounds = words ? wordsOf(text) : Array.from(graphemes.segment(text), ({ index, segment }) => [index, index + segment.length]);
    const borders = bounds.map((one) => one[end ? 1 : 0]);
    if (!forward) borders.reverse();
    const found = borders.find((one) => here !== turn || (forward ? one > at : one < at));
    if (found !== void 0) return { turn: here, at: found };
  }
  return null;
}

// ../../../qualcase/widget/js/compare.js
var SIDES = ["first", "second"];
var KEEPS = [["first", "1"], ["second", "2"], ["both", "b"], ["neither", "x"], ["new", "e"]];
var FIELDS = ["code", "stance", "basis", "holder", "target", "quote"];
var Compare = class {
  constructor(app) {
    this.app = app;
    this.el = h("section.qc-compare", { tabindex: "0", hidden: true });
    this.found = null;
    this.id = "";
    this.choice = "";
    this.all = false;
    this.asked = this.waiting = false;
    this.actions = {
      compare: () => this.shown ? this.#close() : this.open(),
      nextDifference: () => this.#step(1),
      previousDifference: () => this.#step(-1),
      keepFirst: () => this.#choose("first"),
      keepSecond: () => this.#choose("second"),
      keepBoth: () => this.#choose("both"),
      keepNeither: () => this.#choose("neither"),
      keepNew: () => this.#choose("new"),
      agreed: () => this.#agreed(),
      reason: () => this.reason.focus()
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
  #ask(first, second, then = () => {
  }) {
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
      }
    });
  }
  /** Go on by a step, round the end; `open`: to one that is not settled yet, if there is one. */
  #step(by, open = false) {
    const { differences } = this.found;
    const from = differences.indexOf(this.now);
    const places = differences.map((_, n) => (from + by * (n + 1) + differences.length * 2) % differences.length);
    const next = places.find((n) => !open || !differences[n].settled && n !== from) ?? from;
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
    else app.client.ask({ op: "view", source: now.source }, { done: (answer) => answer.error ? app.fail(answer) : go() });
  }
  // what is seen
  #build() {
    const { app } = this;
    const { state } = app;
    const say = (key) => state.say(key);
    const tool = (action, words, key) => button(".qc-quiet", { onclick: () => app.act(action), "aria-keyshortcuts": key }, words, h("kbd", {}, key));
    const step2 = (action, words, key, glyph) => button(".qc-quiet", {
      "aria-label": words,
      title: `${words} (${key})`,
      "aria-keyshortcuts": key,
      onclick: () => app.act(action)
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
      "data-keep": choice,
      "aria-keyshortcuts": key,
      onclick: () => this.#choose(choice)
    }));
    this.form = h("div.qc-new");
    const reasons = `${app.view}-reasons`;
    this.reasons = h("datalist", { id: reasons });
    this.reason = h("input", { list: reasons, placeholder: say("compare.reason"), "aria-label": say("compare.reason"), "aria-keyshortcuts": "r", autocomplete: "off" });
    this.send = h("button.qc-strong", { type: "submit" }, say("compare.settle"), h("kbd", {}, "Enter"));
    this.decide = h(
      "form.qc-decide",
      { onsubmit: (event) => {
        event.preventDefault();
        this.#settle();
      } },
      h("div.qc-keeps", { role: "group", "aria-label": say("compare.stands") }, this.keeps),
      this.form,
      h("div.qc-reason", {}, this.reason, this.reasons, this.send)
    );
    this.remarks = h("p.qc-muted");
    this.built = "";
    fill(
      this.el,
      h(
        "header.qc-compare-top",
        {},
        h("h2.qc-hidden", {}, say("compare")),
        this.coders[0],
        h("span", { "aria-hidden": "true" }, "↔"),
        this.coders[1],
        this.scope,
        h("div.qc-progress", {}, this.meter, this.done),
        h("span.qc-space"),
        this.take,
        step2("previousDifference", say("key.previous_difference"), "k", "‹"),
        this.place,
        step2("nextDifference", say("key.next_difference"), "j", "›"),
        tool("escape", say("close"), "Esc")
      ),
      this.body,
      this.decide,
      this.remarks
    );
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
    fill(
      this.body,
      h(
        "p.qc-cause",
        {},
        h("strong", {}, differs),
        cause ? h("span", {}, cause) : null,
        button(".qc-quiet", { onclick: () => this.#locate() }, state.say("compare.show"))
      ),
      h(
        "blockquote.qc-passage",
        { lang: state.source.lang || null },
        one.passage.speaker ? h("b", {}, `${one.passage.speaker}: `) : null,
        this.#marked(one),
        h("cite", {}, one.passage.locator)
      ),
      h("div.qc-sides", {}, SIDES.map((side) => this.#side(side, one[side]))),
      settled ? h("p.qc-settled", {}, h("strong", {}, `✓ ${state.say("compare.settled")}: ${kept}`), settled.reason ? h("span", {}, settled.reason) : null) : null
    );
  }
  /** The passage, cut where a coding begins or ends; the one has a line below its words, the other a broken one above. */
  #marked({ passage, first, second }) {
    const { start, text } = passage;
    const sides = { first, second };
    const end = start + Array.from(text).length;
    const cuts = [.../* @__PURE__ */ new Set([start, end, ...SIDES.flatMap((side) => sides[side] ? [sides[side].start, sides[side].end] : [])])].sort((a, b) => a - b);
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
    const party = (id) => id ? state.term("parties", id) : "?";
    const lines = [
      ["code", "code", h("span.qc-code-name", { "--qc-hue": String(code?.hue ?? 0) }, h("span.qc-bar", { "aria-hidden": "true" }), [...code?.path ?? [], code?.label ?? one.code].join(" › "))],
      ["stance", "stance", state.term("stances", one.stance) || state.say("none")],
      ["basis", "basis", state.term("bases", one.basis) || state.say("none")],
      ["holder", "compare.direction", one.holder || one.target ? `${party(one.holder)} → ${party(one.target)}` : ""],
      ["quote", "compare.words", h("q", {}, one.quote)],
      ["memo", "memo", one.memo]
    ].filter(([, , words]) => words);
    return h("article.qc-side", { "data-side": side }, head, h("dl", {}, lines.map(([name, label, words]) => {
      const differs = this.#differs(name) || name === "holder" && this.#differs("target");
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
      stance: state.stances,
      basis: state.bases,
      holder: state.parties,
      target: state.parties
    };
    this.fields = {};
    fill(this.form, FIELDS.map((name) => {
      const blank = state.say(this.#differs(name) ? "compare.choose_one" : "compare.as_is");
      const label = name === "quote" ? "compare.words" : name;
      this.fields[name] = name === "quote" ? h("input", { placeholder: clip((one.first ?? one.second).quote, 60), autocomplete: "off" }) : options(h("select"), [["", blank], ...pairs[name]], "");
      return h("label.qc-field", {}, h("span", {}, state.say(label)), this.fields[name]);
    }));
  }
};

// ../../../qualcase/widget/js/dock.js
var STANCE_KEYS = { supports: "+", contradicts: "-", mixed: "*", neutral: "0" };
var Dock = class {
  constructor(app) {
    this.app = app;
    this.editing = null;
    this.words = h("p.qc-chosen", { "aria-live": "off" });
    this.tools = h("div.qc-tools");
    this.here = h("div.qc-here", { role: "group" });
    this.taking = h("div.qc-tools");
    this.fields = h("div.qc-fields", { role: "group" });
    this.hint = h("div.qc-hint", { role: "group", hidden: true });
    this.vivo = h("form.qc-vivo", { hidden: true, onsubmit: (event) => this.#newCode(event) });
    this.el = h(
      "section.qc-dock",
      {},
      h("div.qc-top", {}, this.words, this.tools),
      this.vivo,
      h("div.qc-top", {}, this.here, this.taking),
      this.fields,
      this.hint
    );
  }
  /** Build fields and lists anew: another language or another case. */
  open() {
    const { app } = this;
    const { state } = app;
    const say = (key) => state.say(key);
    this.el.setAttribute("aria-label", say("selection"));
    this.here.setAttribute("aria-label", say("codings"));
    fill(
      this.tools,
      this.copy = button(".qc-quiet", { onclick: () => app.act("copy"), "aria-keyshortcuts": "Y" }, say("copy")),
      this.make = button(".qc-quiet", { onclick: () => app.act("inVivo"), "aria-keyshortcuts": "v" }, say("new_code"))
    );
    this.label = h("input", { type: "text", "aria-label": say("new_code_label"), placeholder: say("new_code_label") });
    this.label.addEventListener("keydown", (event) => event.key === "Escape" && this.closeVivo());
    this.parent = h("select", { "aria-label": say("code_parent") });
    const { books } = state;
    const tops = books.length > 1 ? books.map((one) => [`${one}/`, one]) : [["", `— ${say("code_parent")}`]];
    options(this.parent, [...tops, ...state.codes.filter((one) => one.open).map((one) => [one.id, [...one.path, one.label].join(" › ")])], tops[0]?.[0] ?? "");
    fill(this.vivo, this.label, this.parent, h("button", { type: "submit" }, say("new_code")));
    this.stance = state.stances.map(([id, words]) => [id, button(".qc-stance", {
      onclick: () => app.act("stance", STANCE_KEYS[id]),
      title: words,
      "aria-keyshortcuts": STANCE_KEYS[id]
    }, h("span.qc-sign", { "aria-hidden": "true" }, SIGNS[id]), h("span.qc-word", {}, words))]);
    const select = (name, list2) => {
      const field = h("select", { onchange: () => app.change({ [name]: field.value }) });
      return options(field, [["", `(${say("none")})`], ...list2], "");
    };
    this.basis = select("basis", state.bases);
    this.holder = select("holder", state.parties);
    this.target = select("target", state.parties);
    const list = `${app.view}-aspects`;
    this.aspect = this.#text("aspect", h("input", { type: "text", list, autocomplete: "off" }));
    this.aspects = h("datalist", { id: list }, state.aspects.map((one) => h("option", { value: one })));
    this.memo = this.#text("memo", h("textarea.qc-memo", { rows: "2", placeholder: say("memo"), "aria-label": say("memo") }));
    this.flags = [["not_yet", "notYet", "y"], ["hedge", "hedge", "w"], ["key", "keyQuote", "q"]].map(([name, action, key]) => [
      name,
      button(".qc-flag", { onclick: () => app.act(action), "aria-keyshortcuts": key }, say(name))
    ]);
    this.state = h("span.qc-saying");
    this.take = [
      button(".qc-quiet", { onclick: () => app.act("move"), "aria-keyshortcuts": "e" }, say("move")),
      button(".qc-quiet", { onclick: () => app.act("uncode"), "aria-keyshortcuts": "x" }, say("uncode"))
    ];
    fill(this.taking, this.take);
    const named = (key, field) => h("label.qc-field", {}, h("span", {}, say(key)), field);
    fill(
      this.fields,
      h(
        "div.qc-line",
        {},
        h("div.qc-stances", { role: "group", "aria-label": say("stance") }, this.stance.map(([, one]) => one)),
        h("div.qc-flags", {}, this.flags.map(([, one]) => one))
      ),
      h(
        "div.qc-line",
        {},
        named("basis", this.basis),
        named("holder", this.holder),
        named("target", this.target),
        named("aspect", this.aspect),
        this.aspects
      ),
      this.memo,
      this.state
    );
    this.refresh();
  }
  /** Show what is chosen now. */
  refresh() {
    const { app } = this;
    const { state, span, moving } = app;
    if (!state.ready || !this.stance) return;
    const shown = moving ?? span;
    fill(this.words, shown ? [h("q", { lang: state.source.lang || null }, clip(state.words(shown), 150)), h("cite", {}, state.locator(shown))] : h("span.qc-muted", {}, state.say("no_selection")));
    for (const one of [this.copy, this.make]) one.disabled = !span;
    this.make.hidden = Boolean(state.read_only);
    const hint = state.hints.find((one) => one.key === app.hint);
    const codings = state.under(span);
    const active = state.shown(app.active);
    if (active && !codings.some((one) => one.id === active.id)) codings.unshift(active);
    fill(this.here, moving ? h("p.qc-moving", {}, state.say("moving")) : codings.map((one) => chip(state, one, { active: one.id === app.active, onclick: () => app.activate(one.id) })));
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
    field.addEventListener("input", () => this.editing = { id: this.app.active, name, field });
    field.addEventListener("blur", () => this.commit());
    field.addEventListener("keydown", (event) => {
      if (event.isComposing || event.key !== "Enter" || name === "memo" && !event.ctrlKey && !event.metaKey) return;
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
      onclick: () => app.act(name),
      "aria-keyshortcuts": key
    }, words, h("kbd", {}, key));
    this.hint.setAttribute("aria-label", state.say("suggestions"));
    fill(
      this.hint,
      h(
        "div.qc-line",
        {},
        h("strong", {}, state.code.get(one.code)?.label ?? one.code),
        one.stance ? h("span.qc-hint-stance", {}, h("span.qc-sign", { "aria-hidden": "true" }, SIGNS[one.stance] ?? "?"), stanceOf(state, one)) : null,
        act("accept", "a", state.say("accept"), true),
        act("reject", "r", state.say("reject")),
        act("previousHint", "p", state.say("previous")),
        act("nextHint", "n", state.say("next")),
        h("span.qc-muted", {}, `${number} / ${state.hints.length}`)
      ),
      h("p.qc-because", {}, one.because)
    );
  }
};

// ../../../qualcase/widget/js/hints.js
var Hints = class {
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
    const next = now >= 0 ? now + by : by > 0 ? open.findIndex((one) => one.start >= point) : open.findLastIndex((one) => one.start <= point);
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
};

// ../../../qualcase/widget/js/moves.js
var Moves = class {
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
    const bare = state.turns.filter((one, number) => one.n && !one.asking && !one.hidden && ![...state.here[number]].some((id) => state.codings.get(id)?.mine)).map((one) => [one.start, one.end]);
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
      if (found === void 0) return;
      span = backward ? { start: found, end: moving.end } : { start: moving.start, end: found };
    } else {
      const places = placesOf(state.turns, moving);
      const moved = step(state.turns, places[backward ? 0 : 1], { end: !backward, forward, words: unit !== "character" });
      if (!moved) return;
      const [from, to] = backward ? [moved, places[1]] : [places[0], moved];
      if (from.turn > to.turn || from.turn === to.turn && from.at >= to.at) return;
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
  #step(units2, by) {
    const { state, span, text } = this.app;
    const shown = units2.filter(([start]) => {
      const turn = state.turns[turnAt(state.turns, start)];
      return turn && !turn.hidden && turn.end > start;
    });
    const found = span ? by > 0 ? shown.find(([start, end]) => start >= span.end || start > span.start && end > span.end) : shown.findLast(([start, end]) => end <= span.start || start < span.start && end < span.end) : shown.find(([start]) => start >= (state.turns[text.top]?.start ?? 0));
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
};

// ../../../qualcase/widget/js/paint.js
var SHADES = {
  light: { tint: (hue) => `hsl(${hue} 70% 84%)`, ink: "#000", line: (hue) => `hsl(${hue} 60% 33%)` },
  dark: { tint: (hue) => `hsl(${hue} 45% 28%)`, ink: "#fff", line: (hue) => `hsl(${hue} 65% 72%)` }
};
var ORDER = ["multi", "waiting", "hint", "hit", "active", "chosen"];
function priority(name) {
  return ORDER.indexOf(name) + 1;
}
var Paint = class {
  /** `view` makes the names unique in the document. */
  constructor(view, supported = typeof CSS !== "undefined" && CSS.highlights && typeof Highlight !== "undefined") {
    this.view = view;
    this.on = Boolean(supported);
    this.marks = /* @__PURE__ */ new Map();
    this.painted = /* @__PURE__ */ new Map();
    if (!this.on) return;
    this.sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
  }
  /** Write the rules for the codes there are, in one theme. */
  rules(codes, theme) {
    if (!this.on) return;
    const { tint, ink, line } = SHADES[theme];
    const light = theme === "light";
    const rule = (name, style) => `::highlight(${this.view}-${name}){${style}}`;
    this.sheet.replaceSync(
      [
        ...codes.map((one, n) => rule(`c${n}`, `background-color:${tint(one.hue)};color:${ink}`)),
        ...codes.map((one, n) => rule(`o${n}`, `text-decoration:underline solid 2px ${line(one.hue)}`)),
        rule("multi", `text-decoration:underline double ${light ? "#222" : "#eee"}`),
        rule("waiting", `text-decoration:underline dashed 2px ${light ? "#444" : "#ddd"}`),
        rule("hint", `text-decoration:underline dotted 3px ${light ? "#7a4b00" : "#ffc66d"}`),
        rule("active", `text-decoration:underline solid 3px ${light ? "#000" : "#fff"}`),
        rule("hit", `background-color:${light ? "#ffe37a" : "#6a5200"};color:${ink}`),
        rule("chosen", `background-color:${light ? "rgb(20 90 170 / 0.24)" : "rgb(60 120 200 / 0.45)"}`)
      ].join("\n")
    );
  }
  /** Paint one turn's ranges [name, start, end] (UTF-16, within its text) in the place of those it had. */
  turn(number, node, ranges) {
    if (!this.on) return;
    const before = this.painted.get(number) ?? [];
    const same = ([name, range], [other, from, to]) => name === other && range.startOffset === from && range.endOffset === to;
    if (before.length === ranges.length && before.every((one, n) => same(one, ranges[n]) && one[1].startContainer === node)) return;
    this.clear(number);
    const made = ranges.map(([name, from, to]) => {
      const range = new StaticRange({ startContainer: node, startOffset: from, endContainer: node, endOffset: to });
      this.#mark(name).add(range);
      return [name, range];
    });
    if (made.length) this.painted.set(number, made);
  }
  /** Take the paint off a turn. */
  clear(number) {
    for (const [name, range] of this.painted.get(number) ?? []) this.marks.get(name).delete(range);
    this.painted.delete(number);
  }
  clearAll() {
    for (const mark of this.marks.values()) mark.clear();
    this.painted.clear();
  }
  /** Leave nothing in the document. */
  remove() {
    if (!this.on) return;
    this.clearAll();
    for (const name of this.marks.keys()) CSS.highlights.delete(`${this.view}-${name}`);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== this.sheet);
  }
  #mark(name) {
    let mark = this.marks.get(name);
    if (!mark) {
      mark = new Highlight();
      mark.priority = priority(name);
      this.marks.set(name, mark);
      CSS.highlights.set(`${this.view}-${name}`, mark);
    }
    return mark;
  }
};
function themeOf(doc = document) {
  const { body, documentElement } = doc;
  if (body.dataset.jpThemeLight) return body.dataset.jpThemeLight === "false" ? "dark" : "light";
  if (body.classList.contains("vscode-dark") || body.classList.contains("vscode-high-contrast")) return "dark";
  if (body.classList.contains("vscode-light")) return "light";
  const named = documentElement.getAttribute("theme");
  if (named) return named === "dark" ? "dark" : "light";
  return doc.defaultView.matchMedia?.("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
function watchTheme(changed) {
  const observer = new MutationObserver(changed);
  const attributes = ["class", "theme", "data-jp-theme-light"];
  for (const one of [document.body, document.documentElement]) observer.observe(one, { attributeFilter: attributes });
  const query = window.matchMedia?.("(prefers-color-scheme: dark)");
  query?.addEventListener?.("change", changed);
  return () => {
    observer.disconnect();
    query?.removeEventListener?.("change", changed);
  };
}

// ../../../qualcase/widget/js/state.js
var BLANK = {
  stance: "",
  basis: "",
  holder: "",
  target: "",
  aspect: "",
  hedge: false,
  not_yet: false,
  key: false,
  memo: ""
};
var State = class {
  constructor() {
    this.ready = false;
    this.labels = {};
    this.turns = [];
    this.codings = /* @__PURE__ */ new Map();
    this.codes = [];
    this.code = /* @__PURE__ */ new Map();
    this.hints = [];
    this.hits = [];
    this.slots = [];
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
      ...turn,
      text: cut(this.content, turn.start, turn.end),
      hidden: false
    }));
    this.codings = /* @__PURE__ */ new Map();
    this.here = this.turns.map(() => /* @__PURE__ */ new Set());
    told.codings.forEach((one) => this.#put(one));
    this.#codebook(told.codes);
    this.#recent(told.recent);
    if (!before || before.id !== told.source.id || before.text !== told.source.text) this.hints = [];
    this.hits = [];
    this.hide();
  }
  /** Take changes; gives the numbers of the turns whose codings moved. */
  apply(changes) {
    const touched = /* @__PURE__ */ new Set();
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
    this.over = /* @__PURE__ */ new Map();
    this.ghosts = [];
    this.deciding = /* @__PURE__ */ new Set();
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
    const ids = /* @__PURE__ */ new Set([...this.here[turn], ...moved.map((one) => one.id)]);
    return [...ids].map((id) => this.shown(id)).filter((one) => one && one.start < end && one.end > start && this.passes(one)).sort((a, b) => a.start - b.start || b.end - a.end || this.place(a.code) - this.place(b.code) || b.mine - a.mine);
  }
  /** List the codings that overlap a span: the coder's own first, the narrowest first. */
  under(span) {
    if (!span) return [];
    const found = /* @__PURE__ */ new Map();
    for (const turn of this.numbers(span)) for (const one of this.of(turn)) found.set(one.id, one);
    return [...found.values()].filter((one) => one.start < span.end && one.end > span.start).sort((a, b) => b.mine - a.mine || a.end - a.start - (b.end - b.start) || this.place(a.code) - this.place(b.code));
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
      const hidden = Boolean(speaker && turn.speaker !== speaker || question && turn.question !== question);
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
};

// ../../../qualcase/widget/js/layers.js
function layers(turn, codings, { active = "", hints = [], hits = [], chosen = null, place }) {
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
    if (turn.text.slice(from, to).trim() === "") continue;
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

// ../../../qualcase/widget/js/text.js
var MARGIN = "300px";
var TextPane = class {
  constructor(app) {
    this.app = app;
    this.el = h("div.qc-text", { tabindex: "0", role: "region" });
    this.visible = /* @__PURE__ */ new Set();
    this.rows = [];
    this.dragging = false;
    this.native = false;
    this.observer = typeof IntersectionObserver === "undefined" ? null : new IntersectionObserver((seen) => this.#seen(seen), { root: this.el, rootMargin: MARGIN });
    this.off = [];
    this.#listen(document, "selectionchange", () => this.#selected());
    this.#listen(this.el, "mousedown", (event) => this.dragging = event.button === 0 && !event.defaultPrevented);
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
    const head = h(
      "header.qc-head",
      {},
      h("h3", {}, source.id),
      source.title && h("span", {}, source.title),
      h("span.qc-kind", {}, source.kind)
    );
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
    this.app.state.turns.forEach((turn, number) => this.rows[number].el.hidden = turn.hidden);
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
    const turns = /* @__PURE__ */ new Set([...this.chosen ?? [], ...now]);
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
      if (!box || !pane.height || !box.top && !box.bottom) continue;
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
    const who = h(
      "div.qc-who",
      { title: turn.role || null },
      turn.time ? h("span.qc-time", {}, turn.time) : null,
      turn.speaker ? h("span.qc-speaker", {}, turn.speaker) : null,
      turn.n ? h("span.qc-locator", { "aria-label": turn.locator }, String(turn.n)) : null
    );
    turn.words = words;
    const el = h("div.qc-turn", {
      "data-start": turn.start,
      "data-number": number,
      "data-asking": turn.asking ? "" : null,
      "data-aside": turn.n ? null : "",
      "data-again": again ? "" : null
    }, who, words, gutter);
    return { el, node, gutter };
  }
  #chips(number) {
    const { app } = this;
    const { state } = app;
    const { start, end } = state.turns[number];
    const rows = [];
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
    const hints = state.hints.filter((one) => one.start < end && one.end > start && state.numbers(one)[0] === number).map((one) => hintChip(state, one, { active: one.key === app.hint, onclick: () => app.showHint(one.key) }));
    if (!rows.length && !hints.length && !this.rows[number].gutter.firstChild) return;
    fill(this.rows[number].gutter, rows, hints);
  }
  #paint(number) {
    if (!this.visible.has(number)) return;
    const { state, paint, span, active } = this.app;
    const turn = state.turns[number];
    const touches = (one) => one.start < turn.end && one.end > turn.start;
    paint.turn(number, this.rows[number].node, layers(turn, state.of(number), {
      active,
      chosen: span && !this.owns() && touches(span) ? span : null,
      hints: state.hints.filter(touches),
      hits: state.hits.filter(([start, end]) => touches({ start, end })),
      place: (code) => state.place(code)
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
    if (to.turn < from.turn || to.turn === from.turn && to.at <= from.at) return { span: null, backward: false };
    const backward = range.startContainer === focusNode && range.startOffset === focusOffset && !(anchorNode === focusNode && anchorOffset === focusOffset);
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
};

// ../../../qualcase/widget/js/app.js
var PROTOCOL = 1;
var STANCES = { "+": "supports", "=": "supports", "-": "contradicts", "*": "mixed", 0: "neutral" };
var SIZES = [0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75];
var random = () => {
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (n) => letters[n % 26]).join("");
};
var stored = (work) => {
  try {
    return work(window);
  } catch {
    return null;
  }
};
var App = class {
  /** `send(message)` takes a message to the session; `root` is the widget's own element. */
  constructor({ send, root }) {
    this.view = `qc${random()}`;
    this.root = root;
    this.state = new State();
    this.span = null;
    this.backward = false;
    this.active = "";
    this.hint = "";
    this.moving = null;
    this.closed = false;
    this.touched = /* @__PURE__ */ new Set();
    this.store = sessionStore(stored((w) => w.sessionStorage));
    this.client = new Client({
      view: this.view,
      send,
      store: this.store,
      prepare: (entry) => this.#prepare(entry),
      context: () => ({ file: this.state.file, title: this.state.title, coder: this.state.coder, source: this.state.source?.id, text: this.state.source?.text }),
      moved: () => this.#moved()
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
  record(op, done = () => {
  }, { after = "", stored: stored2 = true, failed = () => {
  } } = {}) {
    if (this.state.read_only) {
      this.tell("read_only");
      return null;
    }
    const entry = this.client.ask(op, {
      keep: true,
      stored: stored2,
      after,
      done: (answer, own) => {
        if (own.tries > 1) this.reopen();
        if (answer.error) {
          failed(own);
          this.#failed(answer, op);
        } else {
          done(answer, own);
          if (answer.doubt) this.tellWords(answer.doubt);
        }
      }
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
    if (!one || one.start === span.start && one.end === span.end) return;
    this.#on(one, { op: "move", start: span.start, end: span.end, quote: this.state.words(span) }, () => this.tell("moved"));
  }
  /** Write a note; says whether that could be asked for. */
  note(about, text) {
    return Boolean(this.record({ op: "memo", about, text }, () => this.tell("saved")));
  }
  // looking
  openSource(id) {
    this.dock.commit();
    this.client.ask({ op: "view", source: id }, { done: (answer) => answer.error ? this.fail(answer) : this.text.el.focus() });
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
  find(words, step2) {
    const { state } = this;
    if (words && words === this.sought && state.hits.length) return this.#hit(step2);
    this.sought = words;
    const show = (hits) => {
      const turns = new Set([...state.hits, ...hits].flatMap(([start, end]) => state.numbers({ start, end })));
      state.hits = hits;
      this.hitAt = -1;
      this.bar.hits(hits.length, words ? state.say("hits", { n: hits.length }) : "");
      this.text.refresh(turns);
      if (hits.length) this.#hit(step2);
    };
    if (!words) return show([]);
    this.client.ask({ op: "search", words }, { done: (answer) => answer.error ? this.fail(answer) : show(answer.hits) });
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
      }
    });
  }
  size(step2) {
    this.#sized(this.sized + step2);
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
      nextSentence: () => this.moves.sentence(1),
      previousSentence: () => this.moves.sentence(-1),
      nextTurn: () => this.moves.turn(1),
      previousTurn: () => this.moves.turn(-1),
      nextOfSpeaker: () => this.moves.speaker(),
      nextUncoded: () => this.moves.uncoded(),
      otherEnd: () => this.moves.otherEnd(),
      move: () => this.moves.begin(),
      moveEnd: () => this.moves.end(key),
      moveDone: () => this.moves.done(),
      search: () => {
        this.bar.search.focus();
        this.bar.search.select();
      },
      figure: () => this.state.slots[key - 1] ? this.code(this.state.slots[key - 1]) : this.tell("no_repeat"),
      repeat: () => this.last ?? this.state.recent[0] ? this.code(this.last ?? this.state.recent[0]) : this.tell("no_repeat"),
      picker: () => this.book.focus(),
      inVivo: () => this.span ? this.dock.openVivo() : this.tell("no_selection"),
      copy: () => this.#copy(),
      stance: () => this.#stance(STANCES[key]),
      basis: () => this.#cycle("basis", this.state.bases),
      holder: () => this.#field("holder"),
      target: () => this.#field("target"),
      aspect: () => this.#field("aspect"),
      memo: () => this.#field("memo"),
      notYet: () => this.#flip("not_yet"),
      hedge: () => this.#flip("hedge"),
      keyQuote: () => this.#flip("key"),
      cycle: () => this.#next(),
      uncode: () => this.#uncode(),
      nextHint: () => this.hints.step(1),
      previousHint: () => this.hints.step(-1),
      accept: () => this.hints.accept(),
      reject: () => this.hints.reject(),
      undoRedo: () => this.#undo(key === "U" ? "redo" : "undo"),
      help: () => this.help.show(),
      escape: () => this.escape(),
      ...this.compare.actions
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
    this.touched = /* @__PURE__ */ new Set();
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
    const alive = (id) => views.includes(id.split("-")[0]);
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
  #hit(step2) {
    const { hits } = this.state;
    const from = this.span ? hits.findIndex(([start2]) => start2 >= this.span.start) : 0;
    this.hitAt = this.hitAt < 0 ? Math.max(from, 0) : (this.hitAt + step2 + hits.length) % hits.length;
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
};

// ../../../qualcase/widget/js/main.js
var QUIET = 15e3;
function render({ model, el }) {
  const root = h("section.qc-coder");
  el.append(root);
  const app = new App({ send: (message) => model.send(message), root });
  const heard = (message) => app.heard(message);
  model.on("msg:custom", heard);
  const deaf = listen(root, {
    inText: () => app.text.focused || app.compare.focused,
    act: (action, key) => app.act(action, key),
    escape: () => app.escape(),
    moving: () => Boolean(app.moving),
    among: () => app.compare.shown ? COMPARING : void 0
  });
  const unthemed = watchTheme(() => {
    app.theme();
    app.text.repaint();
  });
  const poll = () => app.poll();
  root.addEventListener("focusin", (event) => root.contains(event.relatedTarget) || poll());
  window.addEventListener("focus", poll);
  const timer = setInterval(() => document.visibilityState === "visible" && root.contains(document.activeElement) && poll(), QUIET);
  app.start();
  return () => {
    model.off("msg:custom", heard);
    clearInterval(timer);
    window.removeEventListener("focus", poll);
    deaf();
    unthemed();
    app.remove();
    root.remove();
  };
}
var main_default = { render };
export {
  main_default as default
};
