"""What is printed when the work is done: the table of a comparison and what was found; the tables of one scenario."""

import math
import sys
from collections.abc import Mapping, Sequence

from wenze.experiments.analysis.decomposition import SPLIT, Parts
from wenze.experiments.analysis.differences import Interval, Numbers, Row, direction, interval
from wenze.experiments.messages import MESSAGES, in_language, say, shown
from wenze.experiments.terminal import cut, pad, pad_left, terminal_width, width_of, wrap
from wenze.sim.language import unit_in_language
from wenze.sim.measures import MEASURES
from wenze.sim.messages import listed
from wenze.sim.settings.compose import Settings

COLUMNS = (
    "effort", "innovation", "lying_flat", "problems_solved", "harm", "sanctions", "wrongful_share", "downward_shift"
)  # fmt: skip
FOUND = ("effort", "innovation", "lying_flat", "harm")
YEARLY = ("effort", "innovation", "lying_flat", "safety", "problems_solved", "harm", "sanctions")

DIGITS = 5  # columns a number may take
CELL = DIGITS + 2  # with a blank before and a mark after it
SIGNED_CELL = CELL + 1
SHORTEST_NAME = 12  # columns of a line's name, even where the terminal is too narrow for the table
MOST_DECIMALS = 8
MOST_YEARS = 20  # lines of the table by year


def print_comparison(settings: Settings, rows: Sequence[Row], parts: Sequence[Parts] = ()) -> None:
    """Print the main measures of every scenario, with marks where the difference is clear, the parts of the differences,
    if there are any, and what was found.
    """
    table = {(row.scenario, row.measure): row for row in rows}
    names = [settings.reference, *(item.name for item in settings.scenarios if item.name != settings.reference)]
    titles = shown_names(settings)
    columns = {measure: [table[name, measure] for name in names] for measure in COLUMNS}
    print(_scale(settings))
    if settings.run.replications > 1 and len(names) > 1:
        up, down = _marks()
        print(wrap(say("table_marks", up=up, down=down, reference=titles[settings.reference]), terminal_width()))
    print()
    cells = {measure: _marked(column) for measure, column in columns.items()}
    _print_table(say("column_scenario"), [titles[name] for name in names], cells)
    print()
    _print_legend(COLUMNS)
    print()
    if parts:
        _print_parts(settings, parts)
    first, *found = findings(settings, rows)
    print(wrap(first, terminal_width()))
    for sentence in found:
        print(wrap(sentence, terminal_width(), "- "))
    print()


def _print_parts(settings: Settings, parts: Sequence[Parts]) -> None:
    """Print what the policy does to unchanged conduct, and below it what people do by changing."""
    titles = shown_names(settings)
    table = {(row.scenario, row.measure): row for row in parts}
    names = [item.name for item in settings.scenarios if item.name != settings.reference]
    for part in ("mechanical", "behavioural"):
        print(wrap(say(f"parts_{part}", reference=titles[settings.reference]), terminal_width()))
        print()
        columns = {measure: [getattr(table[name, measure], part) for name in names] for measure in SPLIT}
        cells = {measure: _marked_differences(column) for measure, column in columns.items()}
        _print_table(say("column_scenario"), [titles[name] for name in names], cells, SIGNED_CELL)
        print()
    print(wrap(say("parts_added"), terminal_width()))
    print()


