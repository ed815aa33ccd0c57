"""Tables for notebooks: what there is, and the months of a result, as pandas data frames."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from wenze.agents.choice import FIXED
from wenze.experiments.messages import say
from wenze.experiments.runs.event_study import COLUMNS as EVENT_COLUMNS
from wenze.experiments.runs.event_study import MEASURES as EVENT_MEASURES
from wenze.experiments.runs.event_study import EventStudy, rows_of
from wenze.experiments.runs.months import Group, column_of
from wenze.experiments.runs.results import Results
from wenze.experiments.validation.risk import Risk
from wenze.sim.errors import InputError, at, quoted, suggestion
from wenze.sim.language import UNITS
from wenze.sim.measures import MEASURES, Measure
from wenze.sim.settings.parameters import definitions
from wenze.sim.settings.scenarios import available
from wenze.sim.tally import DECLARED


def monthly(results: Results) -> pd.DataFrame:
    """Every count and measure, one row a scenario, replication and month."""
    return pd.concat([_frame_of(group, results.measures) for group in results.counts.groups()], ignore_index=True)


def _frame_of(group: Group, measures: Mapping[str, Measure]) -> pd.DataFrame:
    replications, months = group.tallies.shape
    flat = group.tallies.reshape(-1)
    columns: dict[str, object] = {
        "scenario": group.scenario,
        "replication": np.repeat(np.arange(group.first, group.first + replications), months),
        "month": np.tile(np.arange(months), replications),
    }
    for count in DECLARED:
        columns[column_of(count.name)] = flat[count.name] / FIXED if count.amount else flat[count.name]
    columns.update({name: measure.of(flat) for name, measure in measures.items()})
    return pd.DataFrame(columns)


def event_study(results: Results, measures: Sequence[str] | None) -> pd.DataFrame:
    """What came after every event of a comparison, a row a scenario, measure and phase. Raises InputError."""
    for name in measures or ():
        if name not in results.measures:
            hint = suggestion(name, results.measures) or say("figure_list_measures")
            raise InputError(at(f"measures={quoted(name)}", say("figure_no_measure") + hint))
    rows = rows_of(EventStudy(results, tuple(measures or EVENT_MEASURES)).events())
    return pd.DataFrame(list(rows), columns=list(EVENT_COLUMNS)).set_index(["scenario", "measure", "phase"])


def scenario_table(folder: Path | None) -> pd.DataFrame:
    """The scenarios by name, in order of family and name."""
    names = ("family", "title_en", "title_zh", "about_en", "about_zh", "path")
    rows = {file.name: [getattr(file, name) for name in names] for file in available(folder).values()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(names)).rename_axis("scenario")


def parameter_table() -> pd.DataFrame:
    """The parameters by key, in the order of their definition."""
    columns = ["default", "low", "high", "unit", "kind", "source", "meaning_en", "meaning_zh"]
    rows = {}
    for found in definitions():
        meaning = found.meaning
        numbers = [found.default, meaning.low, meaning.high]
        rows[found.key] = [*numbers, meaning.unit, meaning.kind, meaning.source, meaning.en, meaning.zh]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("parameter")


def measure_table() -> pd.DataFrame:
    """The measures by name, in their order."""
    columns = ["unit", "unit_zh", "label_en", "label_zh", "meaning_en", "meaning_zh", "formula"]
    rows = {
        name: [
            found.unit,
            UNITS.get(found.unit, found.unit),
            found.english_label,
            found.label_zh,
            found.en,
            found.zh,
            str(found.of),
        ]
        for name, found in MEASURES.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("measure")


def risk_table(risks: Sequence[Risk]) -> pd.DataFrame:
    """The risk of doing by scenario, conduct and months."""
    rows = [(one.scenario, one.conduct, one.months, *one.chance[:3], one.posts) for one in risks]
    columns = ["scenario", "conduct", "months", "chance", "low", "high", "posts"]
    return pd.DataFrame(rows, columns=columns).set_index(columns[:3])
