// The wall: what everybody may see. The class by month beside the simulated colleagues of the same world.

import { Line } from "./socket.js";
import { CONDUCTS, h, icon, s } from "./draw.js";
import { both, say, start } from "./words.js";

const $ = (id) => document.getElementById(id);
const CODE = new URLSearchParams(location.search).get("code");
let wall = null;
let endsAt = null;

const path = () => `/ws/game?${new URLSearchParams({ role: "wall", ...(CODE ? { code: CODE } : {}) })}`;

function heard(message) {
  if (message.is === "refused") $("screen").replaceChildren(h("p", { class: "notice", role: "alert" }, both(message.why)));
  if (message.is !== "wall") return;
  wall = message;
  endsAt = wall.ends_in === null || wall.ends_in === undefined ? null : Date.now() + 1000 * wall.ends_in;
  draw();
}

function draw() {
  if (!wall) return;
  const playing = ["choosing", "resolved"].includes(wall.state);
  $("heading").textContent = playing ? say("month_of", { month: wall.month + 1, months: wall.of }) : heading();
  const screen = wall.state === "lobby" ? lobby() : wall.state === "briefing" ? briefing() : course();
  $("screen").className = wall.state;
  $("screen").replaceChildren(...screen.filter(Boolean));
  showClock();
}

/** What is asked of the class stands over what it is asked about. */
const heading = () => (wall.state === "debrief" && wall.ask ? both(wall.ask) : wall.state === "lobby" && wall.locked ? say("wall_locked") : say(`wall_${wall.state}`));

function showClock() {
  const seconds = endsAt === null ? null : Math.max(0, Math.round((endsAt - Date.now()) / 1000));
  if (!wall) return;
  $("clock").textContent = ["lobby", "debrief"].includes(wall.state) ? "" : wall.state === "choosing" ? clockOf(seconds) : say("joined_short", { joined: wall.joined });
}

/** Of the open month: how many have chosen, and when it closes; sooner than it was said once all have. */
function clockOf(seconds) {
  if (wall.all_chose) return seconds === null ? say("all_chose") : say("all_chose_ends", { seconds });
  const left = wall.paused ? say("paused") : seconds === null ? "" : say("seconds", { seconds });
  return [left, say("have_chosen", { chosen: wall.chosen, joined: wall.joined })].filter(Boolean).join(" · ");
}

/** How to join; the code and the address for whoever cannot read the picture. */
function joining() {
  if (wall.locked) return h("section", { class: "by-hand" }, h("p", { class: "lead" }, say("wall_locked_about")), h("p", { class: "joined" }, h("b", {}, String(wall.joined)), " ", say("have_joined")));
  const to = wall.address ?? "";
  return h("section", { class: "invitation", "aria-label": say("joining") },
    to ? h("img", { src: `/qr.svg?${new URLSearchParams({ to })}`, alt: say("qr_alt"), width: 360, height: 360 }) : null,
    h("div", { class: "by-hand" }, h("p", {}, say("or_open")), h("p", { class: "address" }, to.replace(/\/[^/]*$/, "")),
      wall.code ? [h("p", {}, say("and_type")), h("p", { class: "code" }, wall.code)] : [],
      h("p", { class: "joined" }, h("b", {}, String(wall.joined)), " ", say("have_joined"))));
}

const lobby = () => [joining()];

function briefing() {
  const all = Object.values(wall.predictions ?? {}).reduce((sum, count) => sum + count, 0);
  return [h("p", { class: "lead" }, say("guess_question")), h("ul", { class: "ways" }, ...CONDUCTS.map((name, at) => h("li", {}, icon(at), h("b", {}, say(name)), h("span", {}, say(`risk_${name}`))))),
    h("p", { class: "joined" }, h("b", {}, say("of", { count: wall.predicted ?? all, all: wall.joined })), " ", say("have_predicted"))];
}

function course() {
  const shown = ["reveal", "debrief", "closed"].includes(wall.state);
  const high = HEIGHTS[shown ? "low" : "high"];
  return [h("div", { class: "courses" }, chart(1, "the_class", high), chart(2, "the_simulated", high)), legend(), shown ? answer() : null];
}

