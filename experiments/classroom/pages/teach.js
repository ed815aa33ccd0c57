// The teacher's page: the script of the lesson, one "next" button, who is where.

import { Line } from "./socket.js";
import { h, notice } from "./draw.js";
import { both, say, start } from "./words.js";

const $ = (id) => document.getElementById(id);
const given = new URLSearchParams(location.search);
const KEY = given.get("key") ?? "";
const CODE = given.get("code"); // another room than the main one: a rehearsal
let room = null;
let endsAt = null;
let changedAt = 0; // when the state last changed
let pressed = 0; // when "next" was last pressed
let waiting = null; // the timer until "next" works again
let focused = false; // "next" had the focus when it was disabled
const ONE_PRESS = 700; // a double click is one press, and so is one in the moment in which a month closes by itself

const path = () => `/ws/game?${new URLSearchParams({ role: "teacher", key: KEY, ...(CODE ? { code: CODE } : {}) })}`;

function heard(message) {
  if (message.is === "room") {
    if (room && (room.state !== message.state || room.month !== message.month)) changedAt = Date.now();
    room = message;
    endsAt = room.ends_in === null || room.ends_in === undefined ? null : Date.now() + 1000 * room.ends_in;
    draw();
  } else if (message.is === "refused") notice(both(message.why));
}

function draw() {
  if (!room) return;
  $("state").textContent = where();
  showLesson();
  showJoining();
  showPace();
  showSeats();
}

function where() {
  const words = say(`state_${room.state}`);
  return ["choosing", "resolved"].includes(room.state) ? `${words} · ${say("month_of", { month: room.month + 1, months: room.of })}` : words;
}

function showLesson() {
  const { lesson } = room;
  $("lesson-step").textContent = lesson?.step ? say("step_of", { step: lesson.step, of: lesson.of }) : say("teach_title");
  $("length").textContent = lesson?.whole ? say("lesson_length", { minutes: lesson.whole }) : "";
  if (lesson) $("lesson").replaceChildren(...["do", "ask", "say"].filter((part) => lesson[part]).flatMap((part) => [h("dt", {}, say(`lesson_${part}`)), h("dd", { class: part }, both(lesson[part]))]));
  $("next").textContent = say(nextWord());
  showNext();
}

/** What comes next: some states have two pages, and after the last month comes something else than a month. */
function nextWord() {
  if (room.lesson?.name === "why") return "next_page";
  return room.state === "resolved" && room.month + 1 >= room.of ? "next_last" : `next_${room.state}`;
}

/** How long the button takes no press yet. */
const guarded = () => Math.max(pressed, changedAt) + ONE_PRESS - Date.now();

/** The button looks as it works; it keeps the focus over the moment in which it does not. */
function showNext() {
  const button = $("next");
  const wait = guarded();
  const disabled = room.state === "closed" || wait > 0;
  if (disabled && document.activeElement === button) focused = true;
  button.disabled = disabled;
  clearTimeout(waiting);
  if (wait > 0) waiting = setTimeout(showNext, wait);
  else if (focused) {
    focused = false;
    if (!disabled && [null, document.body].includes(document.activeElement)) button.focus();
  }
}

function showJoining() {
  $("address").textContent = room.address ?? "";
  $("code").textContent = room.code ?? "";
  const to = `/qr.svg?${new URLSearchParams({ to: room.address ?? "" })}`;
  if (room.address && $("qr").getAttribute("src") !== to) {
    $("qr").src = to;
    $("qr").hidden = false;
  }
  $("qr").alt = say("qr_alt");
  $("joined").textContent = say("joined_count", { joined: room.joined, connected: room.connected, chosen: room.chosen });
  $("only-here").textContent = room.kind === "class" && ONLY_HERE.test(room.address ?? "") ? say("only_here") : "";
  $("lock").disabled = room.state === "closed";
  $("lock").textContent = say(room.locked ? "unlock" : "lock");
  $("lock").setAttribute("aria-pressed", String(Boolean(room.locked)));
}

const ONLY_HERE = /^https?:\/\/(127\.|localhost\b|\[::1\])/; // an address that no phone reaches

function showPace() {
  $("pause").textContent = say(room.paused ? "go_on" : "pause");
  for (const id of ["extend", "close", "slow", "pause"]) $(id).disabled = room.state !== "choosing" && !(id === "pause" && room.state === "resolved");
  $("results").href = `/results.csv?${new URLSearchParams({ key: KEY, ...(CODE ? { code: CODE } : {}) })}`;
  $("rehearse").href = `/rehearse?${new URLSearchParams({ key: KEY })}`;
  const [a, b] = room.regimes ?? [];
  $("watch").href = a && b ? `/?${new URLSearchParams({ seed: room.seed, a, b })}` : "/";
  showClock();
}

function showClock() {
  const seconds = endsAt === null ? null : Math.max(0, Math.round((endsAt - Date.now()) / 1000));
  const left = room?.paused ? say("paused") : seconds === null ? "–" : say("seconds", { seconds });
  $("clock").textContent = room?.all_chose ? (seconds === null ? say("all_chose") : say("all_chose_ends", { seconds })) : left;
}

function showSeats() {
  const held = document.activeElement?.dataset?.seat;
  const seats = room.seats.map((seat) => h("li", { class: seat.connected ? "" : "gone" },
    h("b", {}, called(seat)), h("span", { class: "state" }, say(stateOf(seat))),
    h("button", { type: "button", class: "quiet", "data-seat": seat.number, disabled: room.state === "closed", "aria-label": say("kick_who", { name: called(seat) }), on: { click: () => kick(seat) } }, say("kick"))));
  $("seats").replaceChildren(...(seats.length ? seats : [h("li", { class: "note" }, say("nobody_yet"))]));
  if (held) document.querySelector(`[data-seat="${CSS.escape(held)}"]`)?.focus();
}

const called = (seat) => seat.name || say("seat", { seat: seat.number });
const stateOf = (seat) => (!seat.connected ? "seat_gone" : seat.chosen ? "seat_chosen" : seat.away || seat.simulated ? "seat_simulated" : room.state === "choosing" ? "seat_choosing" : "seat_here");

function kick(seat) {
  if (confirm(say("kick_sure", { name: called(seat) }))) line.send({ do: "kick", seat: seat.number });
}

function changed(state) {
  document.body.classList.toggle("stale", state !== "open");
  if (state !== "refused") $("notice").textContent = state === "lost" ? say("lost") : state === "elsewhere" ? say("elsewhere_about") : "";
}

await start(draw);
$("next").addEventListener("click", () => {
  if (!room || guarded() > 0) return;
  pressed = Date.now();
  showNext();
  line.send({ do: "next", state: room.state, month: room.month });
});
$("pause").addEventListener("click", () => line.send({ do: room.paused ? "go_on" : "pause" }));
$("extend").addEventListener("click", () => line.send({ do: "extend", seconds: 30 }));
$("close").addEventListener("click", () => line.send({ do: "close" }));
$("slow").addEventListener("click", () => line.send({ do: "advance_slow" }));
$("lock").addEventListener("click", () => line.send({ do: "lock", locked: !room.locked }));
const line = new Line({ path, heard, changed });
setInterval(showClock, 500);
