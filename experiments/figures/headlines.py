"""The sentence above a picture: what is seen in it, without a claim on why.

A regime is called highest or lowest only where its paired difference from the next one can be told from zero.
"""

import math
import re
from collections.abc import Sequence

from wenze.experiments.analysis.differences import Row
from wenze.experiments.analysis.intervals import Interval, interval
from wenze.experiments.figures.page import Page
from wenze.experiments.messages import printable, say
from wenze.sim.errors import InputError, at, suggestion
from wenze.sim.errors import quoted as as_typed
from wenze.sim.measures import Measure
from wenze.sim.settings.scenarios import Scenario

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
REFERENCE = "reference"
WORTH_NAMING = 0.2  # of the largest difference


def headline(page: Page, sentence: str | None) -> str:
    """What stands above a picture: the title that was asked for, a sentence on what is seen, or the figure's own title.

    ``sentence`` is what the kind of figure has to say, None if these results do not allow it to say anything; what the
    figure itself says stands in its place, or before it.
    """
    if page.title is not None:
        return printable(page.title)
    wanted = page.headline and page.figure.headline
    said = filled_in(page, str(page.figure.says)) if page.figure.says else None
    if said and page.figure.kind == "story" and sentence:
        said = say("semicolon").join((said, sentence))
    sentence = said or sentence
    title = PLACEHOLDER.sub(lambda found: _value(page, found[1]), str(page.figure.title))
    return printable(sentence if wanted and sentence is not None else title)


def filled_in(page: Page, text: str) -> str | None:
    """A sentence of a figure file with the reference's name and numbers in it; None where one of them is not known."""
    measures = [name for name in PLACEHOLDER.findall(text) if name != REFERENCE]
    unknown = any(math.isnan(page.row(page.reference, name).mean) for name in measures)
    return None if unknown else PLACEHOLDER.sub(lambda found: _value(page, found[1]), text)


def check_placeholders(page: Page, source: str) -> None:
    """Raise InputError for a placeholder that is neither the reference nor a measure."""
    for key, words in (("title", page.figure.title), ("says", page.figure.says)):
        for text in (words.en, words.zh) if words else ():
            for name in PLACEHOLDER.findall(text):
                if name != REFERENCE and name not in page.results.measures:
                    hint = suggestion(name, [REFERENCE, *page.results.measures])
                    raise InputError(at(source, key, as_typed("{" + name + "}"), say("figure_placeholder") + hint))


def _value(page: Page, name: str) -> str:
    if name == REFERENCE:
        return page.title_of(page.reference)
    return in_words(page.row(page.reference, name).mean, page.measure(name))


def count_sentence(page: Page, measure: str) -> str | None:
    """Under how many regimes a measure is distinguishably higher, and lower, than under the reference, and which is last."""
    if len(page.compared) == 1 and page.results.several:
        return _of_one(page, measure)
    counted = _counted(page, measure)
    if counted is None:
        return None
    return counted + "".join(_extreme_words(page, measure, direction) for direction in _told(page, measure))


def _of_one(page: Page, measure: str) -> str:
    (scenario,) = page.compared
    row = page.row(scenario, measure)
    key = {1: "figure_one_higher", -1: "figure_one_lower", 0: "figure_one_same"}[row.direction]
    if row.change.is_zero:
        key = "figure_one_equal"
    return say(
        key,
        measure=page.heading_of(measure),
        reference=page.title_of(page.reference),
        scenario=page.title_of(scenario),
        difference=signed(row.difference),
    )


def _counted(page: Page, measure: str) -> str | None:
    if len(page.compared) < 2 or not page.results.several:
        return None
    return say(f"figure_count_{_case(page, measure)}", measure=page.heading_of(measure), **_counts(page, measure))


def _case(page: Page, measure: str) -> str:
    """Whether none, some or all of the regimes are distinguishably higher or lower than the reference: the end of the
    messages that say so.
    """
    higher, lower = (len(_directed(page, measure, direction)) for direction in (1, -1))
    if higher or lower:
        all_alike = "_all" if len(page.compared) in (higher, lower) else ""
        return ("both" if higher and lower else "higher" if higher else "lower") + all_alike
    return "same" if all(page.row(item, measure).change.is_zero for item in page.compared) else "none"


def _counts(page: Page, measure: str) -> dict[str, object]:
    """What these messages are filled with."""
    return {
        "reference": page.title_of(page.reference),
        "regimes": len(page.compared),
        "higher": len(_directed(page, measure, 1)),
        "lower": len(_directed(page, measure, -1)),
    }


def short_sentence(page: Page, measure: str) -> str | None:
    """The same, to follow upon another sentence that names the reference."""
    if len(page.compared) < 2 or not page.results.several:
        return None
    return say(f"figure_story_{_case(page, measure)}", measure=page.measure(measure).label, **_counts(page, measure))


def _told(page: Page, measure: str) -> list[int]:
    """Which ends are worth naming: not one that is near the reference where another is far."""
    ends = [(direction, extreme(page, measure, direction)) for direction in (1, -1)]
    farthest = max((abs(row.difference) for row in _known_rows(page, measure)), default=0.0)
    return [
        direction
        for direction, item in ends
        if item and abs(page.row(item, measure).difference) >= WORTH_NAMING * farthest
    ]


def _known_rows(page: Page, measure: str) -> list[Row]:
    rows = (page.row(item, measure) for item in page.compared)
    return [row for row in rows if not math.isnan(row.difference)]


def several_sentence(page: Page, measures: Sequence[str]) -> str | None:
    """The same of several measures, in short after the first."""
    first = _counted(page, measures[0])
    if first is None:
        return None
    others = [
        say(f"figure_part_{_case(page, name)}", measure=page.measure(name).label, **_counts(page, name))
        for name in measures[1:]
    ]
    return say("semicolon").join([first, *others])


def _directed(page: Page, measure: str, direction: int) -> list[Scenario]:
    return [item for item in page.compared if page.row(item, measure).direction == direction]


def _extreme_words(page: Page, measure: str, direction: int) -> str:
    found = extreme(page, measure, direction)
    if found is None:
        return ""
    key = "figure_highest" if direction > 0 else "figure_lowest"
    return say(key, scenario=page.title_of(found), difference=signed(page.row(found, measure).difference))


def extreme(page: Page, measure: str, direction: int) -> Scenario | None:
    """The regime with the highest (1) or lowest (-1) measure, if it can be told from the reference and from the next one."""
    scenarios = [page.reference, *page.compared]
    known = [item for item in scenarios if not math.isnan(page.row(item, measure).mean)]
    known.sort(key=lambda item: (-direction * page.row(item, measure).mean, item.name))
    if len(known) < 2 or page.row(known[0], measure).direction != direction:
        return None
    values = page.results.values
    first, second = (values[item.name][measure] for item in known[:2])
    return known[0] if interval(first - second).direction == direction else None


def signed(difference: float) -> str:
    """A difference with its sign."""
    return say("nothing") if math.isnan(difference) else f"{round(difference, 3) + 0.0:+.3f}".replace("-", "−")


def with_interval(found: Interval) -> str:
    """A difference and its interval, in as few characters as may be."""
    if math.isnan(found.low):
        return signed(found.mean)
    if found.is_zero:
        return say("figure_zero")
    return f"{signed(found.mean)} [{signed(found.low)}, {signed(found.high)}]"


def in_words(number: float, measure: Measure) -> str:
    """A measure's value as it stands in a sentence: shares in per cent."""
    if math.isnan(number):
        return say("nothing")
    if measure.is_share:
        return say("per_cent", number=f"{100 * number:.0f}")
    return f"{number:.2f}".replace("-", "−")