const WIDE = 560;
const HEIGHTS = { low: 215, high: 430 }; // with what is told below, and alone
const EDGE = { left: 8, top: 42, bottom: 40 };

/** Stacked bars, one a month: shares of the four conducts, and below them the sanctions of the month. */
function chart(place, title, high) {
  const months = Math.max(wall.of, 1);
  const step = (WIDE - EDGE.left) / months;
  const parts = [];
  for (const row of wall.counts ?? []) {
    const [month, counts] = [row[0], row[place]];
    const all = counts.reduce((sum, count) => sum + count, 0);
    const left = EDGE.left + (month - 1) * step;
    if (step > 18 || month % 6 === 1) parts.push(s("text", { class: "people", x: left + step / 2, y: EDGE.top - 5, "text-anchor": "middle" }, String(all)));
    if (!all) continue;
    let top = EDGE.top;
    counts.forEach((count, conduct) => {
      const tall = ((high - EDGE.top - EDGE.bottom) * count) / all;
      parts.push(s("rect", { class: `conduct ${CONDUCTS[conduct]}`, x: left + 1, y: top, width: Math.max(1, step - 2), height: Math.max(0, tall - 1) }));
      if (tall > 16 && step > 18) parts.push(s("text", { class: "inside", x: left + step / 2, y: top + tall / 2 + 4, "text-anchor": "middle" }, MARKS[conduct]));
      top += tall;
    });
  }
  for (let month = 1; month <= months; month += months > 24 ? 6 : months > 12 ? 3 : 1) {
    parts.push(s("text", { class: "tick", x: EDGE.left + (month - 0.5) * step, y: high - 24, "text-anchor": "middle" }, String(month)));
  }
  parts.push(...sanctions(place === 1, step, high), ...switched(step, high));
  return h("figure", {}, h("figcaption", {}, say(title)), s("svg", { viewBox: `0 0 ${WIDE} ${high}`, class: "course", role: "img", "aria-label": spoken(place, title) }, ...parts));
}

const MARKS = ["●", "▲", "■", "▬"];

/** A full diamond for a sanction that was deserved, a hollow one for one that was not. */
function sanctions(ofClass, step, high) {
  const piles = new Map();
  return (wall.sanctions ?? []).filter((one) => one.class === undefined || one.class === ofClass).map(({ month, deserved }) => {
    const before = piles.get(month) ?? 0;
    piles.set(month, before + 1);
    const x = EDGE.left + (month - 0.5) * step + (before - 0.5) * 9;
    return s("path", { class: deserved ? "deserved" : "undeserved", d: `M${x},${high - 18}l5,6l-5,6l-5,-6z` });
  });
}

/** Where the rules changed; only said from the reveal on. */
function switched(step, high) {
  if (wall.switch === null || wall.switch === undefined) return [];
  const x = EDGE.left + wall.switch * step;
  return [s("line", { class: "switch", x1: x, x2: x, y1: 20, y2: high - EDGE.bottom }), s("text", { class: "switch-word", x, y: 14, "text-anchor": "middle" }, say("rules_changed"))];
}

function spoken(place, title) {
  const row = wall.counts?.at(-1);
  if (!row) return say(title);
  return `${say(title)}. ${say("month_short", { month: row[0] })} ${CONDUCTS.map((name, at) => `${say(name)} ${row[place][at]}`).join(", ")}`;
}

function legend() {
  return h("ul", { class: "legend" }, ...CONDUCTS.map((name, at) => h("li", {}, icon(at), say(name))),
    h("li", {}, diamond("deserved"), say("sanction_deserved")), h("li", {}, diamond("undeserved"), say("sanction_undeserved")), h("li", {}, say("people_above")));
}

