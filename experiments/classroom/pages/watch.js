// Watch: two regimes on the same luck, side by side.

import { Line } from "./socket.js";
import { CONDUCTS, Curves, asPng, download, h, icon, notice, reshape, s, shape, standalone } from "./draw.js";
import { addressed, asked } from "./address.js";
import { both, fill, number, say, start } from "./words.js";

const SIDES = ["A", "B"];
const FIRST_LEVER = "policy.accountability.strictness_work";
const GUESSED = ["effort", "lying_flat"]; // what a prediction is asked about
const RATES = [1, 2, 4, 8];
const NEWS_KEPT = 60;
const LOAD_SHOWN = 8; // cases in one pair of hands that a bar can show

const $ = (id) => document.getElementById(id);
const wanted = asked();
let catalogue = { groups: [], regimes: [], measures: [], alike: 0 };
let world = null; // what the server said of the world
let months = []; // of each month the values of both sides
let latest = null; // the last month as it was shown
let playing = false;
let over = false;
let guesses = null; // measure -> "0" | "1" | "same"; null until asked, {} if passed over
let guessedOn = ""; // the regimes and levers that were looked at then
let awaited = true; // a pair was asked for that is not there yet: what still comes is of the one before
let earlier = null; // the run before this one: its months, and what it was of
let wish = "play"; // what was asked for when the prediction was
let later = [{}, {}]; // levers moved after the last month, by side: they hold when it is played again
let playsNext = false; // play as soon as the world is there
let news = [];
let line = null;
let before = null; // the levers and moves before the last one, should it be refused
const charts = new Map();
const pictures = [null, null];

// --- what the page asks of the server ---------------------------------------------------------------------------------

function open() {
  over = false;
  awaited = true;
  $("notice").textContent = "";
  line.send({ do: "open", seed: wanted.seed, months: wanted.months, month: wanted.month, sides: wanted.sides });
}

function begin(month = 0) {
  wanted.month = month;
  playing = false;
  open();
}

function heard(message) {
  if (message.is === "world") setUp(message);
  else if (message.is === "month") monthCame(message);
  else if (message.is === "over") end();
  else if (message.is === "moved") moved(message);
  else if (message.is === "refused") refused(message);
}

function refused(message) {
  notice(both(message.why));
  playing = playsNext = awaited = false;
  if (message.do === "move" && before) {
    Object.assign(world.sides[before.side], before.kept);
    wanted.sides[before.side].moves = before.kept.moves;
    draw();
  }
  if (world) {
    world.sides.forEach((_, side) => showLevers(side, true));
    showDifferences();
  }
  showControls();
}

function setUp(message) {
  // Chosen quickly, one pair after the other, an earlier one may come late.
  if (message.seed !== wanted.seed || message.sides.some(({ regime }, side) => regime !== wanted.sides[side].regime)) return;
  awaited = false;
  world = message;
  wanted.seed = message.seed;
  wanted.months = message.months;
  wanted.sides = message.sides.map(({ regime, moves }) => ({ regime, moves }));
  months = [];
  for (const [, first, second] of message.history) months.push([first, second]);
  latest = null;
  news = [];
  later = [{}, {}];
  over = message.month >= message.months;
  takeGuesses();
  drawWorld();
  draw();
}

function monthCame(message) {
  if (awaited) return;
  while (months.length < message.month) months.push([null, null]);
  if (message.month > 0) months[message.month - 1] = message.sides.map((side) => side.values);
  latest = message;
  playing = message.playing;
  wanted.month = message.month;
  if (world) {
    world.month = message.month;
    over = message.month >= world.months;
  }
  // The newest month first; within it, what came first.
  news = [...message.sides.flatMap((side, at) => (side.news ?? []).map((entry) => ({ ...entry, side: at, month: message.month }))), ...news];
  news.length = Math.min(news.length, NEWS_KEPT);
  draw();
  if (!playsNext) return;
  playsNext = false;
  play();
}

