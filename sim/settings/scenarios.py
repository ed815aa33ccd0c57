"""Scenarios: what their files may hold, where they are found, and the policy that follows from one month by month.

A scenario is a file ``NAME.yaml``; its name consists of small letters, digits and ``_`` and starts with a letter. It
says in what its policy *deviates* from a base that all scenarios share::

    title: {en: Responsibility lists, zh: 责任清单}    # what it is called
    about: {en: One sentence., zh: 一句话。}           # what it stands for
    family: lists                                     # the kind of remedy, one of Family
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

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from pydantic import Field
from wenze.agents.parameter import Group
from wenze.agents.policy import Policy
from wenze.sim.errors import InputError, at, clipped, shown, shown_path, suggestion
from wenze.sim.language import in_language
from wenze.sim.messages import listed, say
from wenze.sim.settings.checking import check
from wenze.sim.settings.yaml import load_yaml

SHIPPED = Path(__file__).parents[2] / "scenarios"

Family = Literal[
    "ill", "lists", "resources", "tolerance", "correction", "oversight", "promotion", "voice", "mixed", "change", "case"
]
FAMILIES: tuple[str, ...] = get_args(Family)

Plain = dict[str, Any]


class Words(Group):
    """A text in both languages."""

    en: str = Field(min_length=1)
    zh: str = Field(min_length=1)


class Heading(Group):
    """What is said about a scenario beside its policy."""

    title: Words
    about: Words
    family: Family


class Entry(Group):
    """One entry of a timeline."""

    month: int = Field(ge=1)
    until: int | None = None
    combines: tuple[str, ...] = Field((), strict=False)
    policy: Policy = Policy()


class Content(Heading):
    """A scenario file. Of a ``policy`` only the numbers that the file sets are its deviations."""

    combines: tuple[str, ...] = Field((), strict=False)
    policy: Policy = Policy()
    timeline: tuple[Entry, ...] = Field((), strict=False)


class Stage(NamedTuple):
    """A policy and the month from which it is in force."""

    month: int
    policy: Policy


@dataclass(frozen=True)
class Labels:
    """What a scenario is called, what it stands for and which family of remedies it belongs to."""

    name: str
    title_en: str
    title_zh: str
    about_en: str
    about_zh: str
    family: str

    @property
    def title(self) -> str:
        """The title in the language of the session."""
        return in_language(self.title_en, self.title_zh)

    @property
    def about(self) -> str:
        """What it stands for, in the language of the session."""
        return in_language(self.about_en, self.about_zh)


@dataclass(frozen=True)
class Scenario(Labels):
    """A scenario as it is run: complete policies in the order of their months, the first from month 0."""

    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class ScenarioFile(Labels):
    """A scenario as it stands in its file."""

    path: Path
    content: Content


def available(folder: Path | None = None) -> dict[str, ScenarioFile]:
    """Every scenario that ships with the model or lies in the user's folder, by name, in order of family and name.

    Raises InputError for a folder or a file that is not as it should be.
    """
    files = {name: read_scenario(path) for name, path in scenario_paths(folder).items()}
    return {file.name: file for file in sorted(files.values(), key=family_and_name)}


def scenario_paths(folder: Path | None = None) -> dict[str, Path]:
    """The scenario files that ship with the model and those in the user's folder, by name.

    Raises InputError for a folder that cannot be read or holds none, and for a bad name or one that is taken.
    """
    paths = _yaml_files(SHIPPED)
    if folder is None or folder.resolve() == SHIPPED.resolve():
        return paths
    for name, path in _yaml_files(folder).items():
        if name in paths:
            raise InputError(at(shown_path(path), say("name_taken", name=name)))
        paths[name] = path
    return paths


def read_scenario(path: Path) -> ScenarioFile:
    """The scenario in a file, checked; raises InputError if it is not as the module's description says."""
    source = shown_path(path)
    content = check(Content, load_yaml(path), source)
    _check_timeline(content.timeline, source)
    return ScenarioFile(**_labels(path.stem, content), path=path, content=content)


