// The keys: alive only while the text has the focus (WCAG 2.1.4), and never heard by the notebook around it.

const FIGURES = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** Groups of [keys, name of the action, label of the list of keys, keys as the list shows them]. */
export const KEYS = [
  ["group.move", [
    [["j"], "nextSentence", "key.j"],
    [["k"], "previousSentence", "key.k"],
    [["J"], "nextTurn", "key.J"],
    [["K"], "previousTurn", "key.K"],
    [["s"], "nextOfSpeaker", "key.speaker"],
    [["l"], "nextUncoded", "key.uncoded"],
    [[], "", "key.shift", "Shift+←/→"],
    [["o"], "otherEnd", "key.o"],
    [["f"], "search", "key.search"],
  ]],
  ["group.code", [
    [FIGURES, "figure", "key.figure", "1–9"],
    [["."], "repeat", "key.repeat"],
    [["/"], "picker", "key.picker"],
    [["v"], "inVivo", "key.vivo"],
    [["Y"], "copy", "key.copy"],
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
    [["x", "Delete"], "uncode", "key.uncode", "x"],
  ]],
  ["group.hints", [
    [["n"], "nextHint", "key.next"],
    [["p"], "previousHint", "key.previous"],
    [["a"], "accept", "key.accept"],
    [["r"], "reject", "key.reject"],
  ]],
  ["group.other", [
    [["u", "U"], "undoRedo", "key.undo", "u U"],
    [["g"], "compare", "key.compare"],
    [["?"], "help", "key.help"],
    [["Escape"], "escape", "key.escape", "Esc"],
  ]],
];

/** The same of two coders side by side; keys of the group above act there too. */
export const COMPARE_KEYS = [
  ["compare", [
    [["j"], "nextDifference", "key.next_difference"],
    [["k"], "previousDifference", "key.previous_difference"],
    [["1"], "keepFirst", "key.keep_first"],
    [["2"], "keepSecond", "key.keep_second"],
    [["b"], "keepBoth", "key.keep_both"],
    [["x"], "keepNeither", "key.keep_neither"],
    [["e"], "keepNew", "key.keep_new"],
    [["r"], "reason", "key.reason"],
    [["a"], "agreed", "key.agreed"],
  ]],
];

const actions = (groups) => new Map(groups.flatMap(([, group]) => group.flatMap(([keys, action]) => keys.map((key) => [key, action]))));
const ACTIONS = actions(KEYS);
export const COMPARING = actions([...KEYS.slice(-1), ...COMPARE_KEYS]);

/** Give [action, key] for a keydown, or null; `moving`: an end of a coding is being moved; `among`: the keys there. */
export function actionOf({ key, ctrlKey, metaKey, altKey, shiftKey }, moving = false, among = ACTIONS) {
  if (ctrlKey || metaKey) {
    const letter = key.toLowerCase();
    if (altKey || (letter !== "z" && letter !== "y")) return null;
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

/**
 * Hear the keys of the whole widget. In the text they act; elsewhere only Esc does. No key without Ctrl or Cmd, and no
 * undo, goes on to the notebook: there, b, a and x would insert and cut cells. Tab does what it always does.
 */
export function listen(root, { inText, act, escape, moving, among = () => ACTIONS }) {
  const heard = (event) => {
    const plain = !event.ctrlKey && !event.metaKey;
    if (plain || ["z", "y", "Z", "Y", "Enter"].includes(event.key)) event.stopPropagation();
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
