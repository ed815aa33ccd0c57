"""The library call: the same case told under every regime, on the same problems, people and luck."""

from collections.abc import Mapping

import numpy as np
from wenze.agents.draws import ARISES, entity_state, month_state, run_state, uniform
from wenze.experiments.cases.story import Story
from wenze.experiments.cases.watcher import Watcher
from wenze.experiments.cases.words import Names, fields_of
from wenze.sim.batch import Stop, at_the_switch, month_by_month, spun_up
from wenze.sim.settings.compose import Scenario, Settings
from wenze.sim.state import State


def told(settings: Settings, number: int, replication: int = 0, stop: Stop = lambda: False) -> Mapping[str, Story]:
    """A case told under each scenario of some settings, by the scenario's name.

    The number of a case follows from its post and the month in which it arises, so it is the same case everywhere; it is
    followed through all months. A story without ``facts`` and entries says that there is no such case. Raises
    Interrupted and NotFinite.

    >>> from wenze.sim.settings.compose import compose
    >>> small = ["months=24", "spin_up=0", "world.scale.counties=1", "world.scale.townships=1"]
    >>> settings = compose(small, names=["river_channel"], reference=None, folder=None, mode="compare")
    >>> stories = told(settings, river_number(settings))
    >>> {story.facts.severity for story in stories.values()}
    {0.9}
    """
    world = spun_up(settings, replication, stop=stop)
    return {
        scenario.name: followed(settings, scenario, at_the_switch(world), number, stop).story(number)
        for scenario in settings.scenarios
    }


def followed(
    settings: Settings, scenario: Scenario, world: State, number: int | None, stop: Stop = lambda: False
) -> Watcher:
    """Who has watched a case, or all of them (None), through the months of a scenario, in a world that is used up by it."""
    watcher = Watcher(world, settings.world, None if number is None else [number])
    for month, state in month_by_month(settings, scenario.stages, world, stop):
        watcher.see(state, month)
    return watcher


def numbers_at(settings: Settings, post: int, replication: int = 0) -> list[int]:
    """The numbers of the cases that arise at a post after the switch, whatever the regime: nothing is run for it."""
    run, problems = settings.run, settings.world.problems
    scale = settings.world.scale
    names = Names(scale.townships, scale.posts, scale.departments)
    found = []
    with np.errstate(over="ignore"):  # the mixing of draws is meant to overflow
        luck = run_state(np.uint64(run.seed), np.uint64(replication))
        for month in range(run.spin_up, run.spin_up + run.months):
            entity = entity_state(month_state(luck, month), np.uint64(names.number(post, 0)))
            river = post == 0 and month == run.spin_up + problems.river_month
            if river or uniform(entity, ARISES) < problems.arrival:
                found.append(names.case_number(post, month))
    return found


def post_of(settings: Settings, number: int) -> int | None:
    """Index of the post at which the case of a number would arise; None if there is no such post in this world."""
    scale = settings.world.scale
    county, township, post, _ = fields_of(number)
    if county >= scale.counties or township >= scale.townships or post >= scale.posts:
        return None
    return Names(scale.townships, scale.posts, scale.departments).post_of(number)


def river_number(settings: Settings) -> int:
    """The number of the river case: it arises at the first post."""
    return settings.run.spin_up + settings.world.problems.river_month + 1
