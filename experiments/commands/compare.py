"""The commands that run the model: many scenarios against a reference, or one by itself."""

import hashlib
import json
import sys
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from typing import Literal, NamedTuple

from wenze.experiments.analysis.decomposition import Parts, divide, write_parts
from wenze.experiments.analysis.differences import Row, summarise, write_summary
from wenze.experiments.commands.request import Request, choice_in, cores, names_in, threads_in
from wenze.experiments.figures.comparison import OVER_TIME, Comparison, period_for
from wenze.experiments.messages import say, shown
from wenze.experiments.paths import user_path
from wenze.experiments.progress import progress_bar
from wenze.experiments.report import tables as report
from wenze.experiments.runs.collect import Gathered, Periods, compile_ahead, gather
from wenze.experiments.runs.folder import CONFIG, FIGURES, MONTHS, PARTS, PROVENANCE, SUMMARY, result_folder
from wenze.experiments.runs.provenance import Provenance, own_version
from wenze.experiments.terminal import terminal_width, wrap
from wenze.sim.batch import check_memory, needs_compiling, runs_in
from wenze.sim.errors import InputError, at, shown_path
from wenze.sim.messages import listed
from wenze.sim.settings.compose import Scenario, Settings, compose, dump_yaml, from_plain, load_yaml, to_plain
from wenze.sim.version import MODEL_VERSION

RESULTS = Path("results")
Mode = Literal["compare", "run"]


class Results(NamedTuple):
    """What comes out: the rows of ``summary.csv``, those of ``parts.csv`` if asked for, and the values they are from."""

    rows: list[Row]
    parts: list[Parts]
    gathered: Gathered


def compare(request: Request, arguments: Sequence[str]) -> None:
    """``wenze compare``: run the scenarios, write the folder, print the table and what was found."""
    settings = _settings(request, "compare")
    results, folder = _carry_out(settings, request, arguments, "compare")
    report.print_comparison(settings, results.rows, results.parts)
    print(say("written_drawn" if _pictures_wanted(request) else "written", folder=shown(folder)))


def run(request: Request, arguments: Sequence[str]) -> None:
    """``wenze run``: run one scenario, write the folder, print every measure and the main ones by year."""
    settings = _settings(request, "run")
    results, folder = _carry_out(settings, request, arguments, "run")
    report.print_scenario(settings, results.rows, results.gathered.periods[settings.scenarios[0].name])
    print(say("written", folder=shown(folder)))


def _carry_out(settings: Settings, request: Request, arguments: Sequence[str], mode: Mode) -> tuple[Results, Path]:
    """Run everything and write the folder; all that can be refused is refused before the work begins."""
    threads = threads_in(request, default=cores())
    pictures = _pictures_wanted(request) if mode == "compare" else None
    parts = mode == "compare" and choice_in(request, "parts") == "true"
    check_memory(settings, threads, parts)
    folder = user_path("out", request.keys.get("out", str(RESULTS / f"{mode}-{identity(settings)}")))
    provenance = Provenance(["wenze", *arguments], threads)
    with result_folder(folder) as draft:
        if mode == "compare":
            _note_masked(settings, request)
        _note_unreached(settings)
        if needs_compiling():
            print(say("compiling"), file=sys.stderr, flush=True)
            compile_ahead(settings)
        with progress_bar(_cadres(settings) * settings.run.months * runs_in(settings, parts)) as progress:
            wanted = Periods(report.YEARLY) if mode == "run" else Periods(OVER_TIME, period_for(settings.run.months))
            gathered = gather(settings, threads, draft.folder / MONTHS, progress, wanted, parts)
        results = Results(
            summarise(gathered.runs, settings.reference),
            divide(gathered.runs, gathered.forced, settings.reference),
            gathered,
        )
        write_summary(results.rows, draft.folder / SUMMARY)
        if parts:
            write_parts(results.parts, draft.folder / PARTS)
        (draft.folder / CONFIG).write_text(dump_yaml(to_plain(settings)), encoding="utf-8")
        if pictures is not None:
            _draw(settings, results, draft.folder / FIGURES, pictures)
        provenance.write(draft.folder / PROVENANCE)
    return results, draft.place


