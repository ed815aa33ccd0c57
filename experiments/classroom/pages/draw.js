// Drawing: elements of HTML and SVG, the shapes of conduct, curves, and a picture to save. Text is only ever set as text.

const SVG = "http://www.w3.org/2000/svg";
export const CONDUCTS = ["work", "explore", "cover", "idle"];

/** One shape a conduct, around 0, 0: a disc, a triangle, a square, and a bar that lies flat. */
const SHAPES = {
  work: "M-9,0a9,9 0 1,0 18,0a9,9 0 1,0 -18,0z",
  explore: "M0,-10.5L10.5,8H-10.5z",
  cover: "M-8,-8h16v16h-16z",
  idle: "M-11,2.5h22v6.5h-22z",
  none: "M-3,0a3,3 0 1,0 6,0a3,3 0 1,0 -6,0z",
};

function put(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** An element of HTML: h("p", {class: "note"}, "text", other). */
export const h = (name, attributes = {}, ...children) => put(document.createElement(name), attributes, children);

/** An element of SVG. */
export const s = (name, attributes = {}, ...children) => put(document.createElementNS(SVG, name), attributes, children);

/** The shape of a conduct by number, or a dot where there is none yet. */
export function shape(conduct, attributes = {}) {
  const name = CONDUCTS[conduct] ?? "none";
  return s("path", { d: SHAPES[name], class: `conduct ${name}`, ...attributes });
}

export function reshape(path, conduct) {
  const name = CONDUCTS[conduct] ?? "none";
  path.setAttribute("d", SHAPES[name]);
  path.setAttribute("class", `conduct ${name}`);
}

/** The shape as a small picture in a line of text. */
export function icon(conduct) {
  return s("svg", { viewBox: "-12 -12 24 24", class: "icon", "aria-hidden": "true", focusable: "false" }, shape(conduct));
}

const SHOWN_FOR = 6000;
let clearing = null;

/** Say for some seconds why something was refused, whatever the page draws meanwhile. */
export function notice(words) {
  const place = document.getElementById("notice");
  place.textContent = words;
  clearTimeout(clearing);
  clearing = setTimeout(() => { place.textContent = ""; }, SHOWN_FOR);
}

/** The least of 1, 2, 2.5, 5 × a power of ten that is not below a value. */
export function roundUp(value) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= value * 0.999999);
}

const WIDE = 320;
const HIGH = 128;
const EDGE = { left: 34, right: 6, top: 15, bottom: 18 };

/** The mean of the last twelve months at each month, of those that have a value. */
function meanOfYear(values) {
  return values.map((_, at) => {
    const seen = values.slice(Math.max(0, at - 11), at + 1).filter((value) => value !== null);
    return seen.length ? seen.reduce((sum, value) => sum + value, 0) / seen.length : null;
  });
}

function lineThrough(values, x, y) {
  let path = "";
  let pen = false;
  values.forEach((value, at) => {
    if (value === null) pen = false;
    else {
      path += `${pen ? "L" : "M"}${x(at).toFixed(1)},${y(value).toFixed(1)}`;
      pen = true;
    }
  });
  return path;
}

/** Two curves over the months: thin as they are, heavy the mean of twelve months, dotted that of the run before; marks where levers moved. */
export class Curves {
  constructor(months) {
    this.svg = s("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, class: "curves", role: "img" });
    this.months = months;
  }

  /** sides: two lists of values by month; moved: two lists of months. */
  show(sides, moved, { label, unit = "", ghosts = [] }) {
    const top = roundUp(Math.max(0, ...[...sides, ...ghosts].flat().filter((value) => value !== null)));
    const x = (month) => EDGE.left + ((WIDE - EDGE.left - EDGE.right) * month) / Math.max(1, this.months - 1);
    const y = (value) => HIGH - EDGE.bottom - ((HIGH - EDGE.top - EDGE.bottom) * value) / top;
    const parts = [];
    for (const value of [0, top / 2, top]) parts.push(s("line", { class: "grid", x1: EDGE.left, x2: WIDE - EDGE.right, y1: y(value), y2: y(value) }));
    for (const value of [0, top]) parts.push(s("text", { class: "tick", x: EDGE.left - 5, y: y(value) + 4, "text-anchor": "end" }, String(Number(value.toPrecision(3)))));
    for (let month = 0; month <= this.months; month += every(this.months)) {
      const anchor = month === 0 ? "start" : month >= this.months - 1 ? "end" : "middle";
      parts.push(s("text", { class: "tick", x: x(Math.min(month, this.months - 1)), y: HIGH - 4, "text-anchor": anchor }, String(month)));
    }
    ghosts.forEach((values, side) => parts.push(s("path", { class: `ghost side-${side}`, d: lineThrough(meanOfYear(values).slice(0, this.months), x, y) })));
    sides.forEach((values, side) => {
      parts.push(s("path", { class: `thin side-${side}`, d: lineThrough(values, x, y) }));
      parts.push(s("path", { class: `heavy side-${side}`, d: lineThrough(meanOfYear(values), x, y) }));
      for (const month of moved[side]) {
        parts.push(s("line", { class: `moved side-${side}`, x1: x(month), x2: x(month), y1: EDGE.top, y2: HIGH - EDGE.bottom }));
        parts.push(s("path", { class: `flag side-${side}`, d: `M${x(month)},${EDGE.top}l6,4l-6,4z` }));
      }
    });
    parts.push(s("text", { class: "tick", x: EDGE.left + 2, y: EDGE.top - 3 }, unit));
    this.svg.setAttribute("aria-label", label);
    this.svg.replaceChildren(...parts);
  }
}

const every = (months) => [3, 6, 12, 24, 60, 120, 240, 600, 1200].find((step) => months / step <= 6) ?? months;

const STYLED = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity", "font-size", "font-family", "font-weight"];

/** A copy of an SVG that looks the same without the page's style sheet. */
export function standalone(svg) {
  const copy = svg.cloneNode(true);
  const from = [svg, ...svg.querySelectorAll("*")];
  const to = [copy, ...copy.querySelectorAll("*")];
  from.forEach((element, at) => {
    const style = getComputedStyle(element);
    for (const name of STYLED) to[at].setAttribute(name, style.getPropertyValue(name));
    to[at].removeAttribute("class");
  });
  return copy;
}

/** Hand a file to whoever looks at the page. */
export function download(blob, name) {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** An SVG as PNG, twice as large as it says. */
export async function asPng(svg, width, height) {
  svg.setAttribute("xmlns", SVG);
  svg.setAttribute("width", width);
  svg.setAttribute("height", height);
  const url = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = h("canvas", { width: 2 * width, height: 2 * height });
    canvas.getContext("2d").drawImage(image, 0, 0, 2 * width, 2 * height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(url);
  }
}
