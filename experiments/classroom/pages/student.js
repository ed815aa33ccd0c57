// Be the official: one phone, one screen for each state of the game.

import { Line, unique } from "./socket.js";
import { CONDUCTS, h, icon, notice, s } from "./draw.js";
import { both, current, say, start, store, stored } from "./words.js";

const $ = (id) => document.getElementById(id);
const alone = location.pathname === "/try";
const code = decodeURIComponent(location.pathname.match(/^\/j\/([^/]+)/)?.[1] ?? "").toUpperCase();
const phone = new URLSearchParams(location.search).get("phone") ?? "1"; // a rehearsal shows several in one browser
const KEPT = `wenze-seat-${alone ? "try" : code}-${phone}`;
const WARNED_AT = 10; // seconds before the end of a month
const CASES_SHOWN = 3;

let you = null; // the last snapshot
let endsAt = null; // by this phone's clock
let state = "lost"; // of the line
let pending = null; // an action that the server has not confirmed: {month, conduct, id}
let unsent = null; // joining, asked for before the line was open
let cameBack = false; // the line was opened since the last snapshot
let guessing = null;
let warned = false;
let told = "";
let why = ""; // what was refused last

// --- the line ---------------------------------------------------------------------------------------------------------

function path() {
  const query = new URLSearchParams({ role: alone ? "try" : "student", code, seat: stored(KEPT) ?? "" });
  return `/ws/game?${query}`;
}

function opened() {
  cameBack = true;
  if (alone && !stored(KEPT)) line.send({ do: "join", name: "" });
  if (unsent && line.send(unsent)) unsent = null;
}

function heard(message) {
  if (message.is === "you") snapshot(message);
  else if (message.is === "seated") seated(message);
  else if (message.is === "accepted") accepted(message);
  else if (message.is === "refused") refused(message);
}

function seated(message) {
  store(KEPT, message.seat);
  $("notice").textContent = "";
}

function snapshot(message) {
  const before = you;
  you = message;
  endsAt = you.ends_in === null || you.ends_in === undefined ? null : Date.now() + 1000 * you.ends_in;
  if (before?.month !== you.month || before?.state !== you.state) warned = false;
  if (pending && (pending.month !== you.month || you.state !== "choosing")) pending = null;
  if (pending && cameBack) line.send({ do: "choose", ...pending }); // it may not have arrived: it counts once, by its id
  cameBack = false;
  if (you.predicted) guessing = null;
  draw();
  tell();
}

function accepted(message) {
  if (pending?.id !== message.id) return;
  you.chosen = pending.conduct;
  pending = null;
  draw();
}

function refused(message) {
  if (message.do === "seat") store(KEPT, null); // the seat is not known here any more: a new game
  pending = null;
  why = both(message.why);
  if (message.do !== "seat" && state !== "refused") notice(why); // what ends the line stands on the screen
  draw();
}

function changed(next) {
  state = next;
  draw();
}

function choose(conduct) {
  pending = { month: you.month, conduct, id: unique() };
  line.send({ do: "choose", ...pending });
  draw();
}

function predict(says) {
  guessing = says;
  line.send({ do: "predict", which: "effort", says });
  draw();
}

// --- the screens ------------------------------------------------------------------------------------------------------

const SCREENS = { lobby, briefing, choosing, resolved, reveal, debrief, closed };

function draw() {
  showBar();
  const active = document.activeElement?.id;
  const screen = state === "elsewhere" ? elsewhere() : state === "out" ? out() : state === "refused" ? turnedAway() : !you || !you.seat && you.seat !== 0 ? outside() : (SCREENS[you.state] ?? lobby)();
  const stale = state === "lost" && you;
  $("screen").className = `${you?.state ?? "join"}${stale ? " stale" : ""}`;
  if (screen[0]?.tagName === "FORM" && $("screen").querySelector("form")?.lang === current()) return; // somebody is writing a name
  $("screen").replaceChildren(...screen.filter(Boolean));
  if (active) $(active)?.focus();
  showFoot();
}

function showBar() {
  const playing = you && you.month !== null && ["choosing", "resolved"].includes(you.state);
  $("month").textContent = playing ? say("month_of", { month: you.month + 1, months: you.of }) : say("student_title");
  $("line").className = `line ${state}`;
  $("line").textContent = say(state === "open" ? "connected" : state === "lost" ? "reconnecting" : "disconnected");
  showLeft();
}