function end() {
  over = true;
  playing = false;
  draw();
}

function move(side, key, value) {
  if (over) return moveLater(side, key, value);
  if (awaited) return;
  const at = world.month;
  before = { side, kept: { moves: world.sides[side].moves, levers: { ...world.sides[side].levers } } };
  const moves = world.sides[side].moves.filter(([month, name]) => month !== at || name !== key);
  moves.push([at, key, value]);
  world.sides[side].moves = moves;
  world.sides[side].levers[key] = value;
  wanted.sides[side].moves = moves;
  line.send({ do: "move", side, key, value });
  remember();
  showCurves();
}

/** After the last month a lever can only hold for the next time it is played. */
function moveLater(side, key, value) {
  later[side][key] = value;
  showLevers(side);
  showDifferences();
  showSummary();
}

function moved(message) {
  world.sides[message.side].levers = message.levers ?? world.sides[message.side].levers;
  showLevers(message.side);
  showDifferences();
}

function remember() {
  history.replaceState(null, "", addressed(location.pathname, wanted));
  $("river").href = addressed("/case/river", wanted);
}

// --- playing ----------------------------------------------------------------------------------------------------------

/** The levers that were moved, as they stand now: moves that hold from the beginning. */
function standing(side) {
  const levers = { ...Object.fromEntries(wanted.sides[side].moves.map(([, key, value]) => [key, value])), ...later[side] };
  return Object.entries(levers).map(([key, value]) => [0, key, value]);
}

const whatIsSeen = () => JSON.stringify([wanted.seed, wanted.sides.map(({ regime }, side) => [regime, standing(side).sort()])]);

/** Keep the run that is replaced, to be seen beside the one that comes. */
function keepEarlier() {
  const sides = wanted.sides.map(({ regime, moves }) => ({ regime, moved: new Set(moves.map(([, key]) => key)).size }));
  if (months.length) earlier = { months, sides };
}

/** What a run before was of: its regime, and how many levers were moved. */
function titleThen({ regime, moved }) {
  const title = both(regimeNamed(regime)?.title);
  return moved ? say("with_moves", { regime: title, count: moved }) : title;
}

/** Whether what is played again would be the same again. */
const isTheSame = () => wanted.sides.every(({ moves }, side) => JSON.stringify([...moves].sort()) === JSON.stringify(standing(side).sort()));

function fromTheStart() {
  if (!isTheSame()) keepEarlier();
  wanted.sides = wanted.sides.map(({ regime }, side) => ({ regime, moves: standing(side) }));
  begin();
}

function playAgain() {
  playsNext = true;
  fromTheStart();
}

const restart = () => (later.some((levers) => Object.keys(levers).length) ? fromTheStart() : begin());

function play() {
  if (over) return playAgain();
  if (playing) return void line.send({ do: "pause" });
  wish = "play";
  if (guesses === null) return ask();
  goOn();
}

/** One month; what comes of it is to be predicted before it is seen, as before it is played. */
function step() {
  wish = "step";
  if (guesses === null) return ask();
  goOn();
}

const goOn = () => line.send(wish === "step" ? { do: "step" } : { do: "play", rate: Number($("rate").value) });

function ask() {
  const questions = GUESSED.map((name) =>
    h("fieldset", {}, h("legend", {}, say(`ask_${name}`)),
      ...["0", "same", "1"].map((value) =>
        h("label", { class: "choice" },
          h("input", { type: "radio", name, value, required: true }), h("span", {}, choice(value))))));
  $("questions").replaceChildren(...questions);
  $("ask-go").textContent = say(wish);
  $("ask-alike").textContent = say("means_alike", { alike: number(catalogue.alike) });
  $("ask").returnValue = "";
  $("ask").showModal();
}

const choice = (value) => (value === "same" ? say("ask_same") : say("ask_side", { side: SIDES[value], regime: titleOf(Number(value)) }));

