"""Scenarios: what their files may hold, where they are found, and the policy that follows from one month by month.

A scenario is a file ``NAME.yaml``; its name consists of small letters, digits and ``_`` and starts with a letter. It
says in what its policy *deviates* from a base that all scenarios share::

    title: {en: Responsibility lists, zh: 责任清单}    # what it is called; one language suffices: ``title: Lists``
    about: {en: One sentence., zh: 一句话。}           # what it stands for, likewise
    family: lists                                     # the kind of remedy: one of FAMILIES, or one's own (see Family)
    combines: [responsibility_lists, oversight]       # optional: deviations of other scenarios, taken first, in order
    policy:                                           # optional: its own deviations
      tolerance: {exploration: 0.8}
    timeline:                                         # optional: deviations from a month on, the months ascending
      - {month: 48, until: 60, policy: {accountability: {pressure: 6.0}}}
      - {month: 60, combines: [full_reform]}

Each of the following overrides the one before it where both set the same lever: the base, what is combined, the
scenario's own policy, and every entry of the timeline that holds in the month. An entry holds from its ``month`` (1 or
later; the first month of a run is 0) up to, but not including, its ``until``; without ``until`` it holds to the end.
When it ends, what it overrode holds again. An entry sets policy only, by ``policy``, by ``combines``, or by both. It
may lie beyond the end of a run and is then never reached. A scenario with a timeline cannot be combined into another.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field
from wenze.agents.parameter import Group
from wenze.agents.policy import Policy
from wenze.sim.errors import InputError, at, clipped, listed_briefly, quoted, refused, shown_path, suggestion
from wenze.sim.messages import say
from wenze.sim.settings.checking import Gaps, check
from wenze.sim.settings.folders import Found, scenario_paths
from wenze.sim.settings.labels import (
    LONGEST_NAME,
    Heading,
    Labels,
    family_and_name,
    heading_to_plain,
    is_name,
    labels,
)
from wenze.sim.settings.yaml import SCENARIO_FILE, load_yaml

MOST_ENTRIES = 200
"""The most entries that a timeline may have."""
MOST_COMBINED = 50
"""The most scenarios that one may combine."""

Plain = dict[str, Any]
Combines = tuple[str, ...]


class Entry(Group):
    """One entry of a timeline."""

    month: int = Field(ge=1)
    until: int | None = None
    combines: Combines = Field((), strict=False, max_length=MOST_COMBINED)
    policy: Policy = Policy()


class Content(Heading):
    """A scenario file. Of a ``policy`` only the numbers that the file sets are its deviations."""

    combines: Combines = Field((), strict=False, max_length=MOST_COMBINED)
    policy: Policy = Policy()
    timeline: tuple[Entry, ...] = Field((), strict=False, max_length=MOST_ENTRIES)


class Stage(NamedTuple):
    """A policy and the month from which it is in force."""

    month: int
    policy: Policy


@dataclass(frozen=True)
class Scenario(Labels):
    """A scenario as it is run: complete policies in the order of their months, the first from month 0."""

    stages: tuple[Stage, ...]


class Layer(NamedTuple):
    """What a scenario sets from a month on, up to but not including ``until``, or to the end."""

    month: int
    until: int | None
    policy: Plain

    def holds(self, month: int) -> bool:
        """Whether it holds in a month."""
        return self.month <= month and (self.until is None or month < self.until)


@dataclass(frozen=True)
class Layers(Labels):
    """What a scenario sets together with all that it combines: what holds in every month, and for a time."""

    own: Plain
    timed: tuple[Layer, ...]

    def on(self, base: Plain, on_top: Plain | None = None) -> Scenario:
        """The scenario as it is run on a base, with what overrides it in every month on top.

        A month in which the policy stays as it is begins no stage.
        """
        changes = {0, *(month for layer in self.timed for month in layer[:2] if month is not None)}
        stages: list[Stage] = []
        for month in sorted(changes):
            holding = [layer.policy for layer in self.timed if layer.holds(month)]
            policy = Policy.model_validate(merged(base, self.own, *holding, on_top or {}))
            if not stages or policy != stages[-1].policy:
                stages.append(Stage(month, policy))
        known = {name: getattr(self, name) for name in Labels.__dataclass_fields__}
        return Scenario(**known, stages=tuple(stages))

    def to_plain(self) -> Plain:
        """As it is written in a scenario's file, with nothing left to combine; :func:`layers_from_plain` is the inverse."""
        timeline = [
            {"month": month, **({} if until is None else {"until": until}), "policy": policy}
            for month, until, policy in self.timed
        ]
        return {**heading_to_plain(self), "policy": self.own, **({"timeline": timeline} if timeline else {})}


