"""Stories and lives as they stand on a terminal."""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from wenze.experiments.analysis.intervals import Interval
from wenze.experiments.cases.counted import Counted
from wenze.experiments.cases.lives import Life, Year
from wenze.experiments.cases.story import Answered, Ended, Entry, Month, Story
from wenze.experiments.cases.words import both, sentence, spoken
from wenze.experiments.messages import in_language, say
from wenze.experiments.terminal import cut, name_in_print, pad, pad_left, terminal_width, width_of, wrap
from wenze.sim.messages import listed
from wenze.sim.settings.compose import Scenario, Settings

MONTH = 5  # columns of a month
ENDING = 16
LONGEST_NAME = 24
SHORTEST_GAP = 6  # months without anything done that are worth a line
WORTH_SHARING = 3  # entries that two stories share at their beginning, to be told once
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
    lines = [wrap(heading(told), terminal_width()), "", *_overview(told), ""]
    lines += _stories(told)
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


def heading(told: Told) -> str:
    """Which case is told, and on which luck."""
    facts = next(iter(told.stories.values())).facts
    run = told.settings.run
    name = say("case_river" if facts and facts.river else "case_other", number=told.number)
    luck = say("case_luck", seed=run.seed, replication=told.replication)
    parts = [name, luck, say("case_chosen") if told.chosen else "", say("case_whose")]
    return in_language(" ", "").join(filter(None, parts))


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


def _stories(told: Told) -> list[str]:
    """Every story that differs, each from where it departs from one that was told before."""
    lines: list[str] = []
    before: list[Scenario] = []
    for group in alike(told):
        story = told.stories[group[0].name]
        names = listed(name_in_print(item) for item in group)
        like, shared = _most_alike(told, before, story)
        if like is None:
            heading = say("case_under", scenarios=names)
        else:
            other = name_in_print(like)
            heading = say("case_departs", scenarios=names, other=other, month=story.entries[shared - 1].month)
        end = len(story.entries) - _same_end(told.stories[like.name], story, shared) if like else len(story.entries)
        lines += [wrap(heading, terminal_width()), *_story_lines(told, story, shared, end)]
        if like is not None and end < len(story.entries):
            again = say("case_again", other=name_in_print(like), month=story.entries[end].month)
            lines.append(wrap(again, terminal_width(), " " * (MONTH + 2)))
        lines.append("")
        before.append(group[0])
    return lines


def _most_alike(told: Told, before: Sequence[Scenario], story: Story) -> tuple[Scenario | None, int]:
    """The scenario of a story told before that begins as this one does, and how many entries they share; None if too few are."""
    found: tuple[Scenario | None, int] = (None, 0)
    for scenario in before:
        pairs = zip(told.stories[scenario.name].entries, story.entries, strict=False)
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        if shared >= WORTH_SHARING and shared > found[1]:
            found = scenario, shared
    return found


def _same_end(other: Story, story: Story, shared: int) -> int:
    """How many last entries two stories share after those that they share at the beginning; 0 if too few are, or they end apart."""
    if other.ended != story.ended:
        return 0
    pairs = zip(reversed(other.entries[shared:]), reversed(story.entries[shared:]), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return same if same >= WORTH_SHARING else 0


def _story_lines(told: Told, story: Story, skipped: int, end: int) -> list[str]:
    """What happened month by month, but for the entries that are told elsewhere, with the gaps in which nobody acts."""
    entries = story.entries[:end]
    lines = []
    for number in range(max(skipped, 0), len(entries)):
        if number > skipped:
            lines += _quiet(story.course, entries[number - 1].month, entries[number].month)
        lines.append(_line(entries[number]))
    if story.ended is None and entries and end == len(story.entries):
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


# --- a life -------------------------------------------------------------------------------------------------------------


class Lived(NamedTuple):
    """A cadre's life under one or two scenarios: the lives by scenario, and the post held at the switch, None for none."""

    settings: Settings
    person: int
    post: int | None
    replication: int
    lives: Mapping[str, Life]


def life_text(found: Lived) -> str:
    """The life under each scenario: year by year, and what happened."""
    run = found.settings.run
    name = spoken(sentence(next(iter(found.lives.values())).name))
    luck = {"name": name, "replication": found.replication, "seed": run.seed}
    heading = (
        say("cadre_heading_later", **luck) if found.post is None else say("cadre_heading", **luck, post=found.post)
    )
    lines = [wrap(heading, terminal_width()), "", wrap(say("cadre_years"), terminal_width()), ""]
    for item in in_order(found.settings):
        if item.name in found.lives:
            lines += [say("case_under", scenarios=name_in_print(item)), *_life_lines(found.lives[item.name]), ""]
    return "\n".join(lines)


YEAR_HEADS = (
    "cadre_year", "cadre_work", "cadre_explore", "cadre_cover", "cadre_idle", "cadre_solved", "cadre_errors", "cadre_sanctions",
    "cadre_disciplined", "cadre_burdened", "cadre_load",
)  # fmt: skip


def _life_lines(life: Life) -> list[str]:
    if life.came is None:
        return [_indented(say("cadre_never"))]
    lines = [_columns([say(head) for head in YEAR_HEADS])]
    lines += [_columns(_year_cells(year)) for year in life.years]
    told = [_line(entry) for entry in life.entries]
    if life.gone is None:
        told.append(_at(life.course[-1].month, spoken(sentence(both("cadre_still")))))
    return [*lines, "", *told]


def _year_cells(year: Year) -> list[str]:
    sanctions = f"{year.sanctions} ({year.undeserved})" if year.sanctions else "0"
    return [
        str(year.year + 1), str(year.work), str(year.explore), str(year.cover), str(year.idle), str(year.solved), str(year.errors),
        sanctions, str(year.disciplined), str(year.burdened), f"{year.load:.1f}",
    ]  # fmt: skip


YEAR_WIDTHS = (5, 7, 7, 7, 7, 8, 8, 8, 9, 8, 6)


def _columns(cells: Sequence[str]) -> str:
    return "".join(pad_left(cell, width) for cell, width in zip(cells, YEAR_WIDTHS, strict=True))


def _indented(words: str) -> str:
    return wrap(words, terminal_width(), " " * (MONTH + 2))