function answered() {
  const how = $("ask").returnValue;
  if (how !== "play" && how !== "skip") return; // closed by Escape: not asked yet
  guesses = how === "play" ? Object.fromEntries(new FormData($("ask").querySelector("form"))) : {};
  guessedOn = whatIsSeen();
  keepGuesses();
  showCurves();
  goOn();
}

const KEPT = "wenze-guesses";
const pairSeen = () => JSON.stringify([wanted.seed, wanted.months, wanted.sides.map(({ regime }) => regime)]);

/** For the way back from a case; a browser that keeps nothing forgets it. */
function keepGuesses() {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ pair: pairSeen(), guesses, guessedOn }));
  } catch {
    // Not remembered.
  }
}

function keptGuesses() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT));
    return kept?.pair === pairSeen() ? kept : null;
  } catch {
    return null;
  }
}

/** What was predicted of this pair; it is asked anew at the beginning, if regimes or levers are others than it was asked of. */
function takeGuesses() {
  if (guesses === null) ({ guesses, guessedOn } = keptGuesses() ?? { guesses, guessedOn });
  if (world.month === 0 && guessedOn !== whatIsSeen()) guesses = null;
  if (world.month > 0 && guesses === null) {
    guesses = {}; // the answer is seen already
    guessedOn = whatIsSeen();
  }
}

/** The mean of a measure over the months so far on each side, null before there is anything. */
function meansOf(at, some = months) {
  return [0, 1].map((side) => {
    const values = some.map((month) => month[side]?.[at] ?? null).filter((value) => value !== null);
    return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
  });
}

/** Which side has had more of a measure so far: "0", "1", "same", or null before there is anything; as the numbers are shown. */
function answerOf(at) {
  const means = meansOf(at);
  if (means.includes(null)) return null;
  const apart = Math.round(100 * means[0]) - Math.round(100 * means[1]);
  if (Math.abs(apart) <= Math.round(100 * catalogue.alike)) return "same";
  return apart > 0 ? "0" : "1";
}

// --- drawing ----------------------------------------------------------------------------------------------------------

const regimeNamed = (wish) => catalogue.regimes.find(({ name }) => name === wish);
const titleOf = (side) => both(regimeNamed(wanted.sides[side].regime)?.title) || wanted.sides[side].regime;
const measureOf = (name) => catalogue.measures.find((measure) => measure.name === name);
const leverOf = (key) => catalogue.groups.flatMap(({ levers }) => levers).find((lever) => lever.key === key);
const tag = (side) => h("span", { class: `tag side-${side}`, "aria-hidden": "true" }, SIDES[side]);

function drawWorld() {
  $("sides").replaceChildren(...SIDES.map((_, side) => sidePanel(side)));
  $("panels").replaceChildren(...world.series.map((name) => {
    const chart = { curves: new Curves(world.months), title: h("span", { class: "name" }), values: [0, 1].map((side) => h("span", { class: `value side-${side}` })), said: h("p", { class: "said" }) };
    charts.set(name, chart);
    return h("figure", { class: "panel" }, h("figcaption", {}, chart.title, ...chart.values), chart.curves.svg, chart.said);
  }));
  drawGroups();
  fill();
  showMeanings();
}

function sidePanel(side) {
  const select = h("select", { id: `regime-${side}`, "aria-label": say("regime_of", { side: SIDES[side] }), on: { change: () => choose(side, select.value) } },
    ...catalogue.regimes.map((regime) => h("option", { value: regime.name, selected: regime.name === wanted.sides[side].regime }, both(regime.title))));
  pictures[side] = picture();
  return h("section", { class: `side side-${side}`, "aria-label": say("regime_of", { side: SIDES[side] }) },
    h("div", { class: "pick" }, tag(side), select, h("span", { class: "note", id: `moved-${side}` })),
    h("p", { class: "about", id: `about-${side}` }),
    h("p", { class: "note by-itself", id: `by-itself-${side}` }),
    slider(side),
    h("div", { class: "seen" }, pictures[side].svg, h("ul", { class: "counts", id: `counts-${side}` })));
}

