"""What every kind of figure is."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from wenze.experiments.figures.page import Page
from wenze.experiments.figures.style import Picture


class Kind(NamedTuple):
    """A kind of figure: what draws it, how many measures it takes, and what results have to hold.

    ``others``: regimes beside the reference; ``parts``: differences in two parts; ``worlds``: replications in different worlds.
    """

    draw: Callable[[Page], Picture]
    least: int = 1
    most: int = 12
    needs: Literal["nothing", "others", "parts", "worlds"] = "nothing"
