"""Seed each fault in turn, run the tests on it, and tell which test finds it: ``make mutants``.

``make mutants ARGS="NAME ..."`` seeds only some of them; ``-j`` says how many at a time; ``--resume`` takes over what an
earlier run on the same tree found out. Verdicts go to ``results/mutants.jsonl`` as they come.
"""

import argparse
import json
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any, NoReturn

from tests.mutants.faults import FAULTS, Fault
from tests.mutants.workshop import CONTROL, FOUND, LAYERS, SURVIVED, Verdict, Workshop
from tests.test_project import ROOT

WANTED = 0.95  # share of the faults that tests have to find
KEPT = ROOT / "results" / "mutants.jsonl"
INTERRUPTED = 130


class Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the arguments."""

    def error(self, message: str) -> NoReturn:
        """Exit with status 2."""
        self.exit(2, f"mutants: {message}\n")


def asked(words: Sequence[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = Parser("python -m tests.mutants", description="Seed faults and see whether the tests find them.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a fault; all of them if none is named")
    parser.add_argument("-j", "--jobs", type=int, default=2, help="how many at a time (2)")
    parser.add_argument("--resume", action="store_true", help="take over earlier verdicts on the same tree")
    parser.add_argument("--out", type=Path, default=KEPT, help="where verdicts are kept")
    given = parser.parse_args(words)
    unknown = [name for name in given.names if name not in {fault.name for fault in FAULTS}]
    if unknown:
        parser.error(f"there is no fault named {', '.join(unknown)}: they are listed in tests/mutants/faults.py")
    if given.jobs < 1:
        parser.error("-j takes a number from 1 up")
    return given


# --- verdicts kept ------------------------------------------------------------------------------------------------------


def keep(verdict: Verdict, tree: str, place: Path) -> None:
    """Add a verdict to the file at once."""
    with place.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"tree": tree, **verdict._asdict()}, ensure_ascii=False) + "\n")


def kept(tree: str, place: Path) -> dict[str, Verdict]:
    """What earlier runs on the same tree found out, by name."""
    if not place.exists():
        return {}
    rows: list[dict[str, Any]] = [json.loads(line) for line in place.read_text(encoding="utf-8").splitlines()]
    return {row["name"]: Verdict(*(row[field] for field in Verdict._fields)) for row in rows if row["tree"] == tree}


# --- what is printed ----------------------------------------------------------------------------------------------------


def line(name: str, kind: str, verdict: Verdict) -> str:
    """One row of the table."""
    found = verdict.test.removeprefix("tests/") if verdict.outcome == FOUND else verdict.outcome
    return f"{name:<36} {kind:<11} {verdict.seconds:>6.1f}  {found}"


def table(faults: Sequence[Fault], verdicts: dict[str, Verdict]) -> list[str]:
    """All faults with what found them, then those that nothing found, and the count of it all."""
    done = [(fault, verdicts[fault.name]) for fault in faults if fault.name in verdicts]
    lines = [f"{'fault':<36} {'kind':<11} {'s':>6}  found by"]
    lines += [line(fault.name, fault.kind, verdict) for fault, verdict in done]
    lines.append("")
    for fault, verdict in done:
        if verdict.outcome == FOUND and fault.survives:
            lines.append(f"{fault.name} is listed as surviving, and was found")
        elif verdict.outcome == SURVIVED:
            lines.append(f"{fault.name} survived: {fault.survives or 'NOT EXPLAINED. ' + fault.wrong}")
        elif verdict.outcome != FOUND:
            lines.append(f"{fault.name} {verdict.outcome}: {verdict.message}")
    layers = Counter(verdict.layer for _, verdict in done if verdict.outcome == FOUND)
    lines.append("Found by tests of the " + ", ".join(f"{layer} layer {layers[layer]}" for layer in LAYERS))
    lines.append(f"{layers.total()} of {len(done)} seeded faults found ({100 * share_found(verdicts, faults):.1f} %)")
    return lines


def share_found(verdicts: dict[str, Verdict], faults: Sequence[Fault]) -> float:
    """Share of the faults tried that a test found; a run that timed out or did not get to its tests found nothing."""
    outcomes = [verdicts[fault.name].outcome for fault in faults if fault.name in verdicts]
    return outcomes.count(FOUND) / len(outcomes) if outcomes else 0.0


# --- the run ------------------------------------------------------------------------------------------------------------


class ControlFails(Exception):
    """The tests do not pass without a fault."""


def seed(workshop: Workshop, faults: Sequence[Fault], verdicts: dict[str, Verdict], jobs: int, place: Path) -> None:
    """Fill in the verdicts that are missing, beginning with the control. Raises ControlFails and KeyboardInterrupt."""
    waiting = [fault for fault in (None, *faults) if (fault.name if fault else CONTROL) not in verdicts]
    kinds = {fault.name: fault.kind for fault in faults}
    with ThreadPoolExecutor(jobs) as pool:
        futures = [pool.submit(workshop.verdict, fault) for fault in waiting]
        try:
            for future in as_completed(futures):
                verdict = future.result()
                if verdict.name == CONTROL and verdict.outcome != SURVIVED:
                    raise ControlFails(f"without a fault: {verdict.outcome} {verdict.test} {verdict.message}")
                verdicts[verdict.name] = verdict
                keep(verdict, workshop.tree, place)
                if verdict.name == CONTROL:
                    print(f"0 faults: passes ({verdict.seconds:.0f} s)", flush=True)
                else:
                    print(line(verdict.name, kinds[verdict.name], verdict), flush=True)
        finally:
            for future in futures:
                future.cancel()
            workshop.stop()


def interrupt(*_: object) -> None:
    """Being ended from outside is an interruption."""
    raise KeyboardInterrupt


def main(words: Sequence[str]) -> int:
    """Exit status 0 if enough faults were found, 1 if not or if the tests fail without one, 2 for bad arguments."""
    given = asked(words)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # The tests inherit what is ignored: a shell has its background jobs ignore Ctrl-C, which some tests send.
        if number == signal.SIGINT or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, interrupt)
    faults = [fault for fault in FAULTS if not given.names or fault.name in given.names]
    given.out.parent.mkdir(parents=True, exist_ok=True)
    verdicts: dict[str, Verdict] = {}
    status = 0
    try:
        with tempfile.TemporaryDirectory(prefix="wenze-mutants-", ignore_cleanup_errors=True) as folder:
            workshop = Workshop(Path(folder).resolve())
            verdicts = kept(workshop.tree, given.out) if given.resume else {}
            seed(workshop, faults, verdicts, given.jobs, given.out)
    except ControlFails as failed:
        print(f"mutants: the tests fail {failed}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("mutants: interrupted; --resume goes on from here", file=sys.stderr)
        status = INTERRUPTED
    print("", *table(faults, verdicts), sep="\n", flush=True)
    return status or int(share_found(verdicts, faults) < WANTED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
