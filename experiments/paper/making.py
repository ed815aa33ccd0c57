"""``make paper``: every figure of the article and its numbers, made again from nothing, with the SHA-256 of every file.

``python -m wenze.experiments.paper.making FOLDER`` makes the article in a folder and the checksums of both versions;
the small version is the same of less, takes seconds, and is what tests make again.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from wenze.experiments.figures.drawn import draw_into, pen_for, write_numbers
from wenze.experiments.figures.environment import import_matplotlib
from wenze.experiments.messages import printable, say
from wenze.experiments.paper import most, risk
from wenze.experiments.paper.files import MOST, RISK, PaperFigure, figure_paths, read_figure
from wenze.experiments.paper.running import ENDS, Runs, with_ends
from wenze.experiments.runs.collect import cores
from wenze.experiments.runs.event_study import EventStudy
from wenze.experiments.runs.files import write_csv
from wenze.experiments.runs.inventory import sha256_of
from wenze.experiments.runs.results import Results
from wenze.sim.errors import InputError, at, shown_path
from wenze.sim.language import language, speaking
from wenze.sim.settings.yaml import dump_yaml
from wenze.sim.version import MODEL_VERSION

ARTICLE, TEMPLATE, NUMBERS, MADE = "article.md", "article.md.in", "numbers.csv", "made"
"""The article, what it is filled in from, its numbers, and the folder of all that is made beside it."""
CHECKSUMS = {False: "checksums.txt", True: "checksums-small.txt"}
"""The files with the SHA-256 of what is made: in the full version, and in the small one."""
GLYPH = re.compile(
    r'(?P<before>id="|href="#)(?P<glyph>(?P<font>[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)*)-[0-9a-f]+)(?P<after>")'
)
"""Where a glyph is drawn or used in an SVG."""
ARITHMETIC = ("llvmlite", "matplotlib", "numba", "numpy")
"""The packages whose code every byte passes through."""


def make(folder: Path, into: Path, small: bool, threads: int) -> dict[str, float]:
    """Make everything of the article in a folder into another; gives its numbers. Raises InputError, DrawingFailed."""
    figures = {path.stem: read_figure(path) for path in figure_paths(folder)}
    numbers: dict[str, float] = {}
    made = into / MADE
    made.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        runs = Runs(folder, Path(place), threads, small)
        for name, figure in figures.items():
            found = runs.of(figure)
            _draw(name, figure, found, made)
            numbers |= {f"{name}.{key}": value for key, value in _numbers_of(figure, found).items()}
    for picture in made.glob("*.svg"):
        text = with_glyphs_in_order(picture.read_text(encoding="utf-8"))
        picture.write_text(text, encoding="utf-8", newline="\n")
    write_csv(made / NUMBERS, ("name", "value"), numbers.items())
    template = (folder / TEMPLATE).read_text(encoding="utf-8")
    (into / ARTICLE).write_text(filled(template, numbers, folder / TEMPLATE), encoding="utf-8", newline="\n")
    return numbers


def _draw(name: str, figure: PaperFigure, found: Any, into: Path) -> None:
    if isinstance(found, Results):
        _draw_comparison(name, figure, found, into)
        return
    import_matplotlib()
    from wenze.experiments.figures.style import SIZES, drawing, sized, write

    size, title = SIZES[figure.size], printable(str(figure.title))
    speech, fonts, _ = pen_for(language(), title)
    with drawing(fonts), speaking(speech), sized(size):
        if figure.figure == RISK:
            picture = risk.picture(found, figure.measures, title, name, size)
        else:
            picture = most.picture(found, figure, title, name, size)
        write(picture, into, size, "svg", {"model": MODEL_VERSION})
        write_numbers(picture, into)


def _draw_comparison(name: str, figure: PaperFigure, found: Results, into: Path) -> None:
    """A figure of a comparison, by the file that ``wenze figures`` would draw it from."""
    asked = {
        "kind": figure.figure,
        "title": figure.title.model_dump(),
        "measures": list(figure.measures),
        "scenarios": list(figure.regimes),
        "size": figure.size,
    }
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, f"{name}.yaml")
        path.write_text(dump_yaml(asked), encoding="utf-8")
        draw_into(found, into, only=[path], formats=["svg"], origin={"model": MODEL_VERSION})


def _numbers_of(figure: PaperFigure, found: Any) -> Mapping[str, float]:
    if figure.figure == RISK:
        return risk.figures_in(found)
    if figure.figure == MOST:
        return most.figures_in(found, figure)
    return _of_comparison(found, figure)


def _of_comparison(found: Results, figure: PaperFigure) -> dict[str, float]:
    """Means and differences over the run, and what came after every event: ``half.REGIME.MEASURE.MONTH`` and so on."""
    named: dict[str, float] = {"replications": float(found.settings.run.replications)}
    for name in figure.measures:
        for item in found.all:
            row = found.row(item.name, name)
            named |= {f"mean.{item.name}.{name}": row.mean, f"difference.{item.name}.{name}": row.difference}
    for event in EventStudy(found, figure.measures).events():
        key = f"{event.scenario}.{event.measure}.{event.phase.month}"
        for what in ("before", "after", "half", "left"):
            named |= with_ends(f"{what}.{key}", getattr(event.found, what)[:3])
    return named


# --- the text -----------------------------------------------------------------------------------------------------------


def filled(template: str, numbers: Mapping[str, float], source: Path) -> str:
    """The article with its numbers: ``{{ n("risk.posts", 0) }}`` is one to no decimals, ``pc`` one in per cent, ``ci`` the ends of its
    interval, ``value`` the number itself, to decide by. Raises InputError for a number that no figure gives.
    """

    def value(name: str) -> float:
        if name not in numbers:
            raise InputError(at(shown_path(source), say("paper_no_number", name=name)))
        return numbers[name]

    def n(name: str, decimals: int = 3, sign: bool = False) -> str:
        return _shown(value(name), decimals, sign)

    def pc(name: str, decimals: int = 0) -> str:
        return _shown(100 * value(name), decimals, False)

    def ci(name: str, decimals: int = 3, factor: float = 1.0) -> str:
        low, high = (_shown(factor * value(name + end), decimals, False) for end in ENDS[1:])
        return f"[{low}, {high}]"

    environment = Environment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True, trim_blocks=True)
    environment.globals.update(n=n, pc=pc, ci=ci, value=value)
    return environment.from_string(template).render()


def _shown(value: float, decimals: int, sign: bool) -> str:
    if value in (float("inf"), float("-inf")):
        return "∞"
    return f"{round(value, decimals) + 0.0:{'+' if sign else ''}.{decimals}f}".replace("-", "−")


# --- checksums ----------------------------------------------------------------------------------------------------------


def surroundings() -> str:
    """What bytes hang on beside the tree: Python's minor version, and the packages that every byte passes through."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return ", ".join(
        [f"model {MODEL_VERSION}", f"Python {python}", *(f"{name} {version(name)}" for name in ARITHMETIC)]
    )