function choose(side, regime) {
  keepEarlier();
  wanted.sides[side] = { regime, moves: [] };
  later[side] = {};
  $("told").textContent = "";
  showAbout(side);
  begin();
}

const regimeOf = (side) => regimeNamed(wanted.sides[side].regime);

/** What a regime is, at once: the pair itself may take a moment. */
function showAbout(side) {
  $(`about-${side}`).textContent = both(regimeOf(side)?.about);
  $(`by-itself-${side}`).textContent = byItself(side);
  const count = standing(side).length;
  $(`moved-${side}`).textContent = count ? say("levers_moved", { count }) : "";
}

/** The levers of a side that somebody has moved. */
const movedIn = (side) => new Set(standing(side).map(([, key]) => key));

/** What a regime changes by itself, and when: its first months are not all of it. */
function byItself(side) {
  const moved = movedIn(side);
  const stages = (regimeOf(side)?.stages ?? []).map(({ month, levers }) => {
    const keys = Object.keys(levers).filter((key) => !moved.has(key));
    const others = keys.filter((key) => key !== FIRST_LEVER).length;
    const parts = [keys.includes(FIRST_LEVER) ? say("stage_first", { value: upToThreeDecimals(levers[FIRST_LEVER]) }) : "", others ? say("stage_others", { count: others }) : ""];
    return say("stage_from", { month: month + 1, what: parts.filter(Boolean).join(say("comma")) });
  });
  return stages.length ? say("by_itself", { what: stages.join(say("semicolon")) }) : "";
}

/** The levers that hold in the coming month: as they were set up, as the regime has changed them since, as they were moved. */
function leversNow(side) {
  const moved = movedIn(side);
  const found = { ...world.sides[side].levers };
  for (const { month, levers } of regimeOf(side)?.stages ?? []) {
    if (month <= world.month) for (const [key, value] of Object.entries(levers)) if (!moved.has(key)) found[key] = value;
  }
  return { ...found, ...later[side] };
}

const upToThreeDecimals = (value) => String(Number(Number(value).toFixed(3)));

function slider(side) {
  const lever = leverOf(FIRST_LEVER);
  const shown = h("output", { id: `first-shown-${side}`, for: `first-${side}` });
  const range = h("input", { type: "range", id: `first-${side}`, min: lever.low, max: lever.high, step: 0.001,
    on: { input: () => { shown.textContent = upToThreeDecimals(range.value); }, change: () => move(side, FIRST_LEVER, Number(range.value)) } });
  range.addEventListener("keydown", (event) => stride(event, range));
  return h("div", { class: "lever" }, h("label", { for: `first-${side}`, "data-say": "first_lever" }), range, shown);
}

/** A step of the range is fine enough for the default; an arrow key goes a hundredth of the way. */
function stride(event, range) {
  const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
  if (!way) return;
  event.preventDefault();
  range.value = Math.round(100 * Number(range.value) + way) / 100;
  range.dispatchEvent(new Event("input"));
  range.dispatchEvent(new Event("change"));
}

const CELL = 44;
const ROW = 5; // posts in a row of a township

