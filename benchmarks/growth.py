"""How time and memory grow with the cadres of one run, and with the replications of a small world."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from benchmarks.measuring import MIB, alone, cadre_months, settings

MONTHS = 24
SMALLEST = 100  # cadres of a county: 10 townships of 10 posts
ENOUGH = 1.0  # seconds for which a short run is repeated

ONE, TWO, REFERENCE = "engine, one thread", "engine, two threads", "reference"
RUN_BY = {ONE: ("engine", 1), TWO: ("engine", 2), REFERENCE: ("reference", 1)}

Sizes = Mapping[str, Sequence[int]]

# Up to where everybody is asked. A small world is lived by one thread, whatever there are: a second is asked for large ones only.
CADRES: Sizes = {
    ONE: [10**n for n in range(2, 7)],
    TWO: [10**n for n in range(5, 7)],
    REFERENCE: [10**n for n in range(2, 5)],
}
REPLICATIONS: Sizes = {ONE: [10**n for n in range(5)], TWO: [10**n for n in range(5)], REFERENCE: [1, 10, 100]}


class Point(NamedTuple):
    """One measurement: who ran how much (cadres or replications), seconds, cadre-months a second, peak bytes."""

    who: str
    size: int
    seconds: float
    rate: float
    memory: int


def of_cadres(sizes: Sizes = CADRES) -> Iterator[Point]:
    """One run of more and more cadres: whole counties of 100."""
    return _measured(sizes, {size: (size // SMALLEST, 1) for size in _all(sizes)})


def of_replications(sizes: Sizes = REPLICATIONS) -> Iterator[Point]:
    """More and more runs of 100 cadres."""
    return _measured(sizes, {size: (1, size) for size in _all(sizes)})


def _measured(sizes: Sizes, worlds: Mapping[int, tuple[int, int]]) -> Iterator[Point]:
    """Each size by everybody who is asked for it; ``worlds`` gives counties and replications of a size."""
    for size, (counties, replications) in worlds.items():
        scale = (f"world.scale.counties={counties}", "world.scale.townships=10", "world.scale.posts=10")
        overrides = (*scale, f"months={MONTHS}", f"replications={replications}")
        for who in sizes:
            if size in sizes[who]:
                program, threads = RUN_BY[who]
                found = alone(program, overrides, threads, ENOUGH)
                work = cadre_months(settings(*overrides))
                yield Point(who, size, found.seconds, work / found.seconds, found.memory)


def _all(sizes: Sizes) -> list[int]:
    return sorted({size for asked in sizes.values() for size in asked})


# --- as tables ----------------------------------------------------------------------------------------------------------

OF_CADRES = f"One run of {MONTHS} months, more and more cadres"
OF_REPLICATIONS = f"More and more runs of {SMALLEST} cadres x {MONTHS} months"
CADRES_HEADS = ("cadres", "1 thread s", "M/s", "MiB", "2 threads s", "M/s", "reference s", "M/s", "MiB")
REPLICATIONS_HEADS = ("replications", "1 thread s", "M/s", "2 threads s", "M/s", "reference s", "M/s")
UNITS = "M/s: million cadre-months a second; MiB: peak memory of the whole process."


def cadres_rows(points: Sequence[Point]) -> list[tuple[str, ...]]:
    """A row for each number of cadres under ``CADRES_HEADS``."""
    return [
        (
            f"{size:,}",
            *_cells(points, size, ONE, memory=True),
            *_cells(points, size, TWO, memory=False),
            *_cells(points, size, REFERENCE, memory=True),
        )
        for size in dict.fromkeys(point.size for point in points)
    ]


def replications_rows(points: Sequence[Point]) -> list[tuple[str, ...]]:
    """A row for each number of replications under ``REPLICATIONS_HEADS``."""
    return [
        (f"{size:,}", *(cell for who in (ONE, TWO, REFERENCE) for cell in _cells(points, size, who, memory=False)))
        for size in dict.fromkeys(point.size for point in points)
    ]


def _cells(points: Sequence[Point], size: int, who: str, memory: bool) -> list[str]:
    """Seconds, rate and perhaps memory of one point; dashes where nobody was asked."""
    for point in points:
        if (point.who, point.size) == (who, size):
            cells = [three_digits(point.seconds), three_digits(point.rate / 1e6)]
            return [*cells, f"{point.memory / MIB:,.0f}"] if memory else cells
    return ["-"] * (3 if memory else 2)


def three_digits(value: float) -> str:
    """A number with three digits that count, or more of them before the point."""
    return f"{value:#.3g}" if value < 99.95 else f"{value:,.0f}"


def on_terminal(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in columns."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = ("  ".join(f"{cell:>{width}}" for cell, width in zip(row, widths, strict=True)) for row in (heads, *rows))
    return "\n".join(lines)
