// Elements, made of text alone: nothing that comes from a source is ever read as markup.

/** Make an element: `h("button.qc-chip", {type: "button", onclick}, "words", child)`; null children are left out. */
export function h(what, given = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name.startsWith("--")) element.style.setProperty(name, value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false));
  return element;
}

/** Make a button that leaves focus and selection where they are when it is clicked. */
export function button(what, given, ...children) {
  const element = h(`button${what}`, { type: "button", ...given }, ...children);
  element.addEventListener("mousedown", (event) => event.preventDefault());
  return element;
}

/** Put new children in the place of the old ones. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false));
  return element;
}

/** Make the options of a select: pairs of value and words. */
export function options(select, pairs, chosen) {
  fill(select, pairs.map(([value, words]) => h("option", { value }, words)));
  select.value = chosen;
  return select;
}

/** Shorten words to a number of characters, at a space where there is one. */
export function clip(words, most) {
  const letters = Array.from(words.replace(/\s+/gu, " "));
  if (letters.length <= most) return letters.join("");
  const short = letters.slice(0, most).join("");
  const space = short.lastIndexOf(" ");
  return `${space > most / 2 ? short.slice(0, space) : short}…`;
}
