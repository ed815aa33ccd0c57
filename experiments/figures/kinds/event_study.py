"""Paired differences month by month, regimes laid over each other at the month in which each changes; one panel a measure.

Dots tell when half of a change is done, or half of it has gone again where it is taken back.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from wenze.experiments.figures.columns import tint
from wenze.experiments.figures.headlines import headline
from wenze.experiments.figures.kinds.kind import Kind
from wenze.experiments.figures.page import OF_DIFFERENCE, Page
from wenze.experiments.figures.panels import Grid
from wenze.experiments.figures.style import GREY, Number, Picture, Sheet, dashes, few_ticks, fit_numbers_beside, span_of
from wenze.experiments.messages import say
from wenze.experiments.runs.event_study import Event, EventStudy
from wenze.experiments.runs.results import MONTHS_A_YEAR
from wenze.sim.messages import listed
from wenze.sim.settings.scenarios import Scenario

MOST = {"paper": 4, "slide": 3}
"""Regimes that are laid over each other."""
BEFORE = 12  # months before a change that are shown
BAND = 0.18
OF_HALF = "95% by bootstrap over the replications"


class Line(NamedTuple):
    """A regime in the picture: the month in which it first changes, and how it is drawn."""

    scenario: Scenario
    switch: int
    colour: str
    dash: Any


def draw(page: Page) -> Picture:
    """A panel a measure, a line a regime."""
    measures = page.figure.measures[: page.size.panels if page.size.name == "paper" else 6]
    study = EventStudy(page.results, measures)
    lines, note = _lines(page, study, measures[0])
    shown = {line.scenario.name for line in lines}
    events = list(study.events(item for item in page.results.others if item.name in shown))
    reading = say("figure_event_below", reference=page.title_of(page.reference))
    several = say("figure_event_intervals") if page.results.several else ""
    sheet = Sheet(
        page.size,
        headline(page, sentence(page, events)),
        page.below([reading, several, note]),
    )
    headings = [
        say("meaning_and_unit", meaning=page.heading_of(name), unit=page.measure(name).unit_label) for name in measures
    ]
    grid = Grid(sheet, headings, say("axis_years_of_change"))
    grid.make(page.name, [(page.title_of(line.scenario), line.colour, line.dash) for line in lines])
    for name, panel in zip(measures, grid.panels, strict=True):
        _draw_panel(page, panel, study, name, lines, [event for event in events if event.measure == name])
    picture = grid.done()
    picture.numbers = _numbers(study, lines, measures, events)
    return picture


def _lines(page: Page, study: EventStudy, measure: str) -> tuple[list[Line], str]:
    """The regimes shown, those first that change after the switch, and what is said of those left out."""
    changing = [item for item in page.compared if study.phases(item)]
    late = [item for item in changing if len(study.phases(item)) > 1 or study.phases(item)[0].month > 0]
    far = sorted(changing, key=lambda item: (item not in late, -abs(page.row(item, measure).difference), item.name))
    most = MOST[page.size.name]
    shown = [item for item in changing if item in far[:most]]
    left = len(page.compared) - len(shown)
    note = say("figure_event_left_out", count=left) if left else ""
    how = dashes(shown)
    return [Line(item, study.phases(item)[0].month, tint(page, item), how[item.name]) for item in shown], note


def _draw_panel(
    page: Page, panel: Any, study: EventStudy, measure: str, lines: Sequence[Line], events: Sequence[Event]
) -> None:
    months = page.results.settings.run.months
    seen: list[float] = []
    for line in lines:
        points = study.point(line.scenario, measure)
        first = max(0, line.switch - BEFORE)
        years = [_year(month + 0.5, line) for month in range(first, months)]
        shown = points[first:]
        panel.plot(years, [point.mean for point in shown], color=line.colour, linestyle=line.dash)
        panel.fill_between(
            years,
            [point.low for point in shown],
            [point.high for point in shown],
            color=line.colour,
            alpha=BAND,
            linewidth=0,
        )
        seen += [number for point in shown for number in point[:3]]
    earliest = min((max(-BEFORE, -line.switch) for line in lines), default=0)
    latest = max((months - line.switch for line in lines), default=months)
    panel.set_xlim(earliest / MONTHS_A_YEAR, latest / MONTHS_A_YEAR)
    panel.set_ylim(span_of(seen, zero=True))
    panel.axvline(0, color=GREY, linewidth=page.size.line / 1.5, linestyle=(0, (1, 2)), zorder=1)
    by_name = {line.scenario.name: line for line in lines}
    for event in events:
        _mark(page, panel, event, by_name[event.scenario])
    few_ticks(panel.yaxis, 3)
    fit_numbers_beside(panel, page.size)
    few_ticks(panel.xaxis, 5 if page.size.name == "paper" else 4)


def _mark(page: Page, panel: Any, event: Event, line: Line) -> None:
    """The month in which half is done, with its interval; and a stroke where a change is taken back."""
    if event.phase.back:
        panel.axvline(
            _year(event.phase.month, line),
            color=line.colour,
            linewidth=page.size.line / 2,
            linestyle=(0, (1, 2)),
            zorder=1,
        )
    half = event.found.half
    if not math.isfinite(half.value):
        return
    height = (event.found.before.mean + event.found.after.mean) / 2
    start, end = (min(month, event.phase.end - event.phase.month) for month in half[1:])
    ends = [_year(event.phase.month + month, line) for month in (start, end)]
    panel.plot(ends, [height, height], color=line.colour, linewidth=page.size.line / 1.5, zorder=3)
    panel.plot(
        _year(event.phase.month + half.value, line), height, "o", color=line.colour, zorder=4,
        markersize=0.9 * page.size.dot, markerfacecolor="white" if event.phase.back else line.colour,
    )  # fmt: skip


def _year(month: float, line: Line) -> float:
    return (month - line.switch) / MONTHS_A_YEAR


def sentence(page: Page, events: Sequence[Event]) -> str | None:
    """What returned of the first change that was taken back, and what did not; or else how soon the first one was half done."""
    if not page.results.several:
        return None
    titles = {item.name: page.title_of(item) for item in page.results.others}
    taken = next((event.scenario for event in events if event.phase.back), None)
    if taken is not None:
        return _of_return(
            page, titles[taken], [event for event in events if event.scenario == taken and event.phase.back]
        )
    done = next((event for event in events if math.isfinite(event.found.half.value)), None)
    if done is None:
        return None
    label, months = page.measure(done.measure).label, f"{done.found.half.value:.0f}"
    return say("figure_event_half", scenario=titles[done.scenario], measure=label, months=months)


def _of_return(page: Page, title: str, events: Sequence[Event]) -> str | None:
    named = {
        outcome: listed(page.measure(event.measure).label for event in events if event.found.outcome == outcome)
        for outcome in ("returns", "stays")
    }
    words = [say(f"figure_event_{outcome}", measures=names) for outcome, names in named.items() if names]
    return say("figure_event_back", scenario=title, found=say("semicolon").join(words)) if words else None


def _numbers(
    study: EventStudy, lines: Sequence[Line], measures: Sequence[str], events: Sequence[Event]
) -> list[Number]:
    """Every point with the months that it is over, and every half-time in months from its event."""
    found = []
    for line in lines:
        windows = study.windows(line.scenario)
        for name in measures:
            for (first, end), point in zip(windows, study.point(line.scenario, name), strict=True):
                year = (first + end) / 2 / MONTHS_A_YEAR
                found.append(
                    Number(line.scenario.name, name, "difference", first, end, year, *point[:3], OF_DIFFERENCE)
                )
    for event in events:
        quantity = "months_until_half_is_gone" if event.phase.back else "months_until_half_is_done"
        month, end = event.phase.month, event.phase.end
        found.append(Number(event.scenario, event.measure, quantity, month, end, math.nan, *event.found.half, OF_HALF))
    return found


KIND = Kind(draw, most=8, needs="others")