def resolve(
    names: Iterable[str], paths: Mapping[str, Path], base: Plain, on_top: Plain | None = None
) -> tuple[Scenario, ...]:
    """Scenarios as they are run, in order of family and name.

    ``base`` is the plain policy under every scenario, ``on_top`` what overrides every scenario in every month. Raises
    InputError for a scenario that is unknown or whose file is not as it should be.
    """
    files = _read_all(names, paths)
    found = sorted((files[name] for name in set(names)), key=family_and_name)
    return tuple(_scenario(file, files, base, on_top or {}) for file in found)


def scenario_from_plain(name: str, data: object, source: str) -> Scenario:
    """A resolved scenario from plain data with complete policies, as :func:`scenario_to_plain` gives it.

    Raises InputError, naming the source, for anything else.
    """
    if not _is_name(name):
        raise InputError(at(source, f"scenarios.{clipped(name)}", say("name_rule")))
    place = f"scenarios.{name}."
    resolved = check(_Resolved, data, source, place=place, complete=True)
    months = [stage.month for stage in resolved.stages]
    if months[0] != 0 or any(later <= earlier for earlier, later in pairwise(months)):
        raise InputError(at(source, f"{place}stages", f"months={shown(months)}", say("stages_must_ascend")))
    stages = tuple(Stage(stage.month, stage.policy) for stage in resolved.stages)
    return Scenario(**_labels(name, resolved), stages=stages)


def scenario_to_plain(scenario: Scenario) -> Plain:
    """A scenario as plain data, its policies complete."""
    return {
        "title": {"en": scenario.title_en, "zh": scenario.title_zh},
        "about": {"en": scenario.about_en, "zh": scenario.about_zh},
        "family": scenario.family,
        "stages": [{"month": month, "policy": policy.model_dump()} for month, policy in scenario.stages],
    }


def family_and_name(labels: Labels) -> tuple[int, str]:
    """Sorts scenarios by family, in the order of Family, and within a family by name."""
    return FAMILIES.index(labels.family), labels.name


def unknown_scenario(name: str, known: Iterable[str], key: str = "") -> str:
    """What is said of a scenario that is not there: its name behind ``key``, and the nearest or all the known ones."""
    names = sorted(known)
    hint = suggestion(name, names) or say("known_scenarios", names=listed(names))
    return at(f"{key}{clipped(name)}", say("unknown_scenario") + hint)


def merged(*layers: Plain) -> Plain:
    """Plain nested data in which each layer overrides those before it; nothing is shared with them."""
    result: Plain = {}
    for layer in layers:
        for key, value in layer.items():
            result[key] = merged(result.get(key, {}), value) if isinstance(value, dict) else value
    return result


# --- finding and reading ----------------------------------------------------------------------------------------------


def _is_name(text: str) -> bool:
    return re.fullmatch(r"[a-z][a-z0-9_]*", text) is not None


def _yaml_files(folder: Path) -> dict[str, Path]:
    """The YAML files in a folder by name; hidden files (of editors, say) are passed over."""
    try:
        files = sorted(path for path in folder.iterdir() if path.name[0] != ".")
    except OSError as error:
        raise InputError(at(shown_path(folder), say("must_be_folder"), error.strerror or "?")) from None
    paths = {path.stem: path for path in files if path.suffix == ".yaml"}
    for path in files:
        if path.suffix == ".yml":
            raise InputError(at(shown_path(path), say("must_end_in_yaml")))
        if path.suffix == ".yaml" and not _is_name(path.stem):
            raise InputError(at(shown_path(path), say("name_rule")))
    if not paths:
        raise InputError(at(shown_path(folder), say("folder_is_empty")))
    return paths


