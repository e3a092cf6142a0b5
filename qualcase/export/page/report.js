// The page is whole without this script: it adds a panel for the quotes behind a number, search, filters and copying.
(() => {
  const page = document.body;
  page.classList.add("js");
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const fill = (words, fields) => words.replace(/\{(\w+)\}/g, (whole, name) => fields[name] ?? whole);
  const target = (link) => document.getElementById(link.getAttribute("href").slice(1));

  // Contents: beside the page where it is wide, else a menu.
  const menu = document.querySelector("nav details");
  const wide = matchMedia("(min-width: 64.01rem)");
  const fit = () => (menu.open = wide.matches);
  fit();
  wide.addEventListener("change", fit);
  menu.addEventListener("click", (event) => { if (event.target.closest("a")) fit(); });
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") fit(); });
  if (window.IntersectionObserver) {
    const seen = new IntersectionObserver((changes) => {
      for (const { target, isIntersecting } of changes) {
        const link = menu.querySelector(`a[href="#${target.id}"]`);
        if (isIntersecting) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      }
    }, { rootMargin: "-30% 0px -69% 0px" });
    all("main > section").forEach((section) => seen.observe(section));
  }

  // Words are found whatever their case, and with or without accents.
  const letters = {};
  for (let point = 0xc0; point < 0x250; point++) {
    const letter = String.fromCharCode(point);
    const base = letter.normalize("NFD")[0].toLowerCase();
    if (base !== letter) letters[base] = (letters[base] ?? base) + letter;
  }
  const pattern = (words, flags) => new RegExp([...words.trim()].map((letter) => {
    if (/\s/.test(letter)) return "\\s+";
    const same = letters[letter.normalize("NFD")[0].toLowerCase()];
    return same ? `[${same}]` : letter.replace(/[\\^$.*+?()[\]{}|\/-]/g, "\\$&");
  }).join("").replace(/(\\s\+)+/g, "\\s+"), flags);

  // The state of a form stands in the address: #quotes?code=trust&words=water
  const tell = (name, state) => {
    const said = new URLSearchParams(state).toString();
    history.replaceState(null, "", `#${name}${said ? `?${said}` : ""}`);
  };
  const told = (name) => {
    const [where, said] = [location.hash.slice(1).split("?")[0], location.hash.split("?").slice(1).join("?")];
    return where === name && said ? new URLSearchParams(said) : null;
  };
  let waiting;
  const soon = (work) => { clearTimeout(waiting); waiting = setTimeout(work, 120); };

  const quotes = document.querySelector("form[data-find=quotes]");
  let clear = () => {};
  if (quotes) {
    const status = quotes.querySelector("output");
    const fields = all("select", quotes);
    let index;
    const read = () => index ??= all("ol.quotes > li").map((item) => ({
      item,
      has: fields.map((field) => (item.dataset[field.name] ?? "").split("\n")),
      words: all("blockquote, .translation", item).map((part) => part.textContent).join("\n"),
    }));
    const names = fields.map((field) => new Map([...field.options].map((option) => [option.value, option.text])));
    const filter = () => {
      const sought = quotes.elements.words.value.trim().split(/\s+/).filter(Boolean).map((word) => pattern(word, "iu"));
      const wanted = fields.map((field) => field.value);
      const counts = fields.map(() => new Map());
      let shown = 0;
      for (const { item, has, words } of read()) {
        let misses = sought.every((word) => word.test(words)) ? 0 : 2, missed = -1;
        for (let n = 0; misses < 2 && n < fields.length; n++) {
          if (wanted[n] && !has[n].includes(wanted[n])) { misses++; missed = n; }
        }
        const hide = misses > 0;
        if (item.hidden !== hide) item.hidden = hide;
        if (!hide) shown++;
        if (misses < 2) has.forEach((values, n) => { // what a choice would show, the others as they are
          if (misses && n !== missed) return;
          for (const value of values) counts[n].set(value, (counts[n].get(value) ?? 0) + 1);
        });
      }
      fields.forEach((field, n) => {
        for (const option of field.options) {
          if (option.value) option.text = `${names[n].get(option.value)} (${counts[n].get(option.value) ?? 0})`;
        }
      });
      quotes.classList.toggle("nothing", !shown);
      status.textContent = shown ? fill(quotes.dataset.count, { n: shown }) : quotes.dataset.none;
    };
    const state = () => [["words", quotes.elements.words.value.trim()], ...fields.map((f) => [f.name, f.value])]
      .filter(([, value]) => value);
    const changed = () => { filter(); tell("quotes", state()); };
    clear = () => { quotes.reset(); };
    quotes.addEventListener("input", (event) => (event.target.matches("input") ? soon(changed) : changed()));
    quotes.addEventListener("submit", (event) => { event.preventDefault(); changed(); });
    quotes.addEventListener("reset", () => setTimeout(() => { filter(); if (told("quotes")) tell("quotes", []); }));
    const restore = () => {
      const said = told("quotes");
      if (!said) return;
      for (const element of [quotes.elements.words, ...fields]) element.value = said.get(element.name) ?? "";
      filter();
      document.getElementById("quotes").scrollIntoView();
    };
    window.addEventListener("hashchange", restore);
    restore();
    quotes.addEventListener("focusin", filter, { once: true });
  }

  const transcripts = document.querySelector("form[data-find=transcripts]");
  if (transcripts) {
    const [status, shown] = all("output", transcripts);
    const boxes = all("[name=code]", transcripts);
    const marked = window.Highlight && window.CSS?.highlights;
    let turns, hits = [], at = -1;
    const texts = () => turns ??= all(".transcript :is(.text, .said p, .aside)").map((box) => [box, box.textContent]);
    const range = ([box, start, end]) => {
      const made = document.createRange();
      const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
      let passed = 0, begun = false;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const next = passed + node.length;
        if (!begun && start < next) { made.setStart(node, start - passed); begun = true; }
        if (begun && end <= next) { made.setEnd(node, end - passed); break; }
        passed = next;
      }
      return made;
    };
    const look = () => {
      const words = transcripts.elements.words.value.trim();
      const sought = words && pattern(words, "giu");
      hits = sought ? texts().flatMap(([box, text]) =>
        [...text.matchAll(sought)].map((hit) => [box, hit.index, hit.index + hit[0].length])) : [];
      at = -1;
      all(".transcript .here").forEach((box) => box.classList.remove("here"));
      if (marked) {
        CSS.highlights.delete("find-here");
        CSS.highlights.set("find", new Highlight(...hits.slice(0, 2000).map(range)));
      }
      transcripts.classList.toggle("nothing", Boolean(words) && !hits.length);
      status.textContent = !words ? "" : hits.length ? fill(transcripts.dataset.hit, { n: 0, total: hits.length })
        : transcripts.dataset.none;
    };
    const step = (by) => {
      if (!hits.length) return;
      at = at < 0 && by < 0 ? hits.length - 1 : (at + by + hits.length) % hits.length;
      const [box] = hits[at];
      all(".transcript .here").forEach((other) => other.classList.remove("here"));
      box.classList.add("here");
      if (box.parentNode.matches("details")) box.parentNode.open = true;
      if (marked) CSS.highlights.set("find-here", new Highlight(range(hits[at])));
      box.scrollIntoView({ block: "center" });
      status.textContent = fill(transcripts.dataset.hit, { n: at + 1, total: hits.length });
    };
    const hue = new Map(boxes.map((box) => [box.value, box.nextElementSibling.style.getPropertyValue("--hue")]));
    const rules = document.head.appendChild(document.createElement("style"));
    const choose = () => {
      const on = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
      const off = boxes.map((box) => box.value).filter((code) => !on.has(code));
      rules.textContent = off.map((code) => `.qualcase .transcript .margin [data-k="${code}"] { display: none; }
        .qualcase .transcript.coded { --k${code}: linear-gradient(transparent 0 0); }`).join("\n");
      const names = new Map(boxes.map((box) => [box.parentNode.textContent, on.has(box.value)]));
      for (const mark of all(".transcript mark")) {
        const first = mark.dataset.k.split(" ").find((code) => on.has(code));
        mark.classList.toggle("off", first === undefined);
        if (first !== undefined) mark.style.setProperty("--hue", hue.get(first));
        for (const link of mark.children) link.classList.toggle("off", names.get(link.getAttribute("aria-label")) === false);
      }
      shown.textContent = off.length ? fill(transcripts.dataset.hit, { n: on.size, total: boxes.length }) : "";
    };
    const state = () => {
      const off = boxes.filter((box) => !box.checked).map((box) => box.value);
      return [["words", transcripts.elements.words.value.trim()], ["without", off.join(" ")]].filter(([, value]) => value);
    };
    transcripts.addEventListener("input", (event) => {
      if (event.target.matches("[type=search]")) soon(() => { look(); tell("transcripts", state()); });
      else { choose(); tell("transcripts", state()); }
    });
    transcripts.addEventListener("submit", (event) => event.preventDefault());
    transcripts.elements.words.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    });
    transcripts.addEventListener("click", (event) => {
      const { step: by, check } = event.target.dataset;
      if (by) step(Number(by));
      if (!check) return;
      for (const box of boxes) box.checked = check === "all";
      choose();
      tell("transcripts", state());
    });
    const restore = () => {
      const said = told("transcripts");
      if (!said) return;
      transcripts.elements.words.value = said.get("words") ?? "";
      const off = (said.get("without") ?? "").split(" ");
      for (const box of boxes) box.checked = !off.includes(box.value);
      choose();
      look();
      if (hits.length) step(1);
      else document.getElementById("transcripts").scrollIntoView();
    };
    window.addEventListener("hashchange", restore);
    restore();
  }

  // A link to a quote that a filter hides shows it.
  const reveal = () => {
    const found = document.getElementById(location.hash.slice(1));
    if (!found || !found.hidden) return;
    clear();
    setTimeout(() => found.scrollIntoView());
  };
  window.addEventListener("hashchange", reveal);

  // Copy a quote with its locator.
  const write = async (words) => {
    try { return await navigator.clipboard.writeText(words); } catch { /* an older way */ }
    const box = document.createElement("textarea");
    box.value = words;
    (document.querySelector("dialog[open]") ?? page).append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    if (!done) throw new Error("not copied");
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button.copy");
    if (!button) return;
    const item = button.closest("li");
    const [words, voice, place] = [item.querySelector("blockquote"), item.querySelector("p b"), item.querySelector("p a")];
    const name = button.dataset.name ??= button.textContent;
    const text = `“${words.textContent}” (${[voice.textContent, place.textContent].filter(Boolean).join("; ")})`;
    try {
      await write(text);
      button.textContent = quotes.dataset.copied;
    } catch { button.textContent = quotes.dataset.failed; }
    button.setAttribute("aria-live", "polite");
    setTimeout(() => (button.textContent = name), 2000);
  });

  // A number opens its quotes in a panel instead of leaving the table.
  const panel = document.getElementById("panel");
  if (panel && panel.showModal) {
    const body = panel.querySelector("div");
    document.addEventListener("click", (event) => {
      const link = event.target.closest("main figure a[href^='#']");
      if (link) {
        const found = target(link);
        if (!found || !(found.matches(".set") || found.closest("ol.quotes"))) return;
        event.preventDefault();
        const twin = (element) => {
          const made = element.cloneNode(true);
          made.removeAttribute("id");
          made.hidden = false;
          return made;
        };
        const whole = found.matches("li") ? [found] : all(".numbers a, li > a", found).map(target);
        const list = document.createElement("ul");
        list.className = "one";
        list.append(...whole.map(twin));
        const holder = document.createElement("div");
        holder.append(list);
        if (!found.matches("li")) { // its heading, and quotes that are not in the list
          const rest = twin(found);
          all(".numbers, li:has(> a)", rest).forEach((element) => element.remove());
          holder.prepend(rest);
        }
        body.replaceChildren(holder);
        panel.showModal();
      } else if (event.target.closest("#panel a[href^='#']") || event.target === panel) {
        panel.close();
      }
    });
  }

  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = all("main details:not(.said):not([open])");
    opened.forEach((details) => (details.open = true));
  });
  window.addEventListener("afterprint", () => opened.forEach((details) => (details.open = false)));
})();