def print_scenario(settings: Settings, rows: Sequence[Row], years: Mapping[str, Numbers]) -> None:
    """Print every measure over the whole run, and the main ones year by year."""
    print(_scale(settings))
    print()
    labels = [shown_measure(row.measure) for row in rows]
    longest = max(map(width_of, labels))
    heads = f"{pad_left(say('column_mean'), 10)}{pad_left(say('column_margin'), 10)}  {say('column_unit')}"
    print(pad(say("column_measure"), longest) + heads)
    for row, label in zip(rows, labels, strict=True):
        mean, margin = _with_margin(row.mean, (row.high - row.low) / 2)
        unit = unit_in_language(MEASURES[row.measure].unit)
        line = f"{pad(label, longest)}{pad_left(mean, 10)}{pad_left(margin, 10)}  {unit}"
        print(cut(line, terminal_width()))
    print()
    print(say("by_year"))
    count = next(iter(years.values())).shape[1]
    years_shown = range(0, count, -(-count // MOST_YEARS))
    cells = {
        measure: [cell + " " for cell in _aligned([interval(numbers[:, year]).mean for year in years_shown])]
        for measure, numbers in years.items()
    }
    _print_table(say("column_year"), [str(year + 1) for year in years_shown], cells)
    print()


def findings(settings: Settings, rows: Sequence[Row]) -> list[str]:
    """What the numbers say of the main measures: where they differ clearly from the reference and where they do not."""
    titles = shown_names(settings)
    reference = titles[settings.reference]
    if len(settings.scenarios) == 1:
        return [say("found_alone", reference=reference)]
    if settings.run.replications == 1:
        return [say("found_too_few")]
    others = [row for row in rows if row.scenario != settings.reference]
    found = [_finding(measure, [row for row in others if row.measure == measure], titles) for measure in FOUND]
    return [say("found", reference=reference), *found]


def shown_names(settings: Settings) -> dict[str, str]:
    """What each scenario is called in print: in English its name, which is what one types, in Chinese its title."""
    return {item.name: in_language(item.name, shown(item.title_zh)) for item in settings.scenarios}


def shown_measure(name: str) -> str:
    """What a measure is called in print: in English its name, which is what one types, in Chinese its label."""
    return in_language(name, MEASURES[name].label)


def _finding(measure: str, rows: Sequence[Row], titles: Mapping[str, str]) -> str:
    """One measure: the scenarios in which it is higher, lower or not distinguishable, largest difference first."""
    parts = []
    for message, sign in (("found_higher", 1), ("found_lower", -1)):
        clear = [row for row in rows if row.direction == sign]
        clear.sort(key=lambda row: (-abs(row.difference), row.scenario))
        if clear:
            names = [_with_difference(clear[0], titles), *(titles[row.scenario] for row in clear[1:])]
            parts.append(say(message, scenarios=listed(names)))
    unclear = [titles[row.scenario] for row in rows if row.direction == 0]
    if not parts:
        parts = [say("found_nowhere")]
    elif unclear:
        parts.append(say("found_unclear", scenarios=listed(unclear)))
    return say("found_of", measure=shown_measure(measure), parts=say("semicolon").join(parts))


def _with_difference(row: Row, titles: Mapping[str, str]) -> str:
    """A scenario with its difference and interval, to two digits of half the interval's width."""
    decimals = _decimals((row.difference_high - row.difference_low) / 2)
    nearest = min(abs(row.difference_low), abs(row.difference_high))
    while (
        decimals < MOST_DECIMALS and round(nearest, decimals) == 0.0
    ):  # a clear difference must not seem to touch zero
        decimals += 1
    numbers = [f"{number:+.{decimals}f}" for number in (row.difference, row.difference_low, row.difference_high)]
    return say("found_most", scenario=titles[row.scenario], difference=numbers[0], low=numbers[1], high=numbers[2])


def _decimals(margin: float) -> int:
    """Decimals that show two digits of a margin; three if there is none."""
    return 3 if math.isnan(margin) or margin <= 0 else min(MOST_DECIMALS, max(0, 1 - math.floor(math.log10(margin))))


def _scale(settings: Settings) -> str:
    scale = settings.world.scale
    cadres = scale.counties * scale.townships * scale.posts
    message = "table_scale" if settings.run.replications > 1 else "table_scale_one"
    return say(message, replications=settings.run.replications, months=settings.run.months, cadres=cadres)


def _print_table(head: str, names: Sequence[str], columns: Mapping[str, Sequence[str]], cell: int = CELL) -> None:
    """Print named lines of cells under headings of up to two lines."""
    room = max(SHORTEST_NAME, terminal_width() - 1 - cell * len(columns))
    first = min(room, max(width_of(name) for name in [head, *names]))
    heads = [_heading(measure) for measure in columns]
    for name, line in (("", 0), (head, 1)):
        if any(lines[line] for lines in heads):
            print((pad(name, first) + "".join(pad_left(lines[line], cell) for lines in heads)).rstrip())
    for number, name in enumerate(names):
        print((pad(cut(name, first), first) + "".join(" " + cells[number] for cells in columns.values())).rstrip())


def _heading(measure: str) -> list[str]:
    """The two lines above a column."""
    key = f"short_{measure}"
    words = say(key) if key in MESSAGES else measure[: CELL - 1]
    return ["", *words.split("\n")][-2:]


def _print_legend(measures: Sequence[str]) -> None:
    longest = max(width_of(shown_measure(measure)) for measure in measures)
    for measure in measures:
        unit = unit_in_language(MEASURES[measure].unit)
        text = say("meaning_and_unit", meaning=MEASURES[measure].meaning, unit=unit)
        print(wrap(text, terminal_width(), pad(shown_measure(measure), longest + 2)))


def _marked(column: Sequence[Row]) -> list[str]:
    """The means of a column, each followed by a mark or a blank."""
    up, down = _marks()
    marks = {1: up, 0: " ", -1: down}
    numbers = _aligned([row.mean for row in column])
    return [number + marks[row.direction] for number, row in zip(numbers, column, strict=True)]


def _marked_differences(column: Sequence[Interval]) -> list[str]:
    """Differences with their signs, each followed by a mark or a blank."""
    up, down = _marks()
    marks = {1: up, 0: " ", -1: down}
    numbers = _aligned([part.mean for part in column], "+", DIGITS + 1)
    return [number + marks[direction(part.low, part.high)] for number, part in zip(numbers, column, strict=True)]


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


def _with_margin(mean: float, margin: float) -> tuple[str, str]:
    """A mean and half the width of its interval, to two digits of the latter."""
    decimals = _decimals(margin)
    shown_mean, shown_margin = (say("no_number") if math.isnan(x) else f"{x:.{decimals}f}" for x in (mean, margin))
    return shown_mean, shown_margin
