// The words of the page, in the language chosen, from /words.json: nothing is translated here.

const KEPT = "wenze-language";
const TAGS = { en: "en", zh: "zh-Hans" };
let words = { en: {}, zh: {} };
let language = "en";

export const current = () => language;

/** A word of the page, with {placeholders} filled in. */
export function say(key, values = {}) {
  const text = words[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** What the server said in both languages, in the one chosen. */
export const both = (said) => (said ? (said[language] ?? said.en ?? "") : "");

/** A number for people: so many digits after the point, or a dash where there is none. */
export function number(value, digits = 2) {
  return value === null || value === undefined ? "–" : value.toFixed(digits);
}

/** Put words into everything below an element that names one. */
export function fill(root = document) {
  for (const [attribute, target] of [["say", null], ["label", "aria-label"], ["hint", "placeholder"]]) {
    for (const element of root.querySelectorAll(`[data-${attribute}]`)) {
      const text = say(element.dataset[attribute]);
      if (target) element.setAttribute(target, text);
      else element.textContent = text;
    }
  }
}

function wanted() {
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked in TAGS) store(KEPT, asked);
  const candidates = [asked, stored(KEPT), (navigator.language || "en").slice(0, 2)];
  return candidates.find((name) => name in TAGS) ?? "en";
}

function speak(name) {
  language = name;
  document.documentElement.lang = TAGS[name];
  fill();
  const title = document.documentElement.dataset.title;
  if (title) document.title = `${say(title)} · wenze 问责`;
  for (const button of document.querySelectorAll("[data-switch-language]")) {
    button.textContent = say("other_language");
    button.lang = TAGS[name === "en" ? "zh" : "en"];
  }
}

function switchLanguage() {
  changeTo(language === "en" ? "zh" : "en");
}

function changeTo(name) {
  store(KEPT, name);
  const address = new URL(location.href);
  if (address.searchParams.has("lang")) {
    address.searchParams.delete("lang");
    history.replaceState(null, "", readable(address));
  }
  speak(name);
  document.dispatchEvent(new Event("language"));
}

/** Fetch the words, speak, and show the page; again() draws what the page itself wrote, after each change of language. */
export async function start(again) {
  words = await (await fetch("/words.json")).json();
  speak(wanted());
  for (const button of document.querySelectorAll("[data-switch-language]")) button.addEventListener("click", switchLanguage);
  document.addEventListener("language", again);
  // In a rehearsal, where pages stand within a page, all of them follow; elsewhere the wall may speak another language than the teacher.
  const together = window !== window.top || location.pathname === "/rehearse";
  addEventListener("storage", ({ key, newValue }) => together && key === KEPT && newValue in TAGS && newValue !== language && changeTo(newValue));
  document.body.classList.remove("waiting");
}

// Storage may be forbidden (private windows, embedded pages): then nothing is remembered.
export function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function store(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Not remembered.
  }
}

/** An address whose colons and commas stay readable: both are allowed in a query. */
export function readable(address) {
  return address.pathname + address.search.replaceAll("%3A", ":").replaceAll("%2C", ",") + address.hash;
}
