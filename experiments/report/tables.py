"""What is shown on a terminal when the work is done: the table of a comparison and what was found; the tables of one scenario."""

import math
import sys
from collections.abc import Mapping, Sequence

from wenze.experiments.analysis.decomposition import SPLIT
from wenze.experiments.analysis.differences import Row, Shares
from wenze.experiments.analysis.intervals import Interval, interval
from wenze.experiments.labels import told_apart
from wenze.experiments.messages import printable, say
from wenze.experiments.runs.collect import cadres_in
from wenze.experiments.runs.results import Results
from wenze.experiments.terminal import cut, name_in_print, pad, pad_left, terminal_width, width_of, wrap
from wenze.sim.language import in_language, unit_in_language
from wenze.sim.measures import MEASURES, leading
from wenze.sim.messages import listed

COLUMNS = leading("table")
FOUND = leading("found")
YEARLY = leading("year")

DIGITS = 5  # columns a number may take
CELL = DIGITS + 2  # with a blank before and a mark after it
SIGNED_CELL = CELL + 1
SHORTEST_NAME = 12  # columns of a line's name, even where the terminal is too narrow for the table
MOST_DECIMALS = 8
SAME = "="  # the mark of a difference that is none in any replication
MOST_YEARS = 20  # lines of the table by year


def comparison_text(results: Results) -> str:
    """The main measures of every scenario, with marks where the difference is distinguishable, the parts of the differences
    if there are any, and what was found.
    """
    lines = [_scale(results)]
    titles = titles_of(results)
    if results.several and results.others:
        up, down = _marks()
        marks = say("table_marks", up=up, down=down, reference=titles[results.settings.reference])
        same = say("table_mark_same") if _has_zero(results) else ""
        lines.append(wrap(in_language(" ", "").join(filter(None, (marks, same))), terminal_width()))
    names = [item.name for item in results.all]
    cells = {measure: _marked([results.row(name, measure) for name in names]) for measure in COLUMNS}
    lines += [
        "",
        *_table(say("column_scenario"), {name: titles[name] for name in names}, cells),
        "",
        *_legend(COLUMNS),
        "",
    ]
    if results.lived and results.several and results.others:
        lines += _shares_lines(results, titles)
    if results.parts:
        lines += _parts_lines(results, titles)
    first, *found = findings(results)
    lines.append(wrap(first, terminal_width()))
    lines += [wrap(sentence, terminal_width(), "- ") for sentence in found]
    return "\n".join([*lines, ""])


def _shares_lines(results: Results, titles: Mapping[str, str]) -> list[str]:
    """In how many of the worlds each regime is distinguishably higher and lower than the reference."""
    names = [item.name for item in results.others]
    cells = {measure: [_share_cell(results.shares(name, measure)) for name in names] for measure in COLUMNS}
    head = wrap(say("shares_head", reference=titles[results.settings.reference]), terminal_width())
    return [head, "", *_table(say("column_scenario"), {name: titles[name] for name in names}, cells), ""]


def _share_cell(shares: Shares) -> str:
    """Two shares in per cent, as wide as a number with its mark."""
    none = shares.higher != shares.higher
    return pad_left(say("no_number") if none else f"{100 * shares.higher:.0f}/{100 * shares.lower:.0f}", CELL - 1)


def _parts_lines(results: Results, titles: Mapping[str, str]) -> list[str]:
    """What the policy does to unchanged conduct, and below it what people do by changing."""
    lines = []
    names = [item.name for item in results.others]
    for part in ("mechanical", "behavioural"):
        lines += [wrap(say(f"parts_{part}", reference=titles[results.settings.reference]), terminal_width()), ""]
        columns = {measure: [getattr(results.part(name, measure), part) for name in names] for measure in SPLIT}
        cells = {measure: _marked_differences(column) for measure, column in columns.items()}
        lines += [*_table(say("column_scenario"), {name: titles[name] for name in names}, cells, SIGNED_CELL), ""]
    return [*lines, wrap(say("parts_added"), terminal_width()), ""]


