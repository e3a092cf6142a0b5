// A number opens its quotes in a panel instead of leaving the table; without this script the link goes to them.
(() => {
  const panel = document.getElementById("panel");
  if (!panel || !panel.showModal) return;
  const body = panel.querySelector("div");
  document.addEventListener("click", (event) => {
    const link = event.target.closest("main figure a[href^='#']");
    if (link) {
      const found = document.getElementById(link.getAttribute("href").slice(1));
      if (!found || !(found.matches(".set") || found.closest("ol.quotes"))) return;
      event.preventDefault();
      const copy = found.cloneNode(true);
      copy.removeAttribute("id");
      const holder = found.matches("li") ? document.createElement("ul") : document.createElement("div");
      if (found.matches("li")) holder.className = "one";
      holder.append(copy);
      body.replaceChildren(holder);
      panel.showModal();
    } else if (event.target.closest("#panel a[href^='#']") || event.target === panel) {
      panel.close();
    }
  });
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => (d.open = true)));
})();
