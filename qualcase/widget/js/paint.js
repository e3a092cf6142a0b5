// Tints of words by the CSS Custom Highlight API: the text nodes never change, so a selection stays.

const SHADES = {
  light: { tint: (hue) => `hsl(${hue} 70% 84%)`, ink: "#000", line: (hue) => `hsl(${hue} 60% 33%)` },
  dark: { tint: (hue) => `hsl(${hue} 45% 28%)`, ink: "#fff", line: (hue) => `hsl(${hue} 65% 72%)` },
};

const ORDER = ["multi", "waiting", "hint", "hit", "active", "chosen"]; // above the tints, the last one on top

/** Say which of two highlights of the same words is on top: the greater one. */
export function priority(name) {
  return ORDER.indexOf(name) + 1;
}

export class Paint {
  /** `view` makes the names unique in the document. */
  constructor(view, supported = typeof CSS !== "undefined" && CSS.highlights && typeof Highlight !== "undefined") {
    this.view = view;
    this.on = Boolean(supported);
    this.marks = new Map(); // name -> Highlight
    this.painted = new Map(); // turn -> [[name, range]]
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
        rule("chosen", `background-color:${light ? "rgb(20 90 170 / 0.24)" : "rgb(60 120 200 / 0.45)"}`),
      ].join("\n"),
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
}

/** The host's theme: JupyterLab's, VS Code's, Colab's, else what the system prefers. */
export function themeOf(doc = document) {
  const { body, documentElement } = doc;
  if (body.dataset.jpThemeLight) return body.dataset.jpThemeLight === "false" ? "dark" : "light";
  if (body.classList.contains("vscode-dark") || body.classList.contains("vscode-high-contrast")) return "dark";
  if (body.classList.contains("vscode-light")) return "light";
  const named = documentElement.getAttribute("theme");
  if (named) return named === "dark" ? "dark" : "light";
  return doc.defaultView.matchMedia?.("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Call `changed` whenever the host's theme may have changed; gives what ends that. */
export function watchTheme(changed) {
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
