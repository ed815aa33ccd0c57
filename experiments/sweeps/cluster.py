"""A sweep on more than one process or machine, by dask: the same parts, the same bytes.

A task is a part. Where a worker sees the store it writes the part there itself, elsewhere the part comes back as bytes. A worker that is
killed costs a retry; a part that kills several is run again world by world, so that the one that kills is a row of its own. Messages
between the processes are pickled, so that everything listens on this machine alone unless a cluster is asked for.
"""

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Literal

from pydantic import Field
from wenze.agents.parameter import Group
from wenze.experiments.messages import say
from wenze.experiments.sweeps.extras import import_extra
from wenze.experiments.sweeps.plan import PLAN, Plan, World
from wenze.experiments.sweeps.rows import Part, Row, part_of
from wenze.experiments.sweeps.running import Progress, Runner, Worlds, work_of_world
from wenze.experiments.sweeps.store import Store
from wenze.experiments.sweeps.sweeping import Maker
from wenze.sim.errors import InputError, at, clipped, listed_briefly, shown_path
from wenze.sim.settings.checking import check
from wenze.sim.settings.folders import SHIPPED
from wenze.sim.settings.yaml import load_yaml

LOOPBACK = "127.0.0.1"
RETRIES = 3
"""How often a part is tried again after the death of a worker."""
AHEAD = 2
"""Parts handed out ahead for each worker."""
KINDS = {"slurm": "SLURMCluster", "pbs": "PBSCluster", "sge": "SGECluster"}


class ClusterFile(Group):
    """``scenarios/cluster/NAME.yaml``: the processes that a sweep runs on.

    ``local`` starts workers on this machine; ``scheduler`` uses the one at an address; the others ask a queue for jobs, each with
    ``cores`` and ``memory``, for at most ``walltime``; ``options`` are handed to dask-jobqueue as they are.
    """

    kind: Literal["local", "scheduler", "slurm", "pbs", "sge"]
    workers: int = Field(2, ge=1, le=100_000)
    address: str | None = None
    cores: int = Field(1, ge=1)
    memory: str = "4GB"
    walltime: str | None = None
    queue: str | None = None
    interface: str | None = None
    options: dict[str, Any] = Field(default_factory=dict)


def read_cluster(name: str, folder: Path | None, workers: int | None, scheduler: str | None) -> ClusterFile:
    """The cluster of a name: ``dask`` for workers on this machine, or what a file says. Raises InputError."""
    if scheduler is not None:
        return ClusterFile(kind="scheduler", address=scheduler)
    if name == "dask":
        return ClusterFile(kind="local", workers=workers or 2)
    found = {
        path.stem: path
        for place in (SHIPPED, folder)
        if place is not None
        for path in (place / "cluster").glob("*.yaml")
    }
    if name not in found:
        names = listed_briefly(["dask", *sorted(found)])
        raise InputError(at(f"cluster={clipped(name)}", say("cluster_unknown", names=names)))
    file = check(ClusterFile, load_yaml(found[name]), shown_path(found[name]))
    return file if workers is None else file.model_copy(update={"workers": workers})


@contextmanager
def on_cluster(cluster: ClusterFile, out: Path) -> Iterator[Maker]:
    """What makes parts on a cluster, which is started for it unless it is there. Raises InputError."""
    distributed = import_extra("distributed")
    dask = import_extra("dask")
    settings = {"distributed.scheduler.allowed-failures": RETRIES, "distributed.comm.timeouts.connect": "30s"}
    with dask.config.set(settings), _client(distributed, cluster) as client:
        yield lambda plan, parts, progress: _made(distributed, client, cluster, plan, parts, progress, out)


@contextmanager
def _client(distributed: Any, cluster: ClusterFile) -> Iterator[Any]:
    """The client of a cluster, started for it unless it is there. Only what goes wrong in starting it is the cluster's fault."""
    with ExitStack() as stack:
        try:
            there = stack.enter_context(_cluster(distributed, cluster))
            client = stack.enter_context(distributed.Client(there, set_as_default=False))
            if cluster.kind not in ("local", "scheduler"):
                there.scale(jobs=cluster.workers)
        except (OSError, RuntimeError, TimeoutError, ValueError, TypeError) as error:  # dask raises all of these
            raise InputError(
                at(f"cluster={cluster.kind}", say("cluster_fails", why=clipped(str(error), 300)))
            ) from error
        yield client


@contextmanager
def _cluster(distributed: Any, cluster: ClusterFile) -> Iterator[Any]:
    if cluster.kind == "scheduler":
        if not cluster.address:
            raise InputError(say("cluster_no_address"))
        yield cluster.address
        return
    if cluster.kind == "local":
        with distributed.LocalCluster(
            n_workers=cluster.workers, threads_per_worker=1, processes=True, host=LOOPBACK, dashboard_address=None,
            silence_logs=50,
        ) as there:  # fmt: skip
            yield there
        return
    jobqueue = import_extra("dask_jobqueue")
    given = {key: getattr(cluster, key) for key in ("walltime", "queue", "interface") if getattr(cluster, key)}
    with getattr(jobqueue, KINDS[cluster.kind])(
        cores=cluster.cores, processes=cluster.cores, memory=cluster.memory, **given, **cluster.options
    ) as there:
        yield there


# --- making parts -------------------------------------------------------------------------------------------------------


def make_on_worker(plan: Plan, part: Worlds, folder: str) -> Part:
    """Make a part; where the store of its plan is seen from here, put it there, and give it back without its bytes."""
    made = part_of(plan, part.number, Runner(plan).rows(part.worlds))
    store = Store(Path(folder), plan)
    try:
        seen = (store.folder / PLAN).read_bytes() == plan.files[PLAN]
    except OSError:
        seen = False
    if seen:
        store.commit(made)
        return made._replace(files={})
    return made


def rows_on_worker(plan: Plan, worlds: Sequence[World]) -> list[Row]:
    """The rows of worlds."""
    return Runner(plan).rows(worlds)


def _made(
    distributed: Any,
    client: Any,
    cluster: ClusterFile,
    plan: Plan,
    parts: Sequence[Worlds],
    progress: Progress,
    out: Path,
) -> Generator[Part, None, None]:
    """Parts in their order, a few handed out ahead for each worker."""
    assert plan.files  # made once, here
    shared = client.scatter(plan, broadcast=True)
    folder = str(out.absolute())
    waiting = deque(parts)
    begun: deque[tuple[Worlds, Any]] = deque()
    while waiting or begun:
        ahead = AHEAD * max(cluster.workers, len(client.scheduler_info(n_workers=-1)["workers"]))
        while waiting and len(begun) < ahead:
            part = waiting.popleft()
            plain = part._replace(worlds=list(part.worlds))
            begun.append((plain, client.submit(make_on_worker, shared, plain, folder, pure=False)))
        part, future = begun.popleft()
        try:
            made = future.result()
        except distributed.KilledWorker:
            made = _world_by_world(distributed, client, shared, plan, part)
        progress(len(part.worlds) * work_of_world(plan))
        yield made


def _world_by_world(distributed: Any, client: Any, shared: Any, plan: Plan, part: Worlds) -> Part:
    """A part that kills workers, a world at a time: the runs of one that kills fail, and the others are there."""
    rows: list[Row] = []
    for world in part.worlds:
        try:
            rows += client.submit(rows_on_worker, shared, [world], pure=False).result()
        except distributed.KilledWorker:
            rows += Runner(plan).failed(world, "KilledWorker")
    return part_of(plan, part.number, rows)