/** The jurisdiction: counties around townships around posts. */
function picture() {
  const cadres = new Map();
  const counties = world.counties.map(({ townships }) => townships);
  const across = counties.length > 2 || counties.every((townships) => townships.length < 2) ? 1 : 2;
  const rows = Math.max(...counties.flat().map(({ posts }) => Math.ceil(posts.length / ROW)));
  const wide = ROW * CELL + 12;
  const high = rows * CELL + 12;
  let top = 0;
  const parts = [];
  for (const townships of counties) {
    const lines = Math.ceil(townships.length / across);
    const tall = lines * (high + 8) + 8;
    parts.push(s("rect", { class: "county", x: 0.5, y: top + 0.5, width: across * (wide + 8) + 7, height: tall - 1, rx: 10 }));
    townships.forEach(({ posts }, at) => {
      const x = 8 + (at % across) * (wide + 8);
      const y = top + 8 + Math.floor(at / across) * (high + 8);
      parts.push(s("rect", { class: "township", x, y, width: wide, height: high, rx: 6 }));
      posts.forEach((post, place) => {
        const cadre = cadreAt(x + 6 + (place % ROW) * CELL + CELL / 2 - 4, y + 6 + Math.floor(place / ROW) * CELL + CELL / 2);
        cadres.set(post, cadre);
        parts.push(cadre.group);
      });
    });
    top += tall + 8;
  }
  const svg = s("svg", { viewBox: `-2 -2 ${across * (wide + 8) + 12} ${top - 4}`, class: "jurisdiction", role: "img" }, ...parts);
  return { svg, cadres };
}

function cadreAt(x, y) {
  const ring = s("circle", { class: "ring", r: 15, visibility: "hidden" });
  const body = shape(-1);
  const pile = s("rect", { class: "pile", x: 16, width: 5, y: 16, height: 0 });
  return { ring, body, pile, group: s("g", { transform: `translate(${x},${y})` }, ring, body, pile) };
}

function draw() {
  showControls();
  SIDES.forEach((_, side) => {
    showLevers(side);
    showPicture(side);
  });
  showDifferences();
  showCurves();
  showNews();
  remember();
  if (!playing) tell();
}

function showControls() {
  const button = $("play");
  button.textContent = playing ? say("pause") : over ? say("play_again") : say("play");
  $("step").disabled = playing || over;
  $("month").textContent = say("month_of", { month: world?.month ?? 0, months: wanted.months });
  $("progress").max = wanted.months;
  $("progress").value = world?.month ?? 0;
  if (document.activeElement !== $("seed")) $("seed").value = wanted.seed;
}

function showLevers(side, also = false) {
  showAbout(side);
  const levers = leversNow(side);
  for (const input of document.querySelectorAll(`[data-side="${side}"]`)) {
    if (also || document.activeElement !== input) input.value = levers[input.dataset.key];
  }
  if (also || document.activeElement !== $(`first-${side}`)) $(`first-${side}`).value = levers[FIRST_LEVER];
  $(`first-shown-${side}`).textContent = upToThreeDecimals(levers[FIRST_LEVER]);
}

/** Which levers differ between the two: most regimes differ in others than the first. */
function showDifferences() {
  const [first, second] = [leversNow(0), leversNow(1)];
  for (const group of catalogue.groups) {
    const apart = group.levers.filter(({ key }) => first[key] !== second[key]).map(({ key }) => key);
    $(`differs-${group.name}`).textContent = apart.length ? say("levers_differ", { count: apart.length, all: group.levers.length }) : say("levers_same");
    for (const { key } of group.levers) document.querySelector(`tr[data-lever="${key}"]`)?.classList.toggle("differs", apart.includes(key));
  }
}

