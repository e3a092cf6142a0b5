// The front end of the coding widget, for a notebook and for the local page alike: render({model, el}).

import { App } from "./app.js";
import { h } from "./dom.js";
import { COMPARING, listen } from "./keys.js";
import { watchTheme } from "./paint.js";

const QUIET = 15000; // ms between looks at what others recorded, while somebody codes

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
    among: () => (app.compare.shown ? COMPARING : undefined),
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

export default { render };
