"""The risk of doing by horizon, under each regime, and the month in which it turns: from which on whoever idles risks more."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from wenze.agents.kinds import CONDUCT_NAMES, IDLE
from wenze.experiments.analysis.event_study import Estimate, estimate_of, means_drawn, weights
from wenze.experiments.analysis.intervals import Interval, interval_of_share
from wenze.experiments.labels import told_apart
from wenze.experiments.messages import printable, say
from wenze.experiments.paper.running import Risks, with_ends
from wenze.sim.settings.scenarios import Scenario

if TYPE_CHECKING:
    from wenze.experiments.figures.style import Number, Picture, Size

DOING = ("explore", "work")
"""What is held against idling."""
BAND = 0.16
YEARS = 2  # between ticks
LONGEST_NAME = 30
OF_TURN, OF_CHANCE = "95% by bootstrap over the replications", "95% of the share"


def turns(risks: Risks) -> Mapping[tuple[str, str], Estimate]:
    """By regime and conduct, the months within which it risks more than idling, with an interval.

    0 where it never does, infinite where it still does at the last horizon.
    """
    drawn = weights(len(risks.shares))
    idle = risks.shares[:, :, IDLE]
    found = {}
    for conduct in DOING:
        more = means_drawn(
            risks.shares[:, :, CONDUCT_NAMES.index(conduct)] - idle, drawn
        )  # [sample, scenario, horizon]
        for at, scenario in enumerate(risks.settings.scenarios):
            found[scenario.name, conduct] = estimate_of(_last_above(more[:, at], np.array(risks.within, float)))
    return found


def _last_above(more: Any, within: Any) -> Any:
    """Where each row [sample, horizon] is above zero for the last time, between horizons in proportion."""
    above = more > 0
    last = above.shape[1] - 1 - np.argmax(above[:, ::-1], axis=1)
    after = np.minimum(last + 1, above.shape[1] - 1)
    rows = np.arange(len(more))
    high, low = more[rows, last], more[rows, after]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(high > low, high / (high - low), 0.0)
    found = within[last] + share * (within[after] - within[last])
    found = np.where(last == above.shape[1] - 1, np.inf, found)
    return np.where(above.any(axis=1), found, 0.0)


def chance(risks: Risks, at: int, conduct: str, place: int) -> Interval:
    """The chance of a sanction within a horizon under a scenario."""
    return interval_of_share(risks.shares[:, at, CONDUCT_NAMES.index(conduct), place], risks.held)


def in_order(risks: Risks) -> list[tuple[int, Scenario]]:
    """The scenarios with their places, the reference first."""
    found = list(enumerate(risks.settings.scenarios))
    return sorted(found, key=lambda item: item[1].name != risks.settings.reference)


def picture(risks: Risks, conducts: Sequence[str], title: str, name: str, size: "Size") -> "Picture":
    """A panel a regime, a line a conduct; where doing ceases to be riskier than idling, a dot with its interval."""
    from wenze.experiments.figures.panels import Grid
    from wenze.experiments.figures.style import CONDUCT_COLOURS, Sheet, per_cent, span_of

    found = turns(risks)
    titles = told_apart({item.name: printable(item.title) for item in risks.settings.scenarios}, LONGEST_NAME)
    sheet = Sheet(size, title, say("paper_risk_below", held=round(risks.held), months=risks.settings.run.months))
    scenarios = in_order(risks)
    grid = Grid(sheet, [titles[item.name] for _, item in scenarios], say("paper_within"))
    grid.make(name, [(say(f"paper_conduct_{conduct}"), CONDUCT_COLOURS[conduct], "-") for conduct in conducts])
    chances = {
        (item.name, conduct): [chance(risks, at, conduct, place) for place in range(len(risks.within))]
        for at, item in scenarios
        for conduct in conducts
    }
    top = span_of([one.high for course in chances.values() for one in course], zero=True)[1]
    for (_, item), panel in zip(scenarios, grid.panels, strict=True):
        for conduct in conducts:
            course, colour = chances[item.name, conduct], CONDUCT_COLOURS[conduct]
            panel.plot(risks.within, [one.mean for one in course], color=colour)
            lows, highs = [one.low for one in course], [one.high for one in course]
            panel.fill_between(risks.within, lows, highs, color=colour, alpha=BAND, linewidth=0)
        panel.set_xlim(0, risks.within[-1])
        panel.set_ylim(0, top)
        for place, conduct in enumerate(conduct for conduct in DOING if conduct in conducts):
            _mark(
                panel,
                found[item.name, conduct],
                CONDUCT_COLOURS[conduct],
                top * (0.97 - 0.07 * place),
                size,
                risks.within[-1],
            )
        per_cent(panel.yaxis, 3)
        panel.set_xticks(range(0, risks.within[-1] + 1, YEARS * 12))
    drawn = grid.done()
    drawn.numbers = _numbers(risks, chances, found)
    return drawn


def _mark(panel: Any, turn: Estimate, colour: str, height: float, size: "Size", last: int) -> None:
    """The month in which it turns, above the curves; its interval ends with the panel where it is not reached."""
    ends = [min(end, last) for end in turn[1:]]
    panel.plot(ends, [height, height], color=colour, linewidth=size.line / 1.5, clip_on=False)
    panel.plot(
        min(turn.value, last),
        height,
        "o" if turn.value <= last else ">",
        color=colour,
        markersize=size.dot,
        clip_on=False,
    )


def _numbers(
    risks: Risks, chances: Mapping[tuple[str, str], Sequence[Interval]], found: Mapping[tuple[str, str], Estimate]
) -> list["Number"]:
    from wenze.experiments.figures.style import Number

    numbers = [
        Number(scenario, conduct, "chance_of_a_sanction", 0, within, within / 12, *one[:3], OF_CHANCE)
        for (scenario, conduct), course in chances.items()
        for within, one in zip(risks.within, course, strict=True)
    ]
    last = risks.within[-1]
    return numbers + [
        Number(scenario, conduct, "months_until_idling_risks_more", 0, last, float("nan"), *turn, OF_TURN)
        for (scenario, conduct), turn in found.items()
    ]


def figures_in(risks: Risks) -> dict[str, float]:
    """What an article may name: ``turn.REGIME.CONDUCT``, ``chance.REGIME.CONDUCT.MONTHS``, each with its ends."""
    named: dict[str, float] = {"posts": risks.held, "replications": float(len(risks.shares))}
    for (scenario, conduct), turn in turns(risks).items():
        named |= with_ends(f"turn.{scenario}.{conduct}", turn)
    for at, item in in_order(risks):
        for conduct in CONDUCT_NAMES:
            for place, within in enumerate(risks.within):
                named |= with_ends(f"chance.{item.name}.{conduct}.{within}", chance(risks, at, conduct, place)[:3])
    return named