def scenario_text(results: Results) -> str:
    """Every measure of one scenario over the window, and the main ones year by year."""
    name = results.reference.name
    rows = [results.row(name, measure) for measure in results.measures]
    labels = [in_language(row.measure, results.measures[row.measure].label) for row in rows]
    longest = max(map(width_of, labels))
    heads = f"{pad_left(say('column_mean'), 9)}{pad_left(say('column_interval'), 19)}  {say('column_unit')}"
    lines = [_scale(results), "", pad(say("column_measure"), longest) + heads]
    for row, label in zip(rows, labels, strict=True):
        mean, interval_text = _with_interval(row.level)
        unit = results.measures[row.measure].unit_label
        lines.append(
            cut(f"{pad(label, longest)}{pad_left(mean, 9)}{pad_left(interval_text, 19)}  {unit}", terminal_width())
        )
    courses = {measure: results.course(measure).values[name] for measure in YEARLY}
    count = next(iter(courses.values())).shape[1]
    years = range(0, count, -(-count // MOST_YEARS))
    cells = {
        measure: [cell + " " for cell in _aligned([interval(values[:, year]).mean for year in years])]
        for measure, values in courses.items()
    }
    first = results.span.first
    names = {str(year): _year(first, year) for year in years}
    return "\n".join([*lines, "", say("by_year"), *_table(say("column_year"), names, cells), ""])


def _year(first: int, year: int) -> str:
    """What a year is called: its number from 1, or the months it has where the window does not begin with a year."""
    month = first + 12 * year
    return str(month // 12 + 1) if first % 12 == 0 else f"{month}-{month + 11}"


def findings(results: Results, titles: Mapping[str, str] | None = None) -> list[str]:
    """What the numbers say of the main measures: where they differ distinguishably from the reference and where not.

    ``titles`` is what each scenario is called, if not as in print.
    """
    titles = titles or titles_of(results)
    reference = titles[results.settings.reference]
    if not results.others:
        return [say("found_alone", reference=reference)]
    if not results.several:
        return [say("found_too_few")]
    others = [item.name for item in results.others]
    found = [_finding(measure, [results.row(name, measure) for name in others], titles) for measure in FOUND]
    return [say("found", reference=reference), *found]


def titles_of(results: Results) -> dict[str, str]:
    """What each scenario is called in print."""
    return {item.name: name_in_print(item) for item in results.all}


def shown_measure(name: str) -> str:
    """What a measure is called in print: in English its name, which is what one types, in Chinese its label."""
    return in_language(name, MEASURES[name].label)


def _finding(measure: str, rows: Sequence[Row], titles: Mapping[str, str]) -> str:
    """One measure: the scenarios in which it is higher, lower or not distinguishable, largest difference first."""
    parts = []
    for message, sign in (("found_higher", 1), ("found_lower", -1)):
        found = [row for row in rows if row.direction == sign]
        found.sort(key=lambda row: (-abs(row.difference), row.scenario))
        if found:
            names = [_with_difference(found[0], titles), *(titles[row.scenario] for row in found[1:])]
            parts.append(say(message, scenarios=listed(names)))
    same = [titles[row.scenario] for row in rows if row.change.is_zero]
    unclear = [titles[row.scenario] for row in rows if row.direction == 0 and not row.change.is_zero]
    for names, some, every in (
        (unclear, "found_unclear", "found_nowhere"),
        (same, "found_same", "found_same_everywhere"),
    ):
        if names:
            parts.append(say(every) if len(names) == len(rows) else say(some, scenarios=listed(names)))
    return say("found_of", measure=shown_measure(measure), parts=say("semicolon").join(parts))


def _with_difference(row: Row, titles: Mapping[str, str]) -> str:
    """A scenario with its difference and interval, to two digits of half the interval's width."""
    decimals = _decimals((row.difference_high - row.difference_low) / 2)
    nearest = min(abs(row.difference_low), abs(row.difference_high))
    while (
        decimals < MOST_DECIMALS and round(nearest, decimals) == 0.0
    ):  # a distinguishable difference must not seem to touch zero
        decimals += 1
    numbers = [f"{number:+.{decimals}f}" for number in (row.difference, row.difference_low, row.difference_high)]
    return say("found_most", scenario=titles[row.scenario], difference=numbers[0], low=numbers[1], high=numbers[2])


def _decimals(margin: float) -> int:
    """Decimals that show two digits of a margin; three if there is none."""
    return 3 if math.isnan(margin) or margin <= 0 else min(MOST_DECIMALS, max(0, 1 - math.floor(math.log10(margin))))


def _scale(results: Results) -> str:
    return wrap(scale_sentence(results), terminal_width())


def scale_sentence(results: Results) -> str:
    """What the numbers are means of, and over which months where that is not all of them."""
    run, cadres = results.settings.run, cadres_in(results.settings)
    message = "table_scale" if results.several else "table_scale_one"
    text = say(message, replications=run.replications, months=run.months, spin_up=run.spin_up, cadres=cadres)
    if results.window:
        text += in_language(" ", "") + say("table_window", first=results.window.first, last=results.window.end - 1)
    if results.lived:
        words = {"worlds": results.lived.size, "name": printable(results.lived.name)}
        text += in_language(" ", "") + say("table_worlds", **words)
    return text


def _table(head: str, names: Mapping[str, str], columns: Mapping[str, Sequence[str]], cell: int = CELL) -> list[str]:
    """Named lines of cells under headings of up to two lines; ``names`` is what each line is called, by what tells it apart."""
    room = max(SHORTEST_NAME, terminal_width() - 1 - cell * len(columns))
    first = min(room, max(width_of(name) for name in [head, *names.values()]))
    heads = [_heading(measure) for measure in columns]
    lines = [
        (pad(name, first) + "".join(pad_left(words[line], cell) for words in heads)).rstrip()
        for name, line in (("", 0), (head, 1))
        if any(words[line] for words in heads)
    ]
    shown_names = told_apart(names, first).values()
    return lines + [
        (pad(name, first) + "".join(" " + cells[number] for cells in columns.values())).rstrip()
        for number, name in enumerate(shown_names)
    ]


def _heading(measure: str) -> list[str]:
    """The two lines above a column."""
    return ["", *MEASURES[measure].heading.split("\n")][-2:]


def _legend(measures: Sequence[str]) -> list[str]:
    longest = max(width_of(shown_measure(measure)) for measure in measures)
    return [
        wrap(
            say("meaning_and_unit", meaning=MEASURES[name].meaning, unit=unit_in_language(MEASURES[name].unit)),
            terminal_width(),
            pad(shown_measure(name), longest + 2),
        )
        for name in measures
    ]


def _marked(column: Sequence[Row]) -> list[str]:
    """The means of a column, each followed by a mark or a blank."""
    numbers = _aligned([row.mean for row in column])
    return [number + _mark(row.change) for number, row in zip(numbers, column, strict=True)]


def _marked_differences(column: Sequence[Interval]) -> list[str]:
    """Differences with their signs, each followed by a mark or a blank."""
    numbers = _aligned([part.mean for part in column], "+", DIGITS + 1)
    return [number + _mark(part) for number, part in zip(numbers, column, strict=True)]


def _mark(difference: Interval) -> str:
    """The sign behind a number: distinguishably higher or lower, the same in every replication, or none of these."""
    up, down = _marks()
    return SAME if difference.is_zero else {1: up, 0: " ", -1: down}[difference.direction]


def _has_zero(results: Results) -> bool:
    """Whether a difference that the tables show is none in any replication."""
    shown = [results.row(item.name, measure).change for item in results.others for measure in COLUMNS]
    shown += [part for row in results.parts if row.measure in SPLIT for part in (row.mechanical, row.behavioural)]
    return any(difference.is_zero for difference in shown)


def _marks() -> tuple[str, str]:
    """Signs for higher and lower that standard output can show."""
    try:
        "↑↓".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return "+", "-"
    return "↑", "↓"


def _aligned(numbers: Sequence[float], sign: str = "", digits: int = DIGITS) -> list[str]:
    """Numbers with as many decimals, the same for all, as fit into so many columns."""
    known = [number for number in numbers if not math.isnan(number)]
    for decimals in (3, 2, 1, 0):
        if all(len(f"{number:{sign}.{decimals}f}") <= digits for number in known):
            texts = [f"{number:{sign}z.{decimals}f}" for number in numbers]
            break
    else:
        texts = [f"{number:{sign}.0e}".replace("e+0", "e") for number in numbers]
    shown_texts = [say("no_number") if math.isnan(n) else text for n, text in zip(numbers, texts, strict=True)]
    return [pad_left(text, digits) for text in shown_texts]


def _with_interval(found: Interval) -> tuple[str, str]:
    """A mean and its interval, to two digits of half the interval's width."""
    decimals = _decimals((found.high - found.low) / 2)
    mean, low, high = (say("no_number") if math.isnan(x) else f"{x:z.{decimals}f}" for x in found[:3])
    return mean, say("no_number") if math.isnan(found.low) else say("from_to", low=low, high=high)