def layers_from_plain(name: str, data: object, source: str) -> Layers:
    """What :meth:`Layers.to_plain` gave. Raises InputError, naming the source, for anything else."""
    if not is_name(name):
        raise refused(say("name_rule", most=LONGEST_NAME), place=source, key=f"scenarios.{clipped(name)}")
    content = check(Content, data, source, place=f"scenarios.{name}.")
    _check_timeline(content.timeline, source)
    if content.combines or any(entry.combines for entry in content.timeline):
        raise refused(say("unknown"), place=source, key=f"scenarios.{name}.combines")
    timed = [Layer(entry.month, entry.until, _set_in(entry.policy)) for entry in content.timeline]
    return Layers(**labels(name, content), own=_set_in(content.policy), timed=tuple(timed))


@dataclass(frozen=True)
class ScenarioFile(Labels):
    """A scenario as it stands in its file."""

    path: Path
    content: Content


class Survey(NamedTuple):
    """What a look through all scenarios finds: those that can be run, and what is wrong with the others, each by name."""

    scenarios: dict[str, ScenarioFile]
    faults: dict[str, InputError]


def survey(folder: Path | None = None) -> Survey:
    """Every scenario that ships with the model or lies in the user's folder, in order of family and name, each checked as
    it is before a run; those that would be refused stand apart, with the reason.

    Raises InputError for a folder that is not as it should be.
    """
    found = scenario_paths(folder)
    library = Library(found)
    files: list[ScenarioFile] = []
    faults = dict(found.faults)
    for name in found.paths:
        try:
            files.append(library.checked(name))
        except InputError as fault:
            faults[name] = fault
    files.sort(key=family_and_name)
    faults.update(family_faults(files, lambda name: shown_path(found.paths[name])))
    return Survey({file.name: file for file in files if file.name not in faults}, faults)


def available(folder: Path | None = None) -> dict[str, ScenarioFile]:
    """Every scenario that ships with the model or lies in the user's folder, by name, in order of family and name.

    Files whose names cannot be those of scenarios are passed over (:func:`survey` tells of them). Raises InputError for a
    folder or a file that is not as it should be.
    """
    found = survey(folder)
    paths = scenario_paths(folder).paths
    for name, fault in found.faults.items():
        if name in paths:
            raise fault
    return found.scenarios


def read_scenario(path: Path) -> ScenarioFile:
    """The scenario in a file, checked; raises InputError if it is not as the module's description says."""
    source = shown_path(path)
    content = check(Content, load_yaml(path, SCENARIO_FILE), source)
    _check_timeline(content.timeline, source)
    return ScenarioFile(**labels(path.stem, content), path=path, content=content)


def layers_of(names: Iterable[str], found: Found) -> tuple[Layers, ...]:
    """What scenarios set, in order of family and name.

    Raises InputError for a scenario that is unknown or whose file is not as it should be.
    """
    library = Library(found)
    files = sorted((library.checked(name) for name in set(names)), key=family_and_name)
    for fault in family_faults(files, lambda name: shown_path(found.paths[name])).values():
        raise fault
    return tuple(library.layers(file) for file in files)


def scenario_from_plain(name: str, data: object, source: str, gaps: Gaps | None = None) -> Scenario:
    """A resolved scenario from plain data with complete policies, as :func:`scenario_to_plain` gives it.

    Raises InputError, naming the source, for anything else; with ``gaps`` not for levers that are missing or unknown, which
    are noted there.
    """
    if not is_name(name):
        raise refused(say("name_rule", most=LONGEST_NAME), place=source, key=f"scenarios.{clipped(name)}")
    place = f"scenarios.{name}."
    resolved = check(_Resolved, data, source, place=place, complete=True, gaps=gaps)
    months = [stage.month for stage in resolved.stages]
    if months[0] != 0 or any(later <= earlier for earlier, later in pairwise(months)):
        value = f"months={quoted(months)}"
        raise refused(at(value, say("stages_must_ascend")), place=source, key=f"{place}stages")
    stages = tuple(Stage(stage.month, stage.policy) for stage in resolved.stages)
    return Scenario(**labels(name, resolved), stages=stages)


def scenario_to_plain(scenario: Scenario) -> Plain:
    """A scenario as plain data, its policies complete."""
    return {
        **heading_to_plain(scenario),
        "stages": [{"month": month, "policy": policy.model_dump()} for month, policy in scenario.stages],
    }


def family_faults(scenarios: Iterable[Labels], place_of: Callable[[str], str]) -> dict[str, InputError]:
    """By name, the scenarios that describe a family of the user's own otherwise than one before them."""
    first: dict[str, Labels] = {}
    faults: dict[str, InputError] = {}
    for scenario in scenarios:
        other = first.setdefault(scenario.family, scenario)
        if other.own_family != scenario.own_family:
            reason = say("family_differs", name=scenario.family, other=place_of(other.name))
            faults[scenario.name] = refused(reason, place=place_of(scenario.name))
    return faults