function showPicture(side) {
  const posts = latest?.sides[side].posts;
  const { svg, cadres } = pictures[side];
  const counts = [0, 0, 0, 0];
  let barred = 0;
  for (const [post, cadre] of cadres) {
    const [conduct, held, load] = posts?.[post] ?? [-1, 0, 0];
    if (conduct >= 0) counts[conduct] += 1;
    barred += held ? 1 : 0;
    reshape(cadre.body, conduct);
    cadre.ring.setAttribute("visibility", held ? "visible" : "hidden");
    const tall = (30 * Math.min(load, LOAD_SHOWN)) / LOAD_SHOWN;
    cadre.pile.setAttribute("height", tall);
    cadre.pile.setAttribute("y", 15 - tall);
  }
  const waiting = latest?.sides[side].waiting ?? 0;
  const parts = CONDUCTS.map((name, at) => h("li", {}, icon(at), h("b", {}, posts ? String(counts[at]) : "–"), h("span", {}, say(name))));
  parts.push(h("li", {}, ringIcon(), h("b", {}, posts ? String(barred) : "–"), h("span", {}, say("under_sanction"))));
  parts.push(h("li", {}, pileIcon(), h("b", {}, posts ? String(waiting) : "–"), h("span", {}, say("cases_open"))));
  $(`counts-${side}`).replaceChildren(...parts);
  const said = CONDUCTS.map((name, at) => `${say(name)} ${counts[at]}`).join(", ");
  svg.setAttribute("aria-label", posts ? say("picture_label", { side: SIDES[side], said, barred, waiting }) : say("picture_before", { side: SIDES[side] }));
}

const small = (child) => s("svg", { viewBox: "-18 -18 36 36", class: "icon", "aria-hidden": "true", focusable: "false" }, child);
const ringIcon = () => small(s("circle", { class: "ring", r: 15 }));
const pileIcon = () => small(s("rect", { class: "pile", x: -4, y: -16, width: 8, height: 32 }));

function showCurves() {
  if (!world) return;
  const marks = world.sides.map(({ moves }) => [...new Set(moves.map(([month]) => month).filter((month) => month > 0))]);
  world.series.forEach((name, at) => {
    const chart = charts.get(name);
    const measure = measureOf(name);
    const sides = [0, 1].map((side) => months.map((month) => month[side]?.[at] ?? null));
    const means = meansOf(at);
    const was = earlier && meansOf(at, earlier.months);
    const title = measure ? both(measure.title) : name;
    chart.title.textContent = title;
    chart.title.title = measure ? both(measure.about) : "";
    chart.values.forEach((value, side) => value.replaceChildren(tag(side), number(means[side])));
    const guess = guesses?.[name];
    const truth = answerOf(at);
    const label = say("curve_label", { title, a: number(means[0]), b: number(means[1]) });
    const laid = guess ? [say("you_said", { what: brief(guess) }), ...(truth === null ? [] : [verdict(guess, truth)])] : [];
    const ghosts = earlier ? [0, 1].map((side) => earlier.months.map((month) => month[side]?.[at] ?? null)) : [];
    chart.curves.show(sides, marks, { label: [label, ...laid].join("; "), unit: UNITS.has(name) ? say(`unit_${name}`) : unitOf(measure), ghosts });
    const then = was ? [h("span", { class: "was" }, say("was", { a: number(was[0]), b: number(was[1]) }))] : [];
    chart.said.replaceChildren(...laid.map((words) => h("span", { class: "guess" }, words)), ...then);
  });
  showSummary();
}

/** In one sentence: what the numbers beside the curves are, and at the end what came out. */
function showSummary() {
  const [came, parts] = [[], []];
  if (world.month > 0) came.push(say(over ? "numbers_all" : "numbers_so_far", { months: world.month }));
  if (over) came.push(...GUESSED.map(cameOut));
  if (over) parts.push(say("alike_note", { alike: number(catalogue.alike), seed: wanted.seed }));
  if (world.month > 0) parts.push(midway());
  if (earlier) parts.push(say("earlier_note", { months: earlier.months.length, a: titleThen(earlier.sides[0]), b: titleThen(earlier.sides[1]) }));
  if (later.some((levers) => Object.keys(levers).length)) parts.push(say("levers_later"));
  $("summary").replaceChildren(h("b", {}, came.filter(Boolean).join(" ")), " ", parts.filter(Boolean).join(" "));
}

