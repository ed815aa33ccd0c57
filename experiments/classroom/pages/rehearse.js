// A rehearsal: teacher, wall and three phones on one screen, in a room of their own, with simulated players.

import { h } from "./draw.js";
import { both, fill, say, start } from "./words.js";

const given = new URLSearchParams(location.search);
const KEY = given.get("key") ?? "";
const screen = document.getElementById("screen");

function frame(src, label, kind) {
  return h("section", { class: kind }, h("h2", { "data-say": label }), h("iframe", { src, title: say(label), "data-title-of": label }));
}

async function open() {
  const answer = await fetch(`/rehearse.json?${new URLSearchParams({ key: KEY, code: given.get("code") ?? "" })}`);
  const room = await answer.json();
  if (!answer.ok) {
    screen.replaceChildren(h("p", { class: "notice", role: "alert" }, both(room.why)));
    return;
  }
  const code = room.code;
  given.set("code", code);
  history.replaceState(null, "", `${location.pathname}?${given}`); // reloaded, it goes on
  const phones = [1, 2, 3].slice(0, room.phones ?? 3);
  screen.replaceChildren(
    frame(`/teach?${new URLSearchParams({ key: KEY, code })}`, "teach_title", "of-teacher"),
    frame(`/wall?${new URLSearchParams({ code })}`, "wall_title", "of-wall"),
    ...phones.map((phone) => frame(`/j/${encodeURIComponent(code)}?phone=${phone}`, `phone_${phone}`, "of-phone")));
  fill(screen);
}

function again() {
  for (const inner of document.querySelectorAll("iframe")) inner.title = say(inner.dataset.titleOf);
}

await start(again);
await open();