function showLeft() {
  const seconds = endsAt === null ? null : Math.max(0, Math.round((endsAt - Date.now()) / 1000));
  const shown = you?.state === "choosing" && seconds !== null;
  $("left").textContent = shown ? say("seconds", { seconds }) : you?.state === "choosing" && you?.paused ? say("paused") : "";
  $("left").classList.toggle("soon", shown && seconds <= WARNED_AT);
  if (shown && seconds <= WARNED_AT && !warned && !you.chosen) {
    warned = true;
    $("told").textContent = say("soon", { seconds });
  }
}

/** Without a seat: take one, where there is one to be had. */
function outside() {
  if (OVER.has(you?.state)) return [h("h1", {}, say("game_over_heading")), h("p", { class: "lead" }, say("game_over_about"))];
  if (you?.locked) return [h("h1", {}, say("locked_heading")), h("p", { class: "lead" }, say("locked_about"))];
  return join();
}

const OVER = new Set(["reveal", "debrief", "closed"]); // nobody joins any more

function join() {
  const [name, other] = ["name", "with"].map((id) => h("input", { id, maxlength: 24, autocomplete: "off", "aria-describedby": "name-note" }));
  const submit = (event) => {
    event.preventDefault();
    const asked = { do: "join", name: name.value, ...(other.value.trim() ? { with: other.value } : {}) };
    unsent = line.send(asked) ? null : asked;
  };
  return [h("form", { class: "joining", lang: current(), on: { submit } },
    h("h1", {}, say("join_heading")), h("p", { class: "lead" }, say("join_about")),
    h("label", { for: "name" }, say("your_name")), name, h("p", { class: "note", id: "name-note" }, say("name_note")),
    h("details", {}, h("summary", {}, say("two_players")), h("label", { for: "with" }, say("other_name")), other),
    h("button", { type: "submit", class: "main huge" }, say("join")))];
}

function lobby() {
  return [h("h1", {}, (you.names ?? [you.name]).filter(Boolean).join(" + ") || say("seat", { seat: you.seat })), h("p", { class: "lead" }, say(alone ? "lobby_alone" : "lobby_wait")), ways()];
}

/** The four ways to spend a month, to read. */
function ways() {
  return h("ul", { class: "ways" }, ...CONDUCTS.map((name, at) => h("li", {}, icon(at), h("b", {}, say(name)), h("span", {}, say(`risk_${name}`)))));
}

function briefing() {
  const said = guessing ?? you.predicted;
  return [h("h1", {}, say("briefing_heading")), h("p", { class: "lead" }, say("briefing_about")), ways(),
    h("fieldset", { class: "guess" }, h("legend", {}, say("guess_question")),
      ...["first", "same", "second"].map((value) => h("button", { type: "button", id: `guess-${value}`, "aria-pressed": String(said === value), on: { click: () => predict(value) } }, say(`guess_${value}`)))),
    said ? h("p", { class: "note", role: "status" }, say("guess_kept")) : null];
}

function choosing() {
  const chosen = pending?.conduct ?? you.chosen;
  const waits = pending !== null;
  return [
    newHolder(),
    cases(),
    h("h1", { class: "question", id: "question" }, say("what_do_you_do")),
    h("div", { class: "conducts", role: "group", "aria-labelledby": "question" }, ...CONDUCTS.map((name, at) =>
      h("button", { type: "button", id: `do-${name}`, class: `conduct-button ${name}`, "aria-pressed": String(chosen === name), on: { click: () => choose(name) } },
        icon(at), h("b", {}, say(name)), h("span", { class: "risk" }, say(`risk_${name}`)),
        h("span", { class: "mark" }, chosen === name ? say(waits ? "sending" : "chosen") : "")))),
    h("p", { class: "note hint" }, you.all_chose ? `${say(endsAt === null ? "all_chose" : "all_chose_soon")} ` : "", say(chosen ? "may_change" : "not_chosen")),
    record(),
  ];
}

const newHolder = () => (you.newcomer ? h("p", { class: "turn" }, both(you.newcomer)) : null);

