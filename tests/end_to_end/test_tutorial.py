"""The tutorials, and the page on results, are true: what they tell to type is run, in order, and prints what they show.

``python -m tests.end_to_end.test_tutorial`` writes the outputs anew. In a tutorial, a ``console`` block holds commands
after ``$`` and what they print; a line ``...`` stands for lines left out, ``…`` for a part of a line. Where a line ``^C``
stands, the sweep is interrupted when its second part is done, and what it says of that is shown. A block ``yaml NAME`` is
a file to write, a block ``python`` is run and printed beneath in the block ``text`` that follows it.
"""

import contextlib
import io
import os
import re
import shlex
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from wenze.experiments.cli import main
from wenze.experiments.sweeps.rows import Part
from wenze.experiments.sweeps.store import Store
from wenze.sim.batch import needs_compiling

ROOT = Path(__file__).resolve().parents[2]
TUTORIALS = [
    ROOT / "docs" / name
    for name in (
        "tutorial.md",
        "tutorial.zh.md",
        "results.md",
        "results.zh.md",
        "sweeps.md",
        "sweeps.zh.md",
        "cases.md",
        "cases.zh.md",
        "report.md",
        "report.zh.md",
        "claims.md",
        "claims.zh.md",
    )
]
LONGER = [
    pytest.param(
        path,
        marks=pytest.mark.thorough
        if path.name in ("tutorial.zh.md", "sweeps.md", "sweeps.zh.md", "cases.zh.md", "claims.zh.md", "report.zh.md")
        else (),
    )
    for path in TUTORIALS
]
"""The same; what repeats a page in the other language, or takes half a minute, is left out by default."""
BLOCK = re.compile(r"```(?P<kind>console|yaml [^\n]+|python|text)\n(?P<text>.*?)```\n", re.DOTALL)
LEFT_OUT, INTERRUPTED = "...\n", "^C\n"


def printed_by(work) -> str:
    """What something prints on standard output, which can show any character."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(io.StringIO()):
        work()
    stream.seek(0)
    return stream.read()


def command(line: str) -> None:
    """Run one line: the command itself, or one of the few of the shell that a tutorial needs."""
    name, *arguments = shlex.split(line)
    if name == "wenze":
        assert main(arguments) == 0, line
    elif name == "ls":
        print("\n".join(sorted(path.name for path in Path(arguments[0]).iterdir())))
    elif name == "cmp":
        assert Path(arguments[0]).read_bytes() == Path(arguments[1]).read_bytes(), line
    else:
        raise AssertionError(f"a tutorial cannot use {name}")


def interrupted(line: str) -> str:
    """Run a sweep, interrupt it when its second part is done, and give what it says on standard error."""
    real, done, said = Store.commit, [], io.StringIO()

    def committed(store: Store, part: Part) -> None:
        real(store, part)
        done.append(part.number)
        if len(done) == 2:
            signal.raise_signal(signal.SIGINT)

    handler = signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
    try:
        with pytest.MonkeyPatch.context() as patched, contextlib.redirect_stderr(said):
            patched.setattr(Store, "commit", committed)
            assert main(shlex.split(line)[1:]) == 130, said.getvalue()
    finally:
        signal.signal(signal.SIGINT, handler)
    return said.getvalue()


def output_of(line: str, shown: str) -> str:
    """What a line of a console prints."""
    if INTERRUPTED not in shown:
        return printed_by(lambda: command(line))
    after = shown.partition(INTERRUPTED)[2]
    said = interrupted(line).splitlines(keepends=True)
    head = len(said) - after.count("\n")
    return "".join([*said[:head], INTERRUPTED, *said[head:]])


def run_console(text: str, anew: bool) -> str:
    """A console block with the outputs as they are now; where lines are left out, they must fit what is shown."""
    made = []
    for part in re.findall(r"\$ [^\n]*\n(?:(?!\$ )[^\n]*\n)*", text):
        line, _, shown = part.partition("\n")
        output = output_of(line.removeprefix("$ "), shown)
        pattern = ".*".join(re.escape(piece).replace("…", "[^\n]*") for piece in shown.split(LEFT_OUT))
        fits = re.fullmatch(pattern, output, re.DOTALL)
        made.append(f"{line}\n{shown if fits else output}")
        assert fits or anew, f"{line}\nprints\n{output}\nand not\n{shown}"
    return "".join(made)


def run_through(text: str, anew: bool = False) -> str:
    """A whole tutorial in the current folder, with its outputs as they are now."""
    result, end, names = [], 0, {}
    pending = None
    for block in BLOCK.finditer(text):
        kind, inside = block["kind"], block["text"]
        if kind == "console":
            inside = run_console(inside, anew)
        elif kind == "python":
            pending = printed_by(lambda inside=inside: exec(inside, names))
        elif kind == "text" and pending is not None:
            assert anew or inside == pending
            inside, pending = pending, None
        elif kind.startswith("yaml"):
            path = Path(kind.partition(" ")[2])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(inside, encoding="utf-8")
        result += [text[end : block.start("text")], inside]
        end = block.end("text")
    return "".join([*result, text[end:]])


@contextlib.contextmanager
def quiet_place() -> Iterator[None]:
    """An empty folder to work in, on a terminal of 80 columns."""
    before, columns = Path.cwd(), os.environ.get("COLUMNS")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ["COLUMNS"] = "80"
        try:
            yield
        finally:
            os.chdir(before)
            if columns is None:
                del os.environ["COLUMNS"]
            else:
                os.environ["COLUMNS"] = columns


@pytest.mark.parametrize("tutorial", LONGER, ids=lambda value: value.stem)
def test_the_tutorial_shows_what_happens(tutorial: Path) -> None:
    text = tutorial.read_text(encoding="utf-8")
    assert len(BLOCK.findall(text)) >= 6
    with quiet_place():
        assert run_through(text) == text


@pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda path: path.stem)
def test_lines_fit_a_terminal_and_links_lead_to_files(tutorial: Path) -> None:
    text = tutorial.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    assert links and [link for link in links if not (tutorial.parent / link).exists()] == []


if __name__ == "__main__":
    assert not needs_compiling(), "run wenze once first"
    for path in TUTORIALS:
        with quiet_place():
            path.write_text(run_through(path.read_text(encoding="utf-8"), anew=True), encoding="utf-8")
