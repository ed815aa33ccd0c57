// The address of what is watched: two regimes, moved levers, seed and month. A link gives the same screen.

// In seed 2 the river case goes as it does in most worlds: under its own regime the township answers though it did its part.
const DEFAULTS = { seed: 2, months: 120, month: 0, a: "river_channel", b: "full_reform" };

const whole = (text, otherwise) => (/^\d{1,10}$/.test(text ?? "") ? Number(text) : otherwise);

function movesOf(text) {
  return (text ?? "").split(",").filter(Boolean).map((part) => part.split(":"))
    .filter(([month, key, value]) => /^\d+$/.test(month) && key && value !== undefined && Number.isFinite(Number(value)))
    .map(([month, key, value]) => [Number(month), key, Number(value)]);
}

/** What an address asks for. */
export function asked(query = location.search) {
  const given = new URLSearchParams(query);
  return {
    seed: whole(given.get("seed"), DEFAULTS.seed),
    months: whole(given.get("months"), DEFAULTS.months),
    month: whole(given.get("month"), DEFAULTS.month),
    sides: [["a", "ma"], ["b", "mb"]].map(([side, moves]) => ({ regime: given.get(side) || DEFAULTS[side], moves: movesOf(given.get(moves)) })),
  };
}

/** The address that asks for it, on a page. */
export function addressed(page, { seed, months, month, sides }) {
  const query = new URLSearchParams({ seed, months, month, a: sides[0].regime, b: sides[1].regime });
  [["ma", 0], ["mb", 1]].forEach(([name, side]) => {
    const moves = sides[side].moves.map((move) => move.join(":")).join(",");
    if (moves) query.set(name, moves);
  });
  return `${page}?${query.toString().replaceAll("%3A", ":").replaceAll("%2C", ",")}`;
}
