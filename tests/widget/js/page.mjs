// A document to put the widget in, and a session that answers as the Python one does, in memory.
import { JSDOM } from "jsdom";

/** Make a document and its names global; gives the window. */
export function page() {
  const { window } = new JSDOM("<!doctype html><body></body>", { url: "http://127.0.0.1/", pretendToBeVisual: true });
  for (const name of ["window", "document", "MutationObserver", "Element", "Node"]) {
    Object.defineProperty(globalThis, name, { value: name === "window" ? window : window[name], configurable: true, writable: true });
  }
  Object.defineProperty(globalThis, "navigator", { value: window.navigator, configurable: true });
  return window;
}

const CODE = {
  short: "", path: [], parent: "", kind: "evaluative", poles: null, holder: "", target: "", definition: "", use_when: [],
  do_not_use_when: [], examples: [], near_misses: [], book: "b", version: "1", open: true,
};
const EMPTY = {
  stance: "", basis: "", holder: "", target: "", aspect: "", hedge: false, not_yet: false, key: false, memo: "",
};

/** A session over turns [speaker, words]; `hold`: messages wait until `release()`. */
export class FakeSession {
  constructor(turns, { codes = ["trust", "control"], coder = "ani", codings = [] } = {}) {
    this.heard = new Set();
    this.sent = [];
    this.held = null;
    this.lost = false;
    this.made = 0;
    this.coder = coder;
    this.codings = new Map(codings.map((one) => [one.id, one]));
    this.codes = codes.map((id, n) => ({ ...CODE, id, label: id[0].toUpperCase() + id.slice(1), hue: n * 90 }));
    this.content = "";
    this.turns = turns.map(([speaker, words], n) => {
      this.content += `${speaker}: `;
      const start = Array.from(this.content).length;
      this.content += `${words}\n`;
      const end = start + Array.from(words).length;
      return { n: n + 1, speaker, role: "", asking: speaker === "PW", locator: `S, ${n + 1}`, time: "", question: "", start, end };
    });
  }

  get state() {
    return {
      event: 1, coder: this.coder, lang: "en", title: "Case", file: "case.qualcase", read_only: "", blind: false,
      labels: {
        saved: "saved", waiting: "not saved yet ({n} waiting)", coded: "Coded: {code}", changed: "{code}: {what}",
        stale_now: "Now: {what}", gone: "withdrawn", silent: "No answer.",
      },
      stances: [["supports", "supports"], ["contradicts", "contradicts"], ["mixed", "mixed"], ["neutral", "neutral"]],
      bases: [["first_hand", "first hand"]], parties: [["company", "Company"]], aspects: [],
      sources: [{ id: "S", title: "", kind: "interview", turns: this.turns.length, coded: 0, codings: 0 }],
      source: {
        id: "S", title: "", kind: "interview", lang: "id", text: "hash", length: this.content.length, content: this.content,
        turns: this.turns, sentences: this.turns.map(({ start, end }) => [start, end]),
      },
      codes: this.codes, codings: [...this.codings.values()], memos: [], recent: ["trust"], filters: {},
    };
  }

  get model() {
    return {
      send: (message) => {
        this.sent.push(message);
        if (this.lost) return;
        if (this.held) this.held.push(message);
        else this.answer(message);
      },
      on: (name, heard) => name === "msg:custom" && this.heard.add(heard),
      off: (name, heard) => this.heard.delete(heard),
    };
  }

  hold() {
    this.held = [];
  }

  /** Answer what was held; answers to later messages come at once. */
  release() {
    const held = this.held;
    this.held = null;
    held.forEach((message) => this.answer(message));
  }

  push(message) {
    [...this.heard].forEach((heard) => heard(JSON.parse(JSON.stringify(message))));
  }

  answer(message) {
    const { id, op, ...given } = message;
    const body = this.done(op, given);
    this.push({ re: id, ...(body.error ? body : { ok: true, ...body }) });
  }

  done(op, given) {
    const changed = (one) => {
      const coding = { ...one, v: `v${++this.made}` };
      this.codings.set(coding.id, coding);
      return { coding: coding.id, changes: { event: this.made, codings: [coding] } };
    };
    if (op === "open") return { protocol: 1, state: this.state };
    if (op === "code") {
      if (Array.from(this.content).slice(given.start, given.end).join("") !== given.quote) {
        return { error: { kind: "text", what: "not there", where: "", next: "" } };
      }
      const { quote, ...row } = given;
      return { already: false, ...changed({ ...EMPTY, ...row, id: `c${++this.made}`, coder: this.coder, mine: true, origin: "hand" }) };
    }
    if (op === "change" || op === "uncode" || op === "move") {
      const one = this.codings.get(given.coding);
      if (!one || one.v !== given.v) {
        return { error: { kind: "stale", what: "changed elsewhere", where: "", next: "" }, coding: one ?? null };
      }
      if (op === "uncode") {
        this.codings.delete(one.id);
        return { coding: one.id, changes: { event: ++this.made, gone: [one.id] } };
      }
      const { coding, v, quote, ...said } = given;
      return changed({ ...one, ...said });
    }
    return {};
  }
}

/** Press a key where the focus is; gives the event. */
export function press(window, key, more = {}) {
  const at = window.document.activeElement ?? window.document.body;
  const event = new window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  at.dispatchEvent(event);
  return event;
}