def _labels(name: str, heading: Heading) -> dict[str, str]:
    return {
        "name": name,
        "title_en": heading.title.en,
        "title_zh": heading.title.zh,
        "about_en": heading.about.en,
        "about_zh": heading.about.zh,
        "family": heading.family,
    }


def _check_timeline(timeline: tuple[Entry, ...], source: str) -> None:
    """Raise InputError unless the entries ascend, end after they begin, and set something."""
    month_before = 0
    for number, entry in enumerate(timeline):
        place = f"timeline[{number}]"
        if entry.month <= month_before:
            reason = say("month_must_ascend", before=month_before)
            raise InputError(at(source, f"{place}.month={entry.month}", reason))
        if entry.until is not None and entry.until <= entry.month:
            reason = say("until_must_follow", month=entry.month)
            raise InputError(at(source, f"{place}.until={entry.until}", reason))
        if not entry.model_fields_set & {"policy", "combines"}:
            raise InputError(at(source, place, say("entry_is_empty")))
        month_before = entry.month


def _read_all(names: Iterable[str], paths: Mapping[str, Path]) -> dict[str, ScenarioFile]:
    """The named scenarios and all that they combine, each read once."""
    files: dict[str, ScenarioFile] = {}
    waiting: list[tuple[str, tuple[str, ...]]] = [(name, ()) for name in names]
    while waiting:
        name, asked_by = waiting.pop()
        if name not in paths:
            raise InputError(at(*asked_by, unknown_scenario(name, paths)))
        if name not in files:
            file = files[name] = read_scenario(paths[name])
            lists = [file.content.combines, *(entry.combines for entry in file.content.timeline)]
            asking = (shown_path(file.path), "combines")
            waiting += [(other, asking) for combined in lists for other in combined]
    return files


# --- resolving --------------------------------------------------------------------------------------------------------


def _scenario(file: ScenarioFile, files: Mapping[str, ScenarioFile], base: Plain, on_top: Plain) -> Scenario:
    """A scenario as it is run; a month in which the policy stays as it is begins no stage."""
    timeline = file.content.timeline
    own = _deviations(file.name, files)
    timed = [_combined(entry.combines, entry.policy, files, (file.name,)) for entry in timeline]
    months = {0} | {entry.month for entry in timeline} | {entry.until for entry in timeline if entry.until is not None}
    stages: list[Stage] = []
    for month in sorted(months):
        holding = [layer for entry, layer in zip(timeline, timed, strict=True) if _holds(entry, month)]
        policy = Policy.model_validate(merged(base, own, *holding, on_top))
        if not stages or policy != stages[-1].policy:
            stages.append(Stage(month, policy))
    return Scenario(**_labels(file.name, file.content), stages=tuple(stages))


def _holds(entry: Entry, month: int) -> bool:
    return entry.month <= month and (entry.until is None or month < entry.until)


def _deviations(name: str, files: Mapping[str, ScenarioFile], trail: tuple[str, ...] = ()) -> Plain:
    """What a scenario sets, with what it combines. ``trail`` holds the scenarios that asked for it."""
    file, asking = files[name], (*trail, name)
    if name in trail:
        raise InputError(at(shown_path(file.path), "combines", say("circle"), " > ".join(asking)))
    if trail and file.content.timeline:
        path = shown_path(files[trail[-1]].path)
        raise InputError(at(path, "combines", name, say("has_timeline")))
    return _combined(file.content.combines, file.content.policy, files, asking)


def _combined(
    combines: tuple[str, ...], policy: Policy, files: Mapping[str, ScenarioFile], trail: tuple[str, ...]
) -> Plain:
    """The deviations of scenarios in order, and on top of them those of a policy."""
    return merged(*(_deviations(name, files, trail) for name in combines), policy.model_dump(exclude_unset=True))


class _ResolvedStage(Group):
    month: int
    policy: Policy


class _Resolved(Heading):
    stages: tuple[_ResolvedStage, ...] = Field(min_length=1, strict=False)
