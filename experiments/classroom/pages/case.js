// A case followed: the same file under both regimes, month by month.

import { addressed, asked } from "./address.js";
import { CONDUCTS, h, icon, s } from "./draw.js";
import { both, say, start } from "./words.js";

const SIDES = ["A", "B"];
const $ = (id) => document.getElementById(id);
const wanted = asked();
const name = decodeURIComponent(location.pathname.replace(/^\/case\//, "")); // a number, or a name with a stroke in it: 8/-95
const RIVER = "river"; // what the planted case is called in an address; people type it in their language
let story = null;

const tag = (side) => h("span", { class: `tag side-${side}` }, SIDES[side]);

async function fetchStory() {
  const answer = await fetch(addressed("/case.json", wanted).replace("?", `?number=${encodeURIComponent(name)}&`));
  const found = await answer.json();
  if (answer.ok) story = found;
  else $("notice").textContent = both(found.why);
  draw();
}

function draw() {
  $("back").href = addressed("/", wanted);
  $("river").href = addressed("/case/river", wanted);
  if (document.activeElement !== $("number")) $("number").value = name === RIVER ? say("river") : story ? shortName(story.name) : name;
  $("river-about").textContent = story?.sides[0].facts?.river ? say("river_about") : "";
  $("signs").replaceChildren(...CONDUCTS.map((one, at) => h("li", {}, icon(at), say(one))), h("li", {}, verdictSign(true), say("deserved")), h("li", {}, verdictSign(false), say("undeserved")));
  $("about").textContent = story || $("notice").textContent ? "" : say("case_waits");
  if (!story) return;
  $("heading").textContent = story.sides[0].facts?.river ? say("river_heading", { name: both(story.name) }) : both(story.name);
  $("paid").replaceChildren(...story.sides.map(paid));
  $("story").replaceChildren(heads(), ...rows());
}

/** The end of a name, as it can be typed: 8/-95. */
const endOf = (text) => text.match(/\d+\/-?\d+$/)?.[0] ?? text;
const shortName = (said) => endOf(both(said));

function paid(side, at) {
  const answered = side.answered.map((one) =>
    h("li", { class: one.deserved ? "deserved" : "undeserved" }, verdictSign(one.deserved), h("span", {}, h("b", {}, both(one.who)), " ", both(one.rung), h("small", {}, say(one.deserved ? "deserved" : "undeserved")))));
  return h("div", { class: `side side-${at}` },
    h("h2", {}, tag(at), both(side.title)),
    h("ul", { class: "answered" }, ...(answered.length ? answered : [h("li", { class: "note" }, say("nobody_paid"))])),
    h("p", { class: "ended" }, side.ended ? both(side.ended) : say("still_open")));
}

const verdictSign = (deserved) => s("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" },
  deserved ? s("path", { class: "deserved", d: "M12 2l10 10-10 10L2 12z" }) : s("path", { class: "undeserved", d: "M12 3.500l8.500 8.500-8.500 8.500L3.500 12z" }));

function heads() {
  return h("div", { class: "row heads" }, ...story.sides.map((side, at) => h("h3", { class: `cell side-${at}` }, tag(at), both(side.title))), h("span", { class: "when" }, say("month")));
}

/** One row a month in which anything happened under either regime. */
function rows() {
  const months = [...new Set(story.sides.flatMap(({ entries }) => entries.map(({ month }) => month)))].sort((one, two) => one - two);
  if (!months.length) return [h("p", { class: "note" }, say("case_nothing"))];
  return months.map((month, at) => h("div", { class: "row" },
    ...story.sides.map((side, place) => cell(side, place, month, months[at + 1] ?? month)),
    h("span", { class: "when" }, h("span", { class: "unseen month-word" }, say("month_short", { month: month + 1 })), h("span", { class: "month-number", "aria-hidden": "true" }, String(month + 1)))));
}

/** What happened to the case in a month under one regime, and what its holder did until the next entry. */
function cell(side, place, month, next) {
  const entries = side.entries.filter((entry) => entry.month === month).map((entry) => h("li", { class: `event ${kindOf(entry)}` }, h("span", { class: "unseen" }, `${SIDES[place]}: `), both(entry.text)));
  const meanwhile = (side.course ?? []).filter((one) => one.month >= month + (entries.length ? 1 : 0) && one.month < next && one.in_hand).map(({ conduct }) => CONDUCTS.indexOf(conduct));
  if (meanwhile.length) entries.push(h("li", { class: "meanwhile" }, h("span", { class: "unseen" }, `${SIDES[place]}: `), h("span", {}, say("meanwhile")), ...meanwhile.flatMap((conduct) => [icon(conduct), h("span", { class: "unseen" }, `${say(CONDUCTS[conduct] ?? "idle")} `)])));
  return h("ul", { class: `cell side-${place}${entries.length ? "" : " empty"}`, "aria-label": say("side_and_month", { side: SIDES[place], month: month + 1 }) }, ...entries);
}

const BAD = new Set(["surfaced", "erupted", "misconduct"]);
const PAID = new Set(["sanctioned", "answered_for", "disciplined", "held"]);
const kindOf = ({ kind }) => (PAID.has(kind) ? "paying" : BAD.has(kind) ? "surfacing" : kind === "solved" ? "solving" : "plain");

await start(draw);
$("find").addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = $("number").value.trim();
  const plain = typed.replace(/\s/g, "").replace("／", "/").replace("−", "-");
  const wish = [RIVER, say("river")].includes(typed) ? RIVER : endOf(plain);
  location.href = addressed(`/case/${encodeURIComponent(wish).replaceAll("%2F", "/")}`, wanted);
});
draw();
await fetchStory();
