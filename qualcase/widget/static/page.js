// The page of `qualcase code`: what a notebook's comm does, over one stream and one address for messages.
import coder from "/coder.js";

const KEY = "qualcase.key";
const PROTOCOL = 1;
const said = document.getElementById("said");
const heard = new Set();
let key = sessionStorage.getItem(KEY);

const post = (path, bearer, body) =>
  fetch(path, {
    method: "POST",
    headers: { Authorization: `Bearer ${bearer}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

const model = {
  get: () => undefined,
  on: (name, callback) => name === "msg:custom" && heard.add(callback),
  off: (name, callback) => heard.delete(callback),
  // What is not taken gets no answer; the front end says so and sends it again.
  send: (message) => void post("/msg", key, message).catch(() => {}),
};

const tell = (message) => {
  if (message.state) {
    document.documentElement.lang = message.state.lang;
    document.title = `${message.state.source.id} - ${message.state.title || "qualcase"}`;
    document.querySelector("h1").textContent = message.state.title || "qualcase";
  }
  for (const callback of [...heard]) callback(message, []);
};

// Read the stream, a message a line, until it ends.
async function listen(opened) {
  const answer = await fetch("/events", { headers: { Authorization: `Bearer ${key}` } });
  if (!answer.ok) return answer.status;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let first = true; ; first = false) {
    const { value, done } = await reader.read();
    if (done) return 0;
    if (first) opened();
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) if (line) tell(JSON.parse(line));
  }
}

async function main() {
  const once = location.hash.slice(1);
  if (once) {
    history.replaceState(null, "", "/");
    const answer = await post("/enter", once, {});
    if (answer.ok) {
      ({ key } = await answer.json());
      sessionStorage.setItem(KEY, key);
    } else if (!key) {
      said.textContent = "This link was used already. Ask for a new one where qualcase runs.";
      return;
    }
  }
  let shown = false;
  for (let wait = 250; ; wait = Math.min(2 * wait, 5000)) {
    const status = await listen(() => {
      said.textContent = "";
      wait = 250;
      if (shown) model.send({ id: `page-${Date.now()}`, op: "open", protocol: PROTOCOL });
      else coder.render({ model, el: document.getElementById("coder") });
      shown = true;
    }).catch(() => 0);
    if (status === 401) {
      said.textContent = "qualcase was started anew. Open the new link that it shows.";
      return;
    }
    said.textContent = "qualcase does not answer. Nothing that was saved is lost.";
    await new Promise((go) => setTimeout(go, wait));
  }
}

main();