const diamond = (kind) => s("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, s("path", { class: kind, d: "M12 3l9 9-9 9-9-9z" }));

const SHORT = { first: "rules_first", same: "guess_same", second: "rules_second" };

function answer() {
  const regimes = wall.regimes ?? [];
  const all = Object.values(wall.predictions ?? {}).reduce((sum, count) => sum + count, 0);
  const right = typeof wall.answer === "string" ? wall.answer : wall.answer?.says ?? wall.answer?.effort?.says;
  return h("section", { class: "answer" },
    h("ol", { class: "regimes" }, ...regimes.map((regime, at) => h("li", {}, h("h2", {}, both(regime.title ?? regime)), h("p", { class: "when" }, whenOf(at)), h("p", {}, both(regime.about))))),
    efforts(), saying(), all ? h("div", { class: "guesses" }, h("h2", {}, say("predictions")), h("ul", {}, ...["first", "same", "second"].map((value) =>
      h("li", { class: value === right ? "right" : "" }, h("span", {}, say(SHORT[value])), h("progress", { max: all, value: wall.predictions[value] ?? 0, "aria-label": say(SHORT[value]) }), h("b", {}, String(wall.predictions[value] ?? 0)), h("span", { class: "sign" }, value === right ? "✓" : ""))))) : null, modelNote());
}

const whenOf = (at) => `${say(at ? "rules_second" : "rules_first")}: ${say(at ? "from_month" : "until_month", { month: at ? wall.switch + 1 : wall.switch })}`;

/** What the third row is, and that the rows may disagree. */
function modelNote() {
  const { model, answer_model: found, answer_class: own, answer_simulated: simulated } = wall.reveal ?? {};
  if (!model?.worlds) return null;
  const apart = [own, simulated].some((answer) => answer && answer !== found);
  return h("p", { class: "explained" }, say("model_note", { worlds: model.worlds, months: model.months }), " ", h("b", {}, say(apart ? "rows_apart" : "rows_alike")));
}

/** Whether those who did more were sanctioned more: in this game, and in the model alone. */
function saying() {
  const [own, found] = [wall.reveal?.saying, wall.reveal?.model?.saying];
  if (!own || !found) return null;
  const row = (title, one, cell) => h("tr", {}, h("th", { scope: "row" }, say(title)), h("td", {}, cell(one.did_more)), h("td", {}, cell(one.did_less)), h("td", { class: "verdict" }, say(`saying_${one.says}`)));
  return h("table", { class: "saying" }, h("caption", {}, say("saying_heading")), h("thead", {}, h("tr", {}, h("td", {}, say("sanctioned_who")), h("th", { scope: "col" }, say("did_more")), h("th", { scope: "col" }, say("did_less")), h("td", {}))),
    h("tbody", {}, row("this_game", own, ([hit, of]) => say("of", { count: hit, all: of })), row("the_model", found, ([hit, of]) => (of ? say("percent", { value: ((100 * hit) / of).toFixed(1) }) : "–"))));
}

/** Effort before and after: of the class, of the simulated colleagues, and in the model where nobody is held to anything. */
function efforts() {
  const found = wall.reveal?.effort;
  if (!found) return null;
  const months = wall.reveal.months ?? {};
  const rows = [["the_class", found.class, months.class], ["the_simulated", found.simulated, months.simulated], ["the_model", wall.reveal.model?.effort]].filter(([, values]) => values);
  return h("table", {}, h("caption", {}, say("effort_shares")), h("thead", {}, h("tr", {}, h("td", {}), h("th", { scope: "col" }, say("rules_first")), h("th", { scope: "col" }, say("rules_second")))),
    h("tbody", {}, ...rows.map(([title, values, all]) => h("tr", {}, h("th", { scope: "row" }, say(title)), ...values.map((value, at) => h("td", {}, share(value), all && value !== null ? h("small", {}, say("of_months", { months: all[at] })) : null))))));
}

const share = (value) => (value === null || value === undefined ? "–" : say("percent", { value: Math.round(100 * value) }));

function changed(state) {
  document.body.classList.toggle("stale", state !== "open");
  if (state === "lost") $("clock").textContent = say("lost");
}

await start(draw);
new Line({ path, heard, changed });
setInterval(showClock, 500);