/** Where a lever was moved on the way, or a regime changed by itself, a mean over all months says little: before and since. */
function midway() {
  const own = wanted.sides.flatMap((_, side) => (regimeOf(side)?.stages ?? []).map(({ month }) => month));
  const moved = world.sides.flatMap(({ moves }) => moves.map(([month]) => month));
  const [month] = [...moved, ...own].filter((one) => one > 0 && one < world.month).sort((one, two) => one - two);
  if (!month) return "";
  const at = world.series.indexOf("effort");
  const [[a, b], [c, d]] = [months.slice(0, month), months.slice(month)].map((some) => meansOf(at, some).map((mean) => number(mean)));
  return say("midway", { month, a, b, c, d });
}

function cameOut(name) {
  const at = world.series.indexOf(name);
  const [a, b] = meansOf(at).map((mean) => number(mean));
  const answer = answerOf(at);
  return answer === null ? "" : say(answer === "same" ? `came_same_${name}` : `came_${name}`, { side: SIDES[answer] ?? "", a, b });
}

const unitOf = (measure) => (typeof measure?.unit === "string" ? measure.unit : both(measure?.unit));

/** What it is so far, or was, and whether that was said. */
const verdict = (guess, truth) => `${say(over ? "it_was" : "so_far", { what: brief(truth) })} ${guess === truth ? "✓" : "✗"}`;

const brief = (value) => (value === "same" ? say("brief_same") : say("brief_side", { side: SIDES[value] }));

function showNews() {
  const items = news.map((entry) =>
    h("li", {}, tag(entry.side), h("span", { class: "when" }, say("month_short", { month: entry.month })), " ",
      entry.case === null || entry.case === undefined ? both(entry.text)
        : h("a", { href: addressed(`/case/${entry.case}`, wanted) }, both(entry.text))));
  $("news").replaceChildren(...(items.length ? items : [h("li", { class: "note" }, say("news_none"))]));
}

/** Say the month aloud, only when it stands still: nobody can listen to eight months a second. */
function tell() {
  if (!latest || latest.month === 0) return void ($("told").textContent = "");
  const at = world.series.indexOf("effort");
  const values = meansOf(at).map((mean) => number(mean));
  $("told").textContent = say(over ? "told_over" : "told_month", { month: latest.month, measure: both(measureOf("effort")?.title), a: values[0], b: values[1] });
}

// --- more levers ------------------------------------------------------------------------------------------------------

function drawGroups() {
  $("groups").replaceChildren(...catalogue.groups.map((group) =>
    h("details", {}, h("summary", {}, both(group.title), " ", h("small", { id: `differs-${group.name}` })),
      h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, say("lever")), ...SIDES.map((_, side) => h("th", { scope: "col" }, tag(side), h("span", { class: "unseen" }, titleOf(side)))))),
        h("tbody", {}, ...group.levers.map(leverRow))))));
}

function leverRow(lever) {
  return h("tr", { "data-lever": lever.key, title: lever.key }, h("th", { scope: "row" }, both(lever.about), h("small", {}, say("lever_range", { low: lever.low, high: lever.high, unit: typeof lever.unit === "string" ? lever.unit : both(lever.unit) }))),
    ...SIDES.map((_, side) => h("td", {}, leverInput(lever, side))));
}

function leverInput(lever, side) {
  const input = h("input", { type: "number", "data-side": side, "data-key": lever.key, min: lever.low, max: lever.high, step: lever.whole ? 1 : "any",
    "aria-label": say("lever_of", { side: SIDES[side], about: both(lever.about) }),
    on: { change: () => (input.value !== "" && input.checkValidity() ? move(side, lever.key, Number(input.value)) : input.reportValidity()) } });
  return input;
}

/** What the signs and words of the page mean. */
function showMeanings() {
  const told = MEANINGS.flatMap((name) => [h("dt", {}, say(`meaning_${name}`)), h("dd", {}, say(`means_${name}`, { alike: number(catalogue.alike), load: LOAD_SHOWN }))]);
  const measured = (world?.series ?? []).map(measureOf).filter(Boolean).flatMap((measure) => [h("dt", {}, both(measure.title)), h("dd", {}, both(measure.about))]);
  $("meanings").replaceChildren(...told, ...measured);
}

