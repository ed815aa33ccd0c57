"""The pictures of a page, drawn by those who draw them for files, and taken in."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from wenze.experiments.figures.drawn import draw_into
from wenze.experiments.page.blocks import Drawn
from wenze.experiments.page.inline import inline
from wenze.experiments.runs.results import Results
from wenze.experiments.sweeps.drawn import Pictures
from wenze.experiments.sweeps.drawn import draw_into as draw_these_into


class Album:
    """Pictures as parts of a page; what is to be said of them (a font that is not there) is in ``notes``, each once."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self._count = 0

    def of_results(self, results: Results, name: str) -> Drawn:
        """A figure of the gallery. Raises DrawingFailed."""
        with tempfile.TemporaryDirectory() as folder:
            self._note(draw_into(results, Path(folder), only=[name], formats=["svg"]))
            (drawn,) = self._taken_in(Path(folder))
            return drawn

    def of_others(self, pictures: Pictures, words: str) -> list[Drawn]:
        """Pictures that are made by a function of a size; ``words`` are those in them that need a font. Raises DrawingFailed."""
        with tempfile.TemporaryDirectory() as parent:
            folder = Path(parent, "figures")
            self._note(draw_these_into(pictures, folder, "paper", words, "", ["svg"]))
            return self._taken_in(folder)

    def _taken_in(self, folder: Path) -> list[Drawn]:
        found = []
        for path in sorted(folder.glob("*.svg")):
            self._count += 1
            svg = path.read_text(encoding="utf-8")
            found.append(inline(svg, f"p{self._count}-", path.stem))
        return found

    def _note(self, notes: Sequence[str]) -> None:
        self.notes += [note for note in notes if note not in self.notes]
