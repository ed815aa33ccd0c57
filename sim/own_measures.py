"""Measures of a user's own: a ratio of counts, described in plain data, as it is read from ``measures/NAME.yaml``.

    title: {en: Errors an active month, zh: 干事月均失误}
    unit: {en: errors a month, zh: 次失误/月}
    numerator: [erred]
    denominator: [months_work, months_explore]
    better: down

Counts are those of ``wenze.sim.tally``. ``per_year: true`` takes a denominator in months by the year; ``share: true`` says
that the numerator is a part of the denominator, so that the measure lies between 0 and 1.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field
from wenze.agents.parameter import Group
from wenze.sim.errors import InputError, at, quoted, reason_of, refused, shown_path, suggestion
from wenze.sim.measures import ANY, DOWN, MEASURES, MONTHS_A_YEAR, NEITHER, SHARE, UP, Measure, Ratio
from wenze.sim.messages import say
from wenze.sim.settings.checking import check
from wenze.sim.settings.labels import LONGEST_NAME, About, Title, is_name
from wenze.sim.settings.parameters import Run
from wenze.sim.settings.yaml import SCENARIO_FILE, load_yaml
from wenze.sim.tally import TALLY

FOLDER = "measures"
"""The folder of measures beside scenarios of one's own."""

MOST_COUNTS = 100
MOST_MEASURES = 100
BETTER = {"up": UP, "neither": NEITHER, "down": DOWN}

OTHER_COLUMNS = {
    "run", "setting", "scenario", "replication", "month", "error", "front", "outdone", *Run.model_fields,
    *(f"{prefix}{name}" for prefix in ("n_", "sum_") for name in TALLY.names or ()),
}  # fmt: skip
"""Columns that stand beside measures in one table or another, whose names no measure can have."""

_Counts = Annotated[tuple[str, ...], Field(min_length=1, max_length=MOST_COUNTS, strict=False)]


class OwnMeasure(Group):
    """A measure as it is described in a file."""

    title: Title
    about: About | None = None
    unit: Title
    numerator: _Counts
    denominator: _Counts
    per_year: bool = False
    share: bool = False
    better: Literal["up", "down", "neither"] = "neither"


def measure_from_plain(name: str, data: object, source: str) -> Measure:
    """A measure of a user's own from plain data. Raises InputError naming the source, the key, its value and what is allowed.

    >>> plain = {"title": "Errors", "unit": "errors a year", "numerator": ["erred"], "denominator": ["person_months"]}
    >>> str(measure_from_plain("my_errors", {**plain, "per_year": True}, "measures/my_errors.yaml").of)
    '12 × (erred) / (person_months)'
    """
    if not is_name(name):
        raise refused(say("name_rule", most=LONGEST_NAME), place=source, value=quoted(name))
    if name in MEASURES:
        raise refused(say("measure_taken"), place=source, value=name)
    if name in OTHER_COLUMNS:
        raise refused(say("measure_a_column"), place=source, value=name)
    found = check(OwnMeasure, data, source)
    for key in ("numerator", "denominator"):
        _check_counts(getattr(found, key), key, source)
    about = found.about or found.title
    return Measure(
        name,
        found.title.zh,
        found.unit.en,
        about.en,
        about.zh,
        Ratio(" + ".join(found.numerator), " + ".join(found.denominator), MONTHS_A_YEAR if found.per_year else 1.0),
        better=BETTER[found.better],
        range=SHARE if found.share else ANY,
        label_en=found.title.en,
        unit_zh=found.unit.zh,
    )


def with_own(own: Mapping[str, object], folder: str = FOLDER) -> dict[str, Measure]:
    """Every measure by name: those that ship with the model, then those of a user's own, given as plain data by name."""
    made = {name: measure_from_plain(name, data, f"{folder}/{name}.yaml") for name, data in own.items()}
    return {**MEASURES, **made}


def own_measures_in(folder: Path | None) -> dict[str, object]:
    """The plain data of every measure of one's own beside the scenarios in a folder, by name, checked. Raises InputError."""
    place = None if folder is None else folder / FOLDER
    if place is None or not place.is_dir():
        return {}
    try:
        files = sorted(path for path in place.iterdir() if path.suffix == ".yaml" and path.name[0] not in ".~")
    except OSError as error:
        raise InputError(at(shown_path(place), say("unreadable"), reason_of(error))) from None
    if len(files) > MOST_MEASURES:
        raise refused(say("too_many_measures", most=MOST_MEASURES), place=shown_path(place))
    plain = {path.stem: load_yaml(path, SCENARIO_FILE) for path in files}
    for path in files:
        measure_from_plain(path.stem, plain[path.stem], shown_path(path))
    return plain


def _check_counts(names: Sequence[str], key: str, source: str) -> None:
    """Refuse what is no count, and a count named twice."""
    known = TALLY.names or ()
    for place, name in enumerate(names):
        if name not in known:
            raise refused(
                say("unknown_count") + suggestion(name, known), place=source, key=f"{key}[{place}]", value=quoted(name)
            )
        if name in names[:place]:
            raise refused(say("count_twice"), place=source, key=f"{key}[{place}]", value=quoted(name))