const MEANINGS = ["map", "curves", "seed", "alike", "names", "severity", "sanctioned"];
const UNITS = new Set(["effort", "safety"]); // whose unit alone does not say of what

// --- saving -----------------------------------------------------------------------------------------------------------

function fileName(end) {
  return `wenze-${wanted.sides[0].regime}-${wanted.sides[1].regime}-seed${wanted.seed}-month${world.month}.${end}`;
}

function saveNumbers() {
  const rows = [["month", "side", "regime", ...world.series]];
  months.forEach((month, at) => month.forEach((values, side) => rows.push([at + 1, SIDES[side], wanted.sides[side].regime, ...(values ?? world.series.map(() => ""))])));
  const text = rows.map((row) => row.map((value) => value ?? "").join(",")).join("\r\n") + "\r\n";
  download(new Blob([text], { type: "text/csv" }), fileName("csv"));
}

async function savePicture() {
  const wide = 1280;
  const sheet = s("svg", { viewBox: `0 0 ${wide} 920` });
  const style = getComputedStyle(document.body);
  const font = style.fontFamily;
  const text = (x, y, size, words) => s("text", { x, y, "font-size": size, "font-family": font, fill: style.color }, words);
  sheet.append(s("rect", { width: wide, height: 920, fill: style.backgroundColor }));
  SIDES.forEach((name, side) => {
    const left = 24 + side * 628;
    sheet.append(text(left, 40, 26, `${name}  ${titleOf(side)}`));
    sheet.append(placed(pictures[side].svg, left, 60, 604, 300));
  });
  world.series.forEach((name, at) => {
    const left = 24 + (at % 3) * 418;
    const top = 400 + Math.floor(at / 3) * 240;
    sheet.append(text(left, top + 14, 18, charts.get(name).title.textContent));
    sheet.append(placed(charts.get(name).curves.svg, left, top + 24, 396, 190));
    sheet.append(text(left, top + 228, 13, [...charts.get(name).said.children].map((one) => one.textContent).join(" · ")));
  });
  sheet.append(text(24, 902, 15, say("picture_note", { seed: wanted.seed, month: world.month })));
  download(await asPng(sheet, wide, 920), fileName("png"));
}

function placed(svg, x, y, width, height) {
  const copy = standalone(svg);
  for (const [name, value] of Object.entries({ x, y, width, height })) copy.setAttribute(name, value);
  return copy;
}

// --- beginning --------------------------------------------------------------------------------------------------------

function connected(state) {
  $("notice").textContent = state === "lost" ? say("lost") : "";
  if (state === "lost") {
    playing = false;
    showControls();
  }
}

function ready() {
  showRates();
  $("play").addEventListener("click", play);
  $("step").addEventListener("click", step);
  $("again").addEventListener("click", restart);
  $("rate").addEventListener("change", () => playing && line.send({ do: "play", rate: Number($("rate").value) }));
  $("seed").addEventListener("change", () => {
    if (!$("seed").reportValidity() || $("seed").value === "") return;
    wanted.seed = Number($("seed").value);
    earlier = null;
    begin();
  });
  $("picture").addEventListener("click", savePicture);
  $("numbers").addEventListener("click", saveNumbers);
  $("ask").addEventListener("close", answered);
}

function showRates() {
  const chosen = Number($("rate").value) || RATES[1];
  $("rate").replaceChildren(...RATES.map((rate) => h("option", { value: rate, selected: rate === chosen }, say("rate", { rate }))));
}

function again() {
  showRates();
  showMeanings();
  showControls();
  if (!world) return;
  drawWorld();
  draw();
}

await start(again);
catalogue = await (await fetch("/levers.json")).json();
showMeanings();
ready();
line = new Line({ path: () => "/ws/watch", heard, changed: connected, opened: open });