def unknown_scenario(name: str, known: Iterable[str], *, key: str = "", place: str = "") -> InputError:
    """The error for a scenario that is not there; it names the nearest, or all the known ones."""
    names = sorted(known)
    hint = suggestion(name, names) or say("known_scenarios", names=listed_briefly(names))
    given = f"{key}={clipped(name)}" if key else clipped(name)
    reason = say("unknown_scenario") + hint
    return InputError(
        at(*filter(None, (place, given)), reason), place=place, key=key, value=clipped(name), allowed=reason
    )


def merged(*layers: Plain) -> Plain:
    """Plain nested data in which each layer overrides those before it; nothing is shared with them."""
    result: Plain = {}
    for layer in layers:
        for key, value in layer.items():
            result[key] = merged(result.get(key, {}), value) if isinstance(value, dict) else value
    return result


# --- reading ----------------------------------------------------------------------------------------------------------


def _check_timeline(timeline: tuple[Entry, ...], source: str) -> None:
    """Raise InputError unless the entries ascend, end after they begin, and set something."""
    month_before = 0
    for number, entry in enumerate(timeline):
        place = f"timeline[{number}]"
        if entry.month <= month_before:
            reason = say("month_must_ascend", before=month_before)
            raise refused(reason, place=source, key=f"{place}.month", value=str(entry.month))
        if entry.until is not None and entry.until <= entry.month:
            reason = say("until_must_follow", month=entry.month)
            raise refused(reason, place=source, key=f"{place}.until", value=str(entry.until))
        if not entry.model_fields_set & {"policy", "combines"}:
            raise refused(say("entry_is_empty"), place=source, key=place)
        month_before = entry.month


# --- resolving --------------------------------------------------------------------------------------------------------


class Library:
    """Scenario files and what they set, with what they combine; each is read once and put together once.

    What is wrong with one is wrong with all that combine it.
    """

    def __init__(self, found: Found) -> None:
        self._found = found
        self._files: dict[str, ScenarioFile] = {}
        self._deviations: dict[str, Plain] = {}
        self._faults: dict[str, InputError] = dict(found.faults)

    def checked(self, name: str) -> ScenarioFile:
        """The file of a scenario that can be run. Raises InputError for any other."""
        file = self._file(name)
        for combined in (other for entry in file.content.timeline for other in entry.combines):
            if combined == name:
                raise self._circle([name], name)
            self._check_combined(combined, file)
            self._put_together(combined)
        self._put_together(name)
        return file

    def layers(self, file: ScenarioFile) -> Layers:
        """What a checked scenario sets."""
        timed = [
            Layer(entry.month, entry.until, self._combined(entry.combines, entry.policy))
            for entry in file.content.timeline
        ]
        return Layers(**labels(file.name, file.content), own=self._deviations[file.name], timed=tuple(timed))

    def _put_together(self, name: str) -> None:
        """Form what a scenario sets, and before it what everything sets that it combines, without recursion."""
        trail = [name]
        try:
            while trail:
                file = self._file(trail[-1])
                waiting = next((other for other in file.content.combines if other not in self._deviations), None)
                if waiting is None:
                    for other in file.content.combines:
                        self._check_combined(other, file)
                    self._deviations[file.name] = self._combined(file.content.combines, file.content.policy)
                    trail.pop()
                elif waiting in trail:
                    raise self._circle(trail, waiting)
                else:
                    self._check_combined(waiting, file)
                    trail.append(waiting)
        except InputError as fault:
            self._faults.update(dict.fromkeys(trail, fault))
            raise

    def _combined(self, combines: Combines, policy: Policy) -> Plain:
        """The deviations of scenarios in order, and on top of them those of a policy."""
        return merged(*(self._deviations[name] for name in combines), _set_in(policy))

    def _file(self, name: str) -> ScenarioFile:
        if name in self._faults:
            raise self._faults[name]
        if name not in self._found.paths:
            raise unknown_scenario(name, self._found.paths)
        if name not in self._files:
            try:
                self._files[name] = read_scenario(self._found.paths[name])
            except InputError as fault:
                self._faults[name] = fault
                raise
        return self._files[name]

    def _check_combined(self, name: str, by: ScenarioFile) -> None:
        """Raise InputError unless a scenario can be combined into another."""
        if name not in self._found.paths:
            raise unknown_scenario(name, self._found.paths, key="combines", place=shown_path(by.path))
        if self._file(name).content.timeline:
            raise refused(say("has_timeline"), place=shown_path(by.path), key="combines", value=name)

    def _circle(self, trail: list[str], back_to: str) -> InputError:
        circle = [*trail[trail.index(back_to) :], back_to]
        path = shown_path(self._found.paths[trail[-1]])
        return refused(at(say("circle"), clipped(" > ".join(circle))), place=path, key="combines")


def _set_in(policy: Policy) -> Plain:
    """The levers that a file sets itself."""
    return policy.model_dump(exclude_unset=True)


class _ResolvedStage(Group):
    month: int
    policy: Policy


class _Resolved(Heading):
    stages: tuple[_ResolvedStage, ...] = Field(min_length=1, strict=False, max_length=2 * MOST_ENTRIES + 1)
