"""From what is asked on a command line to a case told, or a life: all that can be refused is refused before anything is run."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wenze.experiments.asked import folder_for, say_compiling, threads_in
from wenze.experiments.cases.again import COUNTS, STORY
from wenze.experiments.cases.counted import Counted, counted, planted, work_in
from wenze.experiments.cases.lives import Life, holder_of, lives
from wenze.experiments.cases.story import Story, plain
from wenze.experiments.cases.telling import numbers_at, post_of, river_number, told
from wenze.experiments.cases.text import Lived, Told, case_text, life_text
from wenze.experiments.cases.words import Names, spoken
from wenze.experiments.command import FIGURES, SIZE, Request
from wenze.experiments.messages import printable, say
from wenze.experiments.parsing import as_typed, choice_in, folder_in, names_in
from wenze.experiments.progress import progress_bar
from wenze.experiments.runs.files import CONFIG, identity, write_csv
from wenze.experiments.runs.folder import result_folder
from wenze.experiments.runs.inventory import PROVENANCE
from wenze.experiments.runs.provenance import Provenance
from wenze.experiments.sweeps.drawn import FIGURES as PICTURES
from wenze.experiments.sweeps.drawn import draw_pictures
from wenze.sim.errors import InputError, at
from wenze.sim.memory import check_memory
from wenze.sim.settings.compose import Scenario, Settings, compose, dump_yaml, to_plain
from wenze.sim.settings.parameters import MOST_LIVED
from wenze.sim.version import MODEL_VERSION

if TYPE_CHECKING:
    from wenze.experiments.figures.style import Picture, Size

RIVER = "river"
LIVES = "lives.json"
PLANTS, MOST_PLANTS = 3, 100
REPLICATIONS = 8
MOST_REPLICATION = 2**31
MOST_ARRIVALS = 2**16
MOST_DIGITS = 20
MOST_NUMBERS = 6  # of cases that a message names


def tell_case(request: Request) -> None:
    """Tell the case that is asked for, write its folder, print the text. Raises InputError."""
    settings = settings_in(request, names_in(request, "scenarios"))
    threads = threads_in(request)
    number, replication = (
        number_in(request, settings),
        _count(request, "replication", "replication_wrong", MOST_REPLICATION),
    )
    plants = _count(request, "plants", "plants_wrong", MOST_PLANTS + 1)
    if number != river_number(settings):
        plants = 0
    elif plants is None:
        plants = PLANTS
    _check_arises(request, settings, number, replication or 0)
    _check_plants(settings, plants)
    check_memory(settings, threads)
    name = identity(settings, "case", number, replication, plants)
    provenance = Provenance(["wenze", *request.arguments], threads)
    with result_folder(folder_for(request, name)) as draft:
        say_compiling(settings)
        found = _counted(settings, plants, threads)
        chosen = found.first_decided(settings.reference) if found and replication is None else None
        used = replication or 0 if chosen is None else chosen
        stories = told(settings, number, used)
        _check_told(request, stories)
        case = Told(settings, number, used, chosen is not None, stories, found)
        _write(case, draft.folder)
        drawn = _draw(request, case, draft.folder, name)
        text = case_text(case)
        provenance.write(draft.folder / PROVENANCE)
    print(text)
    print(say("written_drawn" if drawn else "written", folder=printable(draft.place)))


def settings_in(request: Request, names: Sequence[str] | None) -> Settings:
    """The settings of a request, with the replications of this command where none are given."""
    folder = folder_in(request)
    given = request.overrides
    if not any(override.startswith("replications=") for override in given):
        given = [*given, f"replications={REPLICATIONS}"]
    return compose(given, names=names, reference=request.keys.get("reference"), folder=folder, mode="compare")


def _count(request: Request, key: str, message: str, most: int) -> int | None:
    value = request.keys.get(key)
    if value is None:
        return None
    if int(value) >= most:
        raise InputError(at(f"{key}={as_typed(value)}", say(message, most=most - 1 if key == "plants" else most)))
    return int(value)


def number_in(request: Request, settings: Settings) -> int:
    """The number of the case asked for; the river case if none is."""
    value = request.keys.get("case", RIVER)
    if value != RIVER and not (value.isascii() and value.isdigit() and len(value) < MOST_DIGITS):
        raise InputError(at(f"case={as_typed(value)}", say("case_not_a_number")))
    if value != RIVER:
        return int(value)
    month, months = settings.world.problems.river_month, settings.run.months
    if month >= months:
        raise InputError(at(f"months={months}", say("case_river_too_late", month=month, months=months)))
    return river_number(settings)


def _check_arises(request: Request, settings: Settings, number: int, replication: int) -> None:
    """Refuse the number of a case that will not arise; whether an older one is still open only the world can say."""
    post = post_of(settings, number)
    given = f"case={as_typed(request.keys.get('case', RIVER))}"
    if post is None:
        raise InputError(at(given, say("case_unknown")))
    month = (number & 0xFFFF) - 1 - settings.run.spin_up
    if month < -settings.run.spin_up or month >= settings.run.months or month >= 0:
        known = numbers_at(settings, post, replication)
        if number not in known:
            near = sorted(known, key=lambda other: abs(other - number))[:MOST_NUMBERS]
            hint = say("case_known", post=post, numbers=", ".join(map(str, sorted(near)))) if near else ""
            raise InputError(at(given, say("case_unknown") + hint))


def _check_plants(settings: Settings, plants: int) -> None:
    """Refuse plants that would come later than a world can live."""
    last = planted(settings, plants)[-1].run.months if plants else 0
    if settings.run.spin_up + last > MOST_LIVED:
        raise InputError(at(f"plants={plants}", say("plants_too_late", months=last, most=MOST_LIVED)))


def _check_told(request: Request, stories: Mapping[str, Story]) -> None:
    if all(story.facts is None for story in stories.values()):
        raise InputError(at(f"case={as_typed(request.keys.get('case', RIVER))}", say("case_over")))


def _counted(settings: Settings, plants: int, threads: int) -> Counted | None:
    if not plants:
        return None
    with progress_bar(work_in(settings, plants)) as progress:
        return counted(settings, plants, threads, progress)


def _write(case: Told, folder: Path) -> None:
    stories = {name: plain(story) for name, story in case.stories.items()}
    record: dict[str, Any] = {"case": case.number, "replication": case.replication, "stories": stories}
    _write_json(record, folder / STORY)
    _write_config(case.settings, folder)
    if case.counted:
        columns = (
            "scenario", "cases", "decisions", "township", "township_low", "township_high", "department", "department_low",
            "department_high",
        )  # fmt: skip
        rows = [
            [share.scenario, share.cases, share.decided, *share.township[:3], *share.departments[:3]]
            for share in case.counted.shares
        ]
        write_csv(folder / COUNTS, columns, rows)


def _write_json(record: Mapping[str, Any], path: Path) -> None:
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _write_config(settings: Settings, folder: Path) -> None:
    (folder / CONFIG).write_text(dump_yaml({"model": MODEL_VERSION, **to_plain(settings)}), encoding="utf-8")


def _draw(request: Request, case: Told | Lived, folder: Path, name: str) -> bool:
    from wenze.experiments.cases.figure import pictures_of, pictures_of_life, words_of

    def pictures(size: "Size") -> list["Picture"]:
        return pictures_of(case, size) if isinstance(case, Told) else pictures_of_life(case, size)

    return choice_in(request, FIGURES) == "true" and draw_pictures(
        pictures, folder / PICTURES, choice_in(request, SIZE), words_of(case), name
    )


# --- a life -------------------------------------------------------------------------------------------------------------

BESIDE = "full_reform"
"""The regime under which a life is told beside the reference if no other is named."""


def tell_life(request: Request) -> None:
    """Tell the life that is asked for, write its folder, print the text. Raises InputError."""
    names = names_in(request, "scenarios")
    settings = settings_in(request, names or [BESIDE])
    shown = [item for item in settings.scenarios if names is None or item.name in names or len(names) == 1]
    if len(shown) > 2:
        raise InputError(
            at(f"scenarios={as_typed(request.keys['scenarios'])}", say("cadre_two_regimes", count=len(shown)))
        )
    settings = replace(settings, scenarios=tuple(shown), reference=_first(settings, shown))
    replication = _count(request, "replication", "replication_wrong", MOST_REPLICATION) or 0
    person, post = _whose(request, settings)
    check_memory(settings, 1)
    name = identity(settings, "cadre", person, post, replication)
    provenance = Provenance(["wenze", *request.arguments], 1)
    with result_folder(folder_for(request, name)) as draft:
        say_compiling(settings)
        holder = holder_of(settings, post or 0, replication)
        person = holder if person is None else person
        found = lives(settings, person, replication)
        if all(life.came is None for life in found.values()):
            raise InputError(at(f"cadre={as_typed(request.keys['cadre'])}", _unknown(settings, post or 0, holder)))
        life = Lived(settings, person, _post_at_switch(found), replication, found)
        record = {"cadre": person, "replication": replication, "lives": {key: plain(one) for key, one in found.items()}}
        _write_json(record, draft.folder / LIVES)
        _write_config(settings, draft.folder)
        drawn = _draw(request, life, draft.folder, name)
        text = life_text(life)
        provenance.write(draft.folder / PROVENANCE)
    print(text)
    print(say("written_drawn" if drawn else "written", folder=printable(draft.place)))


def _first(settings: Settings, shown: Sequence[Scenario]) -> str:
    """The scenario that comes first: the reference if it is shown."""
    return settings.reference if any(item.name == settings.reference for item in shown) else shown[0].name


def _post_at_switch(found: Mapping[str, Life]) -> int | None:
    """The post held in the first month, if office was held then: the same under every regime."""
    course = next(iter(found.values())).course
    return course[0].post if course and course[0].month == 0 else None


def _whose(request: Request, settings: Settings) -> tuple[int | None, int | None]:
    """The cadre named, or the post whose holder is meant: the river case's if neither is. Raises InputError."""
    name, post = request.keys.get("cadre"), request.keys.get("post")
    if name is not None and post is not None:
        raise InputError(at(f"post={as_typed(post)}", say("cadre_and_post")))
    if name is not None:
        person = _person_in(name, settings)
        return person, post_of(settings, person)
    index = int(post or 0)
    _check_post(f"post={as_typed(post or '0')}", index, settings)
    return None, index


def _person_in(name: str, settings: Settings) -> int:
    scale = settings.world.scale
    found = re.fullmatch(r"(\d{1,9})-(\d{1,5})", name, re.ASCII)
    given = f"cadre={as_typed(name)}"
    if found:
        post, arrival = int(found[1]), int(found[2])
        _check_post(given, post, settings)
        if 0 < arrival < MOST_ARRIVALS:
            return Names(scale.townships, scale.posts, scale.departments).number(post, arrival)
    elif (
        re.fullmatch(r"\d{1,18}", name, re.ASCII)
        and post_of(settings, int(name)) is not None
        and int(name) % MOST_ARRIVALS
    ):
        return int(name)
    raise InputError(at(given, say("cadre_not_a_name")))


def _check_post(given: str, post: int, settings: Settings) -> None:
    scale = settings.world.scale
    if post >= scale.counties * scale.townships * scale.posts:
        raise InputError(at(given, say("case_no_post", place=post)))


def _unknown(settings: Settings, post: int, holder: int) -> str:
    scale = settings.world.scale
    name = Names(scale.townships, scale.posts, scale.departments).person(holder)
    return say("cadre_unknown", post=post, name=spoken(name))
