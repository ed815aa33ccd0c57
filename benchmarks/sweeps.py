"""How fast a sweep is: against the bare engine, in memory, and against what others use to run the same runs.

``python -m benchmarks.sweeps`` prints runs a second of the bare engine and of a sweep, measured in turn in one process, and their ratio;
``--peers`` adds the same runs by Hydra's multirun, by EMA workbench (where they are installed) and by Mesa's ``batch_run``;
``--memory N`` runs N settings and prints memory as it goes.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
from wenze.experiments.sweeps.axes import read_axis
from wenze.experiments.sweeps.designs import points_of
from wenze.experiments.sweeps.plan import Plan
from wenze.experiments.sweeps.sweeping import sweep
from wenze.sim.batch import run_one
from wenze.sim.settings.compose import makings

WORLD = ["world.scale.counties=1", "world.scale.townships=10", "world.scale.posts=20", "months=60", "spin_up=0"]
"""200 cadres for 60 months, from a world without a past."""
STRICT = "policy.accountability.strictness_work"


def plan_of(settings: int) -> Plan:
    """So many settings of one regime, one replication each."""
    made = makings(
        [*WORLD, "replications=1"], names=["blanket_punishment"], reference=None, folder=None, mode="compare"
    )
    axes = (read_axis(STRICT, f"range(0,1,{1 / settings:.10f})"),)
    return Plan(made, "grid", axes, points_of("grid", axes, None, 1))


def bare(plan: Plan, threads: int) -> float:
    """Seconds of the same runs by the engine alone, their settings made ahead, nothing kept."""
    settings = [plan.settings(number) for number in range(plan.points.size)]
    began = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(lambda one: run_one(one, one.scenarios[0].stages, 0).tallies.shape, settings, chunksize=20):
            pass
    return time.perf_counter() - began


def swept(plan: Plan, threads: int) -> float:
    """Seconds of a sweep, summary included."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        sweep(plan, Path(folder) / "store", threads)
        return time.perf_counter() - began


def speed(settings: int, threads: int, rounds: int) -> None:
    """Print runs a second of both, and the median of their ratios."""
    plan = plan_of(settings)
    bare(plan_of(20), threads)
    pairs = [(bare(plan, threads), swept(plan, threads)) for _ in range(rounds)]
    ratios = [one / other for one, other in pairs]
    for name, place in (("bare engine", 0), ("sweep", 1)):
        seconds = min(pair[place] for pair in pairs)
        print(f"{name:12} {settings:,} runs in {seconds:6.1f} s, {settings / seconds:7,.0f} a second", flush=True)
    print(f"a sweep goes at {statistics.median(ratios):.2f} of the bare engine's speed", flush=True)


def memory(settings: int, threads: int) -> None:
    """Print the memory of this process over a long sweep, by tenths of its parts."""
    from wenze.experiments.sweeps import sweeping

    plan = plan_of(settings)
    process, seen = psutil.Process(), []
    real = sweeping.Store.commit

    def commit(store: Any, part: Any) -> None:
        real(store, part)
        seen.append(process.memory_info().rss / 1e6)

    sweeping.Store.commit = commit  # type: ignore[method-assign]
    swept(plan, threads)
    tenths = [seen[min(len(seen) - 1, int(share * len(seen) / 10))] for share in range(1, 11)]
    print(f"{settings:,} runs in {len(seen)} parts; memory by tenths, MB: " + " ".join(f"{one:.0f}" for one in tenths))
    print(f"the last tenth over the second: {tenths[-1] / tenths[1]:.2f}", flush=True)


HYDRA = """
import hydra
from omegaconf import DictConfig, OmegaConf
from hydra.core.config_store import ConfigStore
from wenze.sim.batch import run_one
from wenze.sim.settings.compose import compose

ConfigStore.instance().store(name="base", node={"strict": 0.1})

@hydra.main(version_base=None, config_name="base")
def job(config):
    given = [*%r, f"policy.accountability.strictness_work={config.strict}"]
    settings = compose(given, names=["blanket_punishment"], reference=None, folder=None, mode="run")
    run_one(settings, settings.scenarios[0].stages, 0)

job()
"""

EMA = """
from ema_workbench import Model, RealParameter, ScalarOutcome, perform_experiments
from wenze.sim.batch import run_one
from wenze.sim.settings.compose import compose

def job(strict=0.1):
    given = [*%r, f"policy.accountability.strictness_work={strict}"]
    settings = compose(given, names=["blanket_punishment"], reference=None, folder=None, mode="run")
    return {"solved": float(run_one(settings, settings.scenarios[0].stages, 0).tallies["solved"].sum())}

model = Model("wenze", function=job)
model.uncertainties = [RealParameter("strict", 0.0, 1.0)]
model.outcomes = [ScalarOutcome("solved")]
perform_experiments(model, %d)
"""

MESA = """
import mesa
from wenze import Model

if __name__ == "__main__":
    world = [word for word in %r if word.startswith("world.")]
    runs = %d
    strict = [f"policy.accountability.strictness_work={place / runs:.6f}" for place in range(runs)]
    given = {"scenario": "blanket_punishment", "months": 60, "spin_up": 0, "overrides": [[*world, one] for one in strict]}
    mesa.batch_run(
        Model, parameters=given, number_processes=1, max_steps=60, data_collection_period=-1, display_progress=False
    )
"""


def peers(runs: int) -> None:
    """Print seconds of the same runs by others, on the same engine."""
    numbers = ",".join(f"{place / runs:.6f}" for place in range(runs))
    programs = {
        "Hydra --multirun": (HYDRA % (WORLD,), ["--multirun", f"strict={numbers}", "hydra.verbose=false"]),
        "EMA workbench": (EMA % (WORLD, runs), []),
        "mesa.batch_run": (MESA % (WORLD, runs), []),
    }
    for name, (program, arguments) in programs.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "job.py"
            path.write_text(textwrap.dedent(program), encoding="utf-8")
            began = time.perf_counter()
            done = subprocess.run([sys.executable, str(path), *arguments], cwd=folder, capture_output=True, text=True)
            seconds = time.perf_counter() - began
        said = f"{seconds:6.1f} s" if done.returncode == 0 else f"not run: {done.stderr.strip().splitlines()[-1:]}"
        print(f"{name:18} {runs:,} runs: {said}", flush=True)
    print(f"{'wenze sweep':18} {runs:,} runs: {swept(plan_of(runs), 1):6.1f} s on one thread", flush=True)


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--settings", type=int, default=10_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, default=0)
    parser.add_argument("--peers", type=int, default=0)
    given = parser.parse_args()
    if given.memory:
        memory(given.memory, given.threads)
    elif given.peers:
        peers(given.peers)
    else:
        speed(given.settings, given.threads, given.rounds)


if __name__ == "__main__":
    main()