function cases() {
  const all = [...(you.cases ?? [])].sort((one, two) => two.severity - one.severity);
  const shown = all.slice(0, CASES_SHOWN).map((one) => h("li", {}, severity(one.severity), h("span", {}, h("b", {}, both(one.name)), " ", say(one.mine_by_law ? "case_mine" : "case_theirs"), h("small", {}, say(one.age === 1 ? "case_age_one" : "case_age", { months: one.age })))));
  const more = all.length - CASES_SHOWN;
  return h("section", { class: "cases", "aria-label": say("my_cases") }, h("h2", {}, say("my_cases_count", { count: all.length })),
    all.length ? h("ul", {}, ...shown, more > 0 ? h("li", { class: "note" }, say("and_more", { more })) : null, h("li", { class: "note legend" }, say("bars_legend"))) : h("p", { class: "note" }, say("no_cases")));
}

/** How serious: five bars, so many of them full. */
function severity(value) {
  const full = Math.max(1, Math.ceil(5 * Math.min(1, value)));
  const bars = [0, 1, 2, 3, 4].map((at) => s("rect", { x: 7 * at, y: 16 - 4 * (at + 1) + 4, width: 5, height: 4 * (at + 1), class: at < full ? "full" : "hollow" }));
  return s("svg", { viewBox: "0 0 34 20", class: "severity", role: "img", "aria-label": say("severity", { full }) }, ...bars);
}

function resolved() {
  const last = you.last;
  return [newHolder(), h("h1", {}, say("what_came")), last ? outcome(last) : h("p", { class: "lead" }, say("nothing_yet")), colleagues(), record()];
}

function outcome(last) {
  const who = h("p", { class: "lead" }, icon(CONDUCTS.indexOf(last.conduct)), say(last.by === "you" ? "you_did" : "simulated_did", { what: say(last.conduct) }));
  const sanction = last.sanction ? h("p", { class: "sanction" }, sign(last.sanction.deserved), sentence(last.sanction)) : h("p", { class: "note" }, say("no_sanction"));
  return h("section", { class: "outcome", "aria-label": say("what_came") }, who,
    h("ul", { class: "figures" }, figure(last.solved, "solved"), figure(last.errors, "errors")), sanction,
    ...(last.happened ?? []).map((one) => h("p", { class: "note" }, both(one))));
}

/** What I got, for how long, and whether I deserved it. */
function sentence({ rung, months, deserved }) {
  return h("span", {}, h("b", {}, say("sanctioned", { rung: both(rung) })), " ", months ? say("barred_for", { months }) : "", h("small", {}, say(deserved ? "deserved" : "undeserved")));
}