def with_glyphs_in_order(picture: str) -> str:
    """The text of an SVG whose glyphs are numbered as they come: matplotlib takes the number within the font, of which there are
    several versions with the same outlines.

    >>> with_glyphs_in_order('<path id="Sans-13aa"/><use xlink:href="#Sans-13aa"/><use xlink:href="#Sans-7"/>')
    '<path id="Sans-g1"/><use xlink:href="#Sans-g1"/><use xlink:href="#Sans-g2"/>'
    """
    order: dict[str, str] = {}

    def numbered(found: re.Match[str]) -> str:
        number = order.setdefault(found["glyph"], f"{found['font']}-g{len(order) + 1}")
        return f"{found['before']}{number}{found['after']}"

    return GLYPH.sub(numbered, picture)


def checksums(folder: Path) -> str:
    """The SHA-256 of the article in a folder and of all that is made for it, as ``sha256sum`` writes it, below a line on what it hangs on."""
    made = sorted((folder / MADE).iterdir())
    lines = [f"{sha256_of(path)}  {path.relative_to(folder).as_posix()}" for path in (folder / ARTICLE, *made)]
    return "\n".join([f"# {surroundings()}", *lines]) + "\n"


def make_all(folder: Path, threads: int) -> int:
    """Make both versions of the article in a folder: the full one stays there, of the small one its checksums. How many files."""
    with tempfile.TemporaryDirectory() as place:
        for small in (True, False):
            into = Path(place, "small" if small else "full")
            make(folder, into, small, threads)
            (folder / CHECKSUMS[small]).write_text(checksums(into), encoding="utf-8", newline="\n")
        full = Path(place, "full")
        shutil.rmtree(folder / MADE, ignore_errors=True)
        shutil.copytree(full / MADE, folder / MADE)
        shutil.copyfile(full / ARTICLE, folder / ARTICLE)
    return 1 + len(list((folder / MADE).iterdir()))


def main() -> int:
    """Make the article in the folder that the command line names."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        print(f"usage: python -m {__spec__.name} FOLDER", file=sys.stderr)
        return 2
    folder = Path(sys.argv[1])
    try:
        count = make_all(folder, cores())
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    print(say("paper_made", count=count, folder=printable(folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
