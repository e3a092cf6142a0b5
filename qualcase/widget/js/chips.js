// One button in the margin for each coding, one for each suggestion.

import { button, clip, h } from "./dom.js";

export const SIGNS = { supports: "+", contradicts: "−", mixed: "±", neutral: "○", unsure: "?" };

/** The mark of a stance, and its colour-blind sign. */
function sign(stance) {
  return stance ? h("span.qc-sign", { "aria-hidden": "true" }, SIGNS[stance] ?? "?") : null;
}

/** What a coding says in one line, without its code: stance, basis, holder, and so on. */
export function saying(state, one) {
  return [
    state.term("stances", one.stance), state.term("bases", one.basis),
    one.holder || one.target ? `${state.term("parties", one.holder)} → ${state.term("parties", one.target)}` : "",
    one.aspect, one.not_yet && state.say("not_yet"), one.hedge && state.say("hedge"), one.key && state.say("key"),
  ].filter(Boolean).join(", ");
}

/** A coding's button; its name says code, stance, words and coder. `again`: it follows one of the same code and words. */
export function chip(state, one, { active, again = false, onclick }) {
  const code = state.code.get(one.code);
  const name = state.name(one);
  const label = [
    name, saying(state, one), `“${clip(state.words(one), 80)}”`, one.coder, one.waiting && state.say("waiting_mark"),
  ].filter(Boolean).join("; ");
  return button(".qc-chip", {
    "data-coding": one.id, "data-code": one.code, "data-state": one.waiting ? "waiting" : "saved",
    "data-mine": one.mine ? "" : null, "data-leaving": one.leaving ? "" : null, "data-again": again ? "" : null, tabindex: "-1",
    "aria-label": label, "aria-pressed": String(active), title: label, "--qc-hue": String(code?.hue ?? 0), onclick,
  },
    h("span.qc-bar", { "aria-hidden": "true" }), again && !one.mine ? null : h("span.qc-name", {}, code?.short || name), sign(one.stance),
    one.key ? h("span.qc-sign", { "aria-hidden": "true" }, "★") : null,
    one.memo ? h("span.qc-sign", { "aria-hidden": "true" }, "✎") : null,
    one.mine ? null : h("span.qc-coder-name", { "aria-hidden": "true" }, one.coder),
  );
}

/** A suggestion's button. */
export function hintChip(state, one, { active, onclick }) {
  const code = state.code.get(one.code);
  const name = code?.label ?? one.code;
  const label = [state.say("suggestion"), name, stanceOf(state, one), `“${clip(state.words(one), 80)}”`].filter(Boolean).join("; ");
  return button(".qc-suggestion", {
    "data-key": one.key, "data-code": one.code, "data-state": state.deciding.has(one.key) ? "waiting" : null,
    tabindex: "-1", "aria-label": label, "aria-pressed": String(active), title: one.because,
    "--qc-hue": String(code?.hue ?? 0), onclick,
  }, h("span.qc-bar", { "aria-hidden": "true" }), h("span.qc-name", {}, code?.short || name), sign(one.stance));
}

/** The words for a suggestion's stance. */
export function stanceOf(state, one) {
  return one.stance === "unsure" ? state.say("unsure") : state.term("stances", one.stance);
}
