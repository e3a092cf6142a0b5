// Ops on their way: one at a time and in order, asked again until they are answered, kept over a reload.
//
// An entry is {id, op, keep, after, done, tries}. `after` names an entry whose coding this one is on: it waits for that
// answer, takes the coding's id from it, and is given up with it. `keep`: it records something, is counted as waiting,
// and is kept in `store` without any word of the source (`quote` is cut again from the text when it is sent).

const PATIENCE = 4000; // ms until an answer that has not come is asked for again
const LONGEST = 30000;
const BUSY = 5; // times that an op is tried again by itself while another program writes the file

/** Keep entries in the browser's sessionStorage, a key each; nothing is kept where there is none. */
export function sessionStore(storage) {
  const PREFIX = "qualcase:";
  const tried = (work, otherwise) => {
    try {
      return storage ? work() : otherwise;
    } catch {
      return otherwise; // full, or forbidden: what waits is then lost with the page
    }
  };
  return {
    put: (id, record) => tried(() => storage.setItem(PREFIX + id, JSON.stringify(record))),
    drop: (id) => tried(() => storage.removeItem(PREFIX + id)),
    all: () =>
      tried(
        () =>
          Object.keys(storage)
            .filter((key) => key.startsWith(PREFIX))
            .map((key) => ({ id: key.slice(PREFIX.length), ...JSON.parse(storage.getItem(key)) }))
            .sort((a, b) => a.at - b.at),
        [],
      ),
  };
}

export class Client {
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
  ask(op, { keep = false, stored = keep, after = "", first = false, done = () => {} } = {}) {
    const context = keep ? this.context() : null;
    const entry = { id: this.nextId(), op, keep, stored, after, context, done, tries: 0, at: Date.now() + this.count / 1e6 };
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
      id, op, after: after || "", context, at, keep: true, stored: true, tries: 0, done: (answer) => done(op, answer),
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
      console.error(error); // the connection is gone: the timer asks again
    }
  }
}
