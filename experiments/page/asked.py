"""From what is asked on a command line to a page in a folder. Everything is read from finished results; nothing is run."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from wenze.experiments.asked import folder_for, window_in
from wenze.experiments.cases.again import told_in
from wenze.experiments.cases.figure import pictures_of as pictures_of_case
from wenze.experiments.cases.figure import words_of as words_of_case
from wenze.experiments.cases.text import Told
from wenze.experiments.claims.asked import pictures_of as pictures_of_claims
from wenze.experiments.claims.asked import words_of as words_of_claims
from wenze.experiments.claims.found import Found, read_found
from wenze.experiments.command import Request
from wenze.experiments.labels import told_apart
from wenze.experiments.messages import printable, say
from wenze.experiments.page.again import again
from wenze.experiments.page.blocks import Drawn, Page, Section
from wenze.experiments.page.claims import claimed
from wenze.experiments.page.compared import compared
from wenze.experiments.page.numbers import parameters
from wenze.experiments.page.opening import asked, standing, title_for
from wenze.experiments.page.over_time import over_time
from wenze.experiments.page.pictures import Album
from wenze.experiments.page.swept import Swept, hangs_on, read_swept
from wenze.experiments.page.told import of_case
from wenze.experiments.page.worlds import of_worlds
from wenze.experiments.page.writing import html
from wenze.experiments.parsing import as_typed
from wenze.experiments.paths import user_path
from wenze.experiments.report.sensitivity import pictures_of
from wenze.experiments.runs.event_study import COLUMNS, Event, EventStudy, rows_of
from wenze.experiments.runs.files import identity, read_results, write_csv
from wenze.experiments.runs.folder import check_apart, result_folder
from wenze.experiments.runs.inventory import PROVENANCE, provenance_in, sha256_of
from wenze.experiments.runs.provenance import Provenance, own_version
from wenze.experiments.runs.results import Results
from wenze.experiments.sweeps.drawn import Sheets, words_of
from wenze.experiments.sweeps.drawn import pictures_of as pictures_of_sweep
from wenze.experiments.sweeps.sensitivity import Sensitivity
from wenze.experiments.terminal import terminal_width, wrap
from wenze.sim.errors import InputError, at
from wenze.sim.language import in_language, language
from wenze.sim.version import MODEL_VERSION

REPORT, EVENTS = "report.html", "event_study.csv"
LONGEST_TITLE = 300
LONGEST_NAME = 40  # columns of a regime's name in a table
BESIDE = ("claims", "case", "sweep")
"""What may be told beside a result, each from a folder of its own."""


@dataclass(frozen=True)
class Material:
    """What a page is made of: a result, and what is told beside it, empty or None where it is not.

    ``records`` holds what the provenance of each folder says, that of the result under "".
    """

    results: Results
    place: Path
    title: str
    claims: Found | None
    told: Told | None
    swept: Swept | None
    records: Mapping[str, Mapping[str, Any]]


def write_report(request: Request) -> tuple[Path, Path]:
    """Make a page of a finished result; gives where it stands. Raises InputError, OSError if the disk fails."""
    material, folders, notes = _read(request)
    provenance = Provenance(["wenze", *request.arguments], threads=1)
    events = list(EventStudy(material.results).events()) if material.results.others else []
    name = identity(
        material.results.settings, material.results.window, material.results.own_measures, material.title, language(),
        [sha256_of(folder / PROVENANCE) for folder in folders if (folder / PROVENANCE).is_file()],
    )  # fmt: skip
    album, out = Album(), folder_for(request, name)
    check_apart(out, folders)
    with result_folder(out) as draft:
        page = page_of(material, events, album)
        (draft.folder / REPORT).write_text(html(page), encoding="utf-8", newline="\n")
        if events:
            write_csv(draft.folder / EVENTS, COLUMNS, rows_of(events))
        provenance.write(draft.folder / PROVENANCE)
    for note in (*notes, *album.notes):
        print(wrap(note, terminal_width()), file=sys.stderr)
    return draft.place, draft.place / REPORT


def _read(request: Request) -> tuple[Material, list[Path], list[str]]:
    """What is asked for, read and checked, with the folders that it is from and notes. Raises InputError."""
    if request.word is None:
        raise InputError(say("page_of_what"))
    title = request.keys.get("title", "")
    if len(title) > LONGEST_TITLE:
        raise InputError(at(f"title={as_typed(title)}", say("figure_title_long", most=LONGEST_TITLE)))
    place = user_path("RESULT", request.word)
    beside = {key: user_path(key, request.keys[key]) for key in BESIDE if key in request.keys}
    for key, folder in beside.items():
        if not folder.is_dir():
            raise InputError(at(f"{key}={as_typed(request.keys[key])}", say("page_no_folder")))
    results, notes = read_results(place)
    results = replace(results, window=window_in(request, results.settings, results.window))
    claims = read_found(beside["claims"]) if "claims" in beside else None
    told = told_in(beside["case"]) if "case" in beside else None
    swept = read_swept(beside["sweep"]) if "sweep" in beside else None
    folders = {"": place, **beside}
    records = {key: provenance_in(folder) or {} for key, folder in folders.items()}
    return Material(results, place, printable(title), claims, told, swept, records), list(folders.values()), notes


def page_of(material: Material, events: Sequence[Event], album: Album) -> Page:
    """The page. Raises DrawingFailed if a picture cannot be drawn."""
    results = material.results
    titles = told_apart({item.name: printable(item.title) for item in results.all}, LONGEST_NAME)
    made_by = say("version", version=own_version() or "?", model=MODEL_VERSION)
    sections = _sections(material, titles, events, album)
    title = material.title or title_for(results, titles)
    return Page(
        in_language("en", "zh-CN"),
        title,
        standing(results),
        say("page_contents"),
        made_by,
        [item for item in sections if item],
    )


def _sections(
    material: Material, titles: Mapping[str, str], events: Sequence[Event], album: Album
) -> list[Section | None]:
    results = material.results

    def draw(name: str) -> Drawn:
        return album.of_results(results, name)

    return [
        asked(results, titles),
        _claims(material.claims, album) if material.claims else None,
        compared(results, titles, draw),
        of_worlds(results, results.lived, titles, draw("worlds")) if results.lived and results.others else None,
        over_time(results, titles, events, draw("event_study")) if events else None,
        _case(material.told, album) if material.told else None,
        _swept(material.swept, album) if material.swept else None,
        parameters(results),
        again(material.place, "compare" if results.others else "run", material.records),
    ]


def _claims(found: Found, album: Album) -> Section:
    return claimed(found, album.of_others(pictures_of_claims(found), words_of_claims(found)))


def _case(told: Told, album: Album) -> Section:
    drawn = album.of_others(lambda size: pictures_of_case(told, size), words_of_case(told))
    return of_case(told, drawn[0] if drawn else None)


def _swept(swept: Swept, album: Album) -> Section:
    if isinstance(swept, Sensitivity):
        return hangs_on(swept, album.of_others(lambda size: pictures_of(swept, size), words_of(swept.plan)))
    return hangs_on(swept, album.of_others(lambda size: pictures_of_sweep(Sheets(swept, size)), words_of(swept.plan)))