const sign = (deserved) => s("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, s("path", { class: deserved ? "deserved" : "undeserved", d: "M12 3l9 9-9 9-9-9z" }));
const figure = (value, word) => h("li", {}, h("b", {}, String(value ?? 0)), h("span", {}, say(word)));

function colleagues() {
  if (!you.colleagues?.length) return null;
  return h("section", { class: "colleagues", "aria-label": say("colleagues") }, h("h2", {}, say("colleagues")), h("ul", {}, ...you.colleagues.map((one) => h("li", {}, both(one.text)))));
}

function record() {
  const kept = you.record;
  if (!kept) return null;
  return h("section", { class: "record", "aria-label": say("my_record") }, h("h2", {}, say("my_record")),
    h("ul", { class: "figures" }, figure(kept.solved, "solved"), figure(kept.sanctions, "sanctions"), figure(kept.undeserved, "not_deserved"), figure(kept.barred_left, "barred_left"), figure(kept.promoted, "promoted"), figure(idled(), "months_idle")),
    you.before > 0 ? h("p", { class: "note" }, say("seat_before", { months: you.before })) : null);
}

/** Months in which I chose to idle; those that were played for me are not mine. */
const idled = () => (you.mine ?? []).filter(([, name, by]) => name === "idle" && by === "you").length;

function reveal() {
  const shown = you.reveal;
  if (!shown) return [h("h1", {}, say("reveal_soon"))];
  const guess = you.predicted ? h("p", { class: "turn" }, say(you.predicted === shown.answer ? "guess_right" : "guess_wrong", { said: say(`guess_${you.predicted}`), what: say(`guess_${shown.answer}`) })) : null;
  return [h("h1", {}, say("reveal_heading")),
    h("ol", { class: "regimes" }, ...(shown.regimes ?? []).map((regime, at) => h("li", {}, h("h2", {}, both(regime.title)), h("p", { class: "when" }, say(at ? "from_month" : "until_month", { month: at ? shown.switch + 1 : shown.switch })), h("p", {}, both(regime.about))))),
    guess, mine(shown), record()];
}

/** What I did, month by month, with the month from which the other rules held. */
function mine(shown) {
  const months = shown.mine ?? you.mine ?? [];
  if (!months.length) return null;
  const parts = months.map(([month, name, by]) => [month, CONDUCTS.indexOf(name), by]).flatMap(([month, conduct, by]) => [
    month === shown.switch ? h("li", { class: "switch" }, h("span", { class: "unseen" }, say("rules_changed"))) : null,
    h("li", { class: by === "you" ? "" : "by-model" }, icon(conduct), h("span", { class: "unseen" }, `${say("month_short", { month: month + 1 })} ${say(CONDUCTS[conduct] ?? "idle")}`))]);
  return h("section", { class: "mine", "aria-label": say("my_months") }, h("h2", {}, say("my_months")), h("ol", {}, ...parts.filter(Boolean)), h("p", { class: "note" }, say("my_months_note")));
}

function debrief() {
  return [h("h1", {}, say("debrief_heading")), h("p", { class: "lead" }, say("debrief_about")), ...reveal().slice(1)];
}

function closed() {
  return [h("h1", {}, say("closed_heading")), h("p", { class: "lead" }, say("closed_about")), record(), alone ? h("p", {}, h("button", { type: "button", class: "main huge", on: { click: anew } }, say("play_anew"))) : null];
}

function anew() {
  store(KEPT, null);
  location.reload();
}

function elsewhere() {
  return [h("h1", {}, say("elsewhere_heading")), h("p", { class: "lead" }, say("elsewhere_about")), h("button", { type: "button", id: "here", class: "main huge", on: { click: () => line.resume() } }, say("play_here"))];
}

function out() {
  return [h("h1", {}, say("out_heading")), h("p", { class: "lead" }, say("out_about"))];
}

/** The code is not one of a game: it can be mended where it stands. */
function turnedAway() {
  return [h("h1", { role: "alert" }, why), codeForm(code)];
}

function showFoot() {
  const home = alone ? [h("p", { class: "links" }, h("a", { href: "/" }, say("back_to_watch")))] : [];
  $("foot").replaceChildren(...(alone && you && state === "open" ? controlsAlone() : []), ...home);
}

/** A lone visitor has no teacher: the button goes on. */
function controlsAlone() {
  if (["closed"].includes(you.state)) return [];
  const ready = you.state !== "choosing" || you.chosen;
  return [h("button", { type: "button", id: "go-on", class: "main huge", disabled: !ready, on: { click: () => line.send({ do: "next", state: you.state, month: you.month }) } }, say("go_on"))];
}

function tell() {
  const words = `${you.state} ${you.month}`;
  if (words === told) return;
  told = words;
  const now = { choosing: () => say("told_choosing", { month: you.month + 1, months: you.of }), resolved: () => say("what_came"), reveal: () => say("reveal_heading"), closed: () => say("closed_heading") }[you.state];
  $("told").textContent = now ? now() : "";
}

/** Where a code is typed, or mended. */
function codeForm(value, ...before) {
  const typed = h("input", { id: "code", value, maxlength: 12, required: true, autocomplete: "off", autocapitalize: "characters", spellcheck: "false" });
  const submit = (event) => {
    event.preventDefault();
    location.href = `/j/${encodeURIComponent(typed.value.trim().toUpperCase())}`;
  };
  return h("form", { class: "joining", on: { submit } }, ...before, h("label", { for: "code" }, say("code")), typed, h("button", { type: "submit", class: "main huge" }, say("enter")));
}

/** The page without a code asks for it. */
function askForCode() {
  $("month").textContent = say("student_title");
  $("screen").replaceChildren(codeForm("", h("h1", {}, say("code_heading")), h("p", { class: "lead" }, say("code_about"))));
}

let line = null;
const again = () => (line ? draw() : askForCode());
await start(again);
if (alone || code) {
  line = new Line({ path, heard, changed, opened });
  setInterval(showLeft, 500);
}
again();
