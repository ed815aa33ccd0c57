// One socket to the server that comes back by itself: after sleep, a lost network, or a restart of the server.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;
const SILENCE = 45000; // without a word from the server, pings included, the line is taken for dead

const FINAL = new Set(["key", "code", "role"]); // asking again would not help

/**
 * A lasting connection.
 *
 * path() gives the address each time, so that a seat given meanwhile is in it; heard(message) gets what the server says;
 * changed("open" | "lost" | "elsewhere" | "out" | "refused") what becomes of the line; opened() is called each time it is open.
 */
export class Line {
  constructor({ path, heard, changed = () => {}, opened = () => {} }) {
    Object.assign(this, { path, heard, changed, opened });
    this.wait = FIRST_WAIT;
    this.ended = false;
    this.timer = null;
    for (const [target, name] of [[document, "visibilitychange"], [window, "pageshow"], [window, "online"], [window, "focus"]]) {
      target.addEventListener(name, () => this.lookAgain());
    }
    window.addEventListener("pagehide", () => this.socket?.close());
    setInterval(() => this.watch(), 5000);
    this.connect();
  }

  get isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  connect() {
    clearTimeout(this.timer);
    if (this.ended || (this.socket && this.socket.readyState <= WebSocket.OPEN)) return;
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${this.path()}`);
    this.socket = socket;
    socket.addEventListener("open", () => {
      this.wait = FIRST_WAIT;
      this.lastWord = Date.now();
      this.changed("open");
      this.opened();
    });
    socket.addEventListener("message", (event) => this.take(socket, event.data));
    socket.addEventListener("close", () => {
      if (this.socket !== socket) return;
      this.socket = null;
      if (this.ended) return;
      this.changed("lost");
      this.timer = setTimeout(() => this.connect(), this.wait * (0.75 + Math.random() / 2));
      this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
    });
  }

  take(socket, text) {
    if (this.socket !== socket) return;
    this.lastWord = Date.now();
    const message = JSON.parse(text);
    if (message.is === "ping") this.send({ do: "pong" });
    else if (message.is === "elsewhere") this.end("elsewhere");
    else if (message.is === "sent_out") this.end("out");
    else {
      if (message.is === "refused" && FINAL.has(message.code)) this.end("refused");
      this.heard(message);
    }
  }

  /** Say something; false if nobody is there to hear it. */
  send(message) {
    if (!this.isOpen) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** The page is seen again: do not wait for the timer. */
  lookAgain() {
    if (document.visibilityState === "hidden" || this.ended) return;
    this.wait = FIRST_WAIT;
    this.watch();
    this.connect();
  }

  watch() {
    if (this.isOpen && Date.now() - this.lastWord > SILENCE) this.socket.close();
  }

  /** Come back no more, until resume() is called. */
  end(why) {
    this.ended = true;
    this.socket?.close();
    this.changed(why);
  }

  resume() {
    this.ended = false;
    this.wait = FIRST_WAIT;
    this.connect();
  }
}

/** A name for an action that no other has; randomUUID is not there on plain http. */
export function unique() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