def _pictures_wanted(request: Request) -> str | None:
    """The size of the pictures to draw, or None if there shall be none."""
    size = choice_in(request, "size")
    return size if choice_in(request, "figures") == "true" else None


def _draw(settings: Settings, results: Results, folder: Path, size: str) -> None:
    """Draw the pictures into a new folder."""
    from wenze.experiments.figures.pages import draw_all  # takes matplotlib along

    origin = {
        "wenze": f"{own_version() or '?'}",
        "model": MODEL_VERSION,
        "settings": identity(settings),
        "seed": str(settings.run.seed),
    }
    rows = {(row.scenario, row.measure): row for row in results.rows}
    parts = {(row.scenario, row.measure): row for row in results.parts}
    gathered = results.gathered
    folder.mkdir()
    draw_all(Comparison(settings, rows, gathered.periods, gathered.months, parts), folder, size, origin)


def identity(settings: Settings) -> str:
    """Twelve hexadecimal digits that name what determines the numbers: settings without words, and model version."""
    plain = to_plain(settings)
    plain["scenarios"] = {name: scenario["stages"] for name, scenario in plain["scenarios"].items()}
    text = json.dumps([MODEL_VERSION, plain], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _settings(request: Request, mode: Mode) -> Settings:
    if "config" in request.keys:
        return _settings_from_file(request, mode)
    names = names_in(request, "scenarios") if mode == "compare" else _one_name(request)
    folder = user_path("folder", request.keys["folder"]) if "folder" in request.keys else None
    reference = request.keys.get("reference")
    return compose(request.overrides, names=names, reference=reference, folder=folder, mode=mode)


def _one_name(request: Request) -> list[str]:
    if "scenario" not in request.keys:
        raise InputError(say("key_missing", command="run", key="scenario"))
    return [request.keys["scenario"]]


def _settings_from_file(request: Request, mode: Mode) -> Settings:
    """The settings of an earlier result; nothing that would change its numbers may be given beside it."""
    others = [key for key in request.keys if key not in ("config", "threads", "out", "figures", "size", "parts")]
    for key in [*others, *(override.partition("=")[0] for override in request.overrides)]:
        raise InputError(say("config_alone", key=key))
    path = user_path("config", request.keys["config"])
    if path.is_dir():  # the result itself was named
        path /= CONFIG
    settings = from_plain(load_yaml(path), shown_path(path))
    if mode == "run" and len(settings.scenarios) != 1:
        raise InputError(say("config_of_several", path=shown(path), count=len(settings.scenarios)))
    return settings


def _note_masked(settings: Settings, request: Request) -> None:
    """Say on standard error which scenarios an override of a lever does not reach."""
    masked = masked_overrides(settings, request.overrides)
    if masked:
        titles = report.shown_names(settings)
        levers = (at(key, listed(titles[name] for name in names)) for key, names in masked.items())
        _note(say("masked", levers=say("semicolon").join(levers)))


def _note_unreached(settings: Settings) -> None:
    """Say on standard error which scenarios have changes in their timelines that come after the last month."""
    titles = report.shown_names(settings)
    months = settings.run.months
    for scenario in settings.scenarios:
        late = [stage.month for stage in scenario.stages if stage.month >= months]
        if late:
            _note(say("unreached", scenario=titles[scenario.name], month=late[0], months=months))


def _note(text: str) -> None:
    print(wrap(text, terminal_width()), file=sys.stderr)


def masked_overrides(settings: Settings, overrides: Sequence[str]) -> dict[str, list[str]]:
    """For each lever overridden, the scenarios in which it has another value at some time because they set it."""
    masked = {}
    for override in overrides:
        key, _, value = override.partition("=")
        group, _, lever = key.partition(".")
        if group == "policy":
            months = settings.run.months
            names = [item.name for item in settings.scenarios if _values(item, lever, months) != {float(value)}]
            masked.update({key: names} if names else {})
    return masked


def _values(scenario: Scenario, lever: str, months: int) -> set[float]:
    """The values a lever has in a scenario at one time or another in so many months."""
    return {attrgetter(lever)(stage.policy) for stage in scenario.stages if stage.month < months}


def _cadres(settings: Settings) -> int:
    scale = settings.world.scale
    return scale.counties * scale.townships * scale.posts
