"""Stories and lives as they stand on a terminal."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from wenze.experiments.analysis.intervals import Interval
from wenze.experiments.cases.counted import Counted
from wenze.experiments.cases.story import Answered, Ended, Entry, Month, Story
from wenze.experiments.cases.words import spoken
from wenze.experiments.messages import in_language, say
from wenze.experiments.terminal import cut, name_in_print, pad, pad_left, terminal_width, width_of, wrap
from wenze.sim.messages import listed
from wenze.sim.settings.compose import Scenario, Settings

MONTH = 5  # columns of a month
ENDING = 16
LONGEST_NAME = 24
SHORTEST_GAP = 2  # months without anything done that are worth a line
ACTIVE = ("work", "explore")


class Told(NamedTuple):
    """A case told under every scenario of some settings: the stories by scenario, what was counted of many if it was, and whether
    the replication was chosen because the case comes before the supervisors there.
    """

    settings: Settings
    number: int
    replication: int
    chosen: bool
    stories: Mapping[str, Story]
    counted: Counted | None


def case_text(told: Told) -> str:
    """The case, what became of it under each regime side by side, each story that differs, and how often it goes so."""
    lines = [*_heading(told), "", *_overview(told), ""]
    for scenarios in alike(told):
        lines += [*_story_lines(told, scenarios), ""]
    if told.counted:
        lines += [*_counted_lines(told), ""]
    return "\n".join(lines)


def alike(told: Told) -> list[list[Scenario]]:
    """The scenarios, those together under which the story is the same in every word, the reference's first."""
    groups: dict[object, list[Scenario]] = {}
    for scenario in in_order(told.settings):
        story = told.stories[scenario.name]
        groups.setdefault((story.entries, story.answered, story.ended), []).append(scenario)
    return list(groups.values())


def in_order(settings: Settings) -> list[Scenario]:
    """The scenarios of some settings, the reference first."""
    return sorted(settings.scenarios, key=lambda scenario: scenario.name != settings.reference)


def _heading(told: Told) -> list[str]:
    facts = next(iter(told.stories.values())).facts
    run = told.settings.run
    name = say("case_river" if facts and facts.river else "case_other", number=told.number)
    luck = say("case_luck", seed=run.seed, replication=told.replication)
    parts = [name, luck, say("case_chosen") if told.chosen else "", say("case_whose")]
    return [wrap(in_language(" ", "").join(filter(None, parts)), terminal_width())]


# --- side by side -------------------------------------------------------------------------------------------------------


def _overview(told: Told) -> list[str]:
    """A line a regime: how the case ends, and who answers."""
    scenarios = in_order(told.settings)
    names = {item.name: name_in_print(item) for item in scenarios}
    wide = min(LONGEST_NAME, max(map(width_of, [say("column_scenario"), *names.values()]))) + 2
    lines = [pad(say("column_scenario"), wide) + pad(say("case_ends"), ENDING) + say("case_answers")]
    for item in scenarios:
        story = told.stories[item.name]
        first = pad(cut(names[item.name], wide - 2), wide) + pad(ending(story.ended), ENDING)
        lines.append(wrap(answers(story.answered), terminal_width(), first))
    return lines


def ending(ended: Ended | None) -> str:
    """How a case ended, in a few words."""
    if ended is None:
        return say("case_open")
    return say(f"case_{ended.how}", month=ended.month)


def answers(answered: Sequence[Answered]) -> str:
    """Who answered, and whether deservedly."""
    if not answered:
        return say("case_nobody")
    alike: dict[Answered, list[int]] = {}
    for one in answered:
        alike.setdefault(one._replace(month=0), []).append(one.month)
    return say("semicolon").join(_answer(one, months) for one, months in alike.items())


def _answer(one: Answered, months: Sequence[int]) -> str:
    deserved = say("case_deserved" if one.deserved else "case_undeserved")
    when = say("case_month" if len(months) == 1 else "case_months", months=listed(map(str, months)))
    words = say("case_answer", who=spoken(one.who), rung=spoken(one.rung_name), deserved=deserved, months=when)
    return words if one.overturned is None else words + say("case_overturned", month=one.overturned)


# --- month by month -----------------------------------------------------------------------------------------------------


def _story_lines(told: Told, scenarios: Sequence[Scenario]) -> list[str]:
    story = told.stories[scenarios[0].name]
    heading = listed(name_in_print(item) for item in scenarios)
    lines = [wrap(say("case_under", scenarios=heading), terminal_width())]
    entries = list(story.entries)
    for entry, following in pairwise(entries):
        lines += [_line(entry), *_quiet(story.course, entry.month, following.month)]
    lines += [_line(entry) for entry in entries[-1:]]
    if story.ended is None and entries:
        last = told.settings.run.months
        lines += [*_quiet(story.course, entries[-1].month, last), _at(last - 1, say("case_still_open"))]
    return lines


def _line(entry: Entry) -> str:
    return _at(entry.month, spoken(entry.text))


def _at(month: int, words: str) -> str:
    return wrap(words, terminal_width(), pad_left(str(month), MONTH) + "  ")


def _quiet(course: Sequence[Month], first: int, end: int) -> list[str]:
    """Says so if months pass between two entries in which nobody acts."""
    between = [at for at in course if first < at.month < end]
    if len(between) < SHORTEST_GAP or any(map(acts, between)):
        return []
    return [" " * (MONTH + 2) + say("case_quiet", months=len(between))]


def acts(at: Month) -> bool:
    """Whether anybody acts on a case in a month: whoever has it in hand, or a department."""
    return (at.in_hand and at.conduct in ACTIVE) or "act" in (at.lead, at.second)


# --- how often ----------------------------------------------------------------------------------------------------------


def _counted_lines(told: Told) -> list[str]:
    found = told.counted
    assert found is not None
    scenarios = {item.name: name_in_print(item) for item in in_order(told.settings)}
    shares = {share.scenario: share for share in found.shares}
    numbers = {"plants": found.plants, "replications": found.replications, "cases": found.plants * found.replications}
    lines = [wrap(say("case_counted", **numbers), terminal_width()), ""]
    wide = min(LONGEST_NAME, max(map(width_of, [say("column_scenario"), *scenarios.values()])))
    heads = (say("case_decided"), say("case_township"), "", say("case_departments"), "")
    lines.append(_row(say("column_scenario"), wide, heads))
    for name, title in scenarios.items():
        share = shares[name]
        cells = (str(share.decided), *_cells(share.township), *_cells(share.departments))
        lines.append(_row(cut(title, wide), wide, cells))
    return lines


WIDTHS = (9, 10, 14, 12, 14)


def _row(name: str, wide: int, cells: Sequence[str]) -> str:
    return (
        pad(name, wide) + "".join(pad_left(cell, width) for cell, width in zip(cells, WIDTHS, strict=True))
    ).rstrip()


def _cells(found: Interval) -> tuple[str, str]:
    if found.n == 0:
        return say("nothing"), ""
    if found.n == 1:
        return f"{found.mean:.2f}", ""
    return f"{found.mean:.2f}", f"{found.low:.2f}–{found.high:.2f}"
