"""A sweep on more than one process or machine, by dask: the same parts, the same bytes.

A task is a part. Where a worker sees the store it writes the part there itself, elsewhere the part comes back as bytes. A worker that is
killed costs a retry; a part that kills several is run again world by world, so that the one that kills is a row of its own. Messages
between the processes are pickled, so that everything listens on this machine alone unless a cluster is asked for.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import Field
from wenze.agents.parameter import Group
from wenze.experiments.messages import say
from wenze.experiments.sweeps.extras import import_extra
from wenze.experiments.sweeps.plan import PLAN, Plan, World
from wenze.experiments.sweeps.rows import Part, Row, part_of
from wenze.experiments.sweeps.running import Known, Progress, Runner, Worlds, work_of
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
def on_cluster(cluster: ClusterFile) -> Iterator[Maker]:
    """What makes parts on a cluster, which is started for it unless it is there. Raises InputError."""
    distributed = import_extra("distributed")
    dask = import_extra("dask")
    settings = {"distributed.scheduler.allowed-failures": RETRIES, "distributed.comm.timeouts.connect": "30s"}
    with dask.config.set(settings), _client(distributed, cluster) as client:
        yield lambda store, parts, progress, known: _made(
            _Workers(distributed, client, cluster, store, known), parts, progress
        )


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


def held(plan: Plan) -> Plan:
    """The plan, as workers hold it."""
    return plan


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


class _Begun(NamedTuple):
    """A part that was handed out: the worlds of it that have to be run, and what will be their rows, or where all of them have to
    be run, the part."""

    part: Worlds
    new: Sequence[World]
    future: Any


class _Workers:
    """What hands the parts of a store out, and takes them back; ``known`` are rows that need not be run."""

    def __init__(self, distributed: Any, client: Any, cluster: ClusterFile, store: Store, known: Known | None) -> None:
        self._distributed, self._client, self._cluster = distributed, client, cluster
        self._plan, self._known = store.plan, known
        self._folder = str(store.folder.absolute())
        assert self._plan.files  # made once, here
        # By a task and not by scattering: what a task made is made again when the workers that held it have died.
        self._shared = client.submit(held, self._plan, pure=False)

    @property
    def ahead(self) -> int:
        """How many parts are handed out ahead."""
        return AHEAD * max(self._cluster.workers, len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def begin(self, part: Worlds) -> _Begun:
        """Hand out what of a part has to be run."""
        part = part._replace(worlds=list(part.worlds))
        new = [world for world in part.worlds if self._known is None or not self._known.holds(self._plan, world)]
        if len(new) == len(part.worlds):
            return _Begun(part, new, self._submit(make_on_worker, part, self._folder))
        return _Begun(part, new, self._submit(rows_on_worker, new) if new else None)

    def end(self, begun: _Begun) -> Part:
        """The part, with what was known of it."""
        part, new, future = begun
        try:
            made = [] if future is None else future.result()
        except self._distributed.KilledWorker:
            made = self._one_by_one(new)
        return made if isinstance(made, Part) else part_of(self._plan, part.number, self._together(part, made))

    def work(self, begun: _Begun) -> int:
        """Cadre-months of what had to be run."""
        return work_of(self._plan, begun.new)

    def _submit(self, work: Callable[..., Any], *arguments: Any) -> Any:
        return self._client.submit(work, self._shared, *arguments, pure=False)

    def _together(self, part: Worlds, made: Sequence[Row]) -> list[Row]:
        """The rows of a part in order, from those that were made and those that are known."""
        found: dict[World, list[Row]] = {}
        for row in made:
            found.setdefault(row.world, []).append(row)
        return [row for world in part.worlds for row in found.get(world) or self._known_rows(world)]

    def _known_rows(self, world: World) -> list[Row]:
        return (self._known and self._known.rows(self._plan, world)) or []

    def _one_by_one(self, worlds: Sequence[World]) -> list[Row]:
        """The rows of worlds that killed workers, a world at a time: the runs of one that kills fail, and the others are there."""
        rows: list[Row] = []
        for world in worlds:
            try:
                rows += self._submit(rows_on_worker, [world]).result()
            except self._distributed.KilledWorker:
                rows += Runner(self._plan).failed(world, "KilledWorker")
        return rows


def _made(workers: _Workers, parts: Sequence[Worlds], progress: Progress) -> Generator[Part, None, None]:
    """Parts in their order, a few handed out ahead for each worker."""
    waiting = deque(parts)
    begun: deque[_Begun] = deque()
    while waiting or begun:
        ahead = workers.ahead
        while waiting and len(begun) < ahead:
            begun.append(workers.begin(waiting.popleft()))
        first = begun.popleft()
        made = workers.end(first)
        progress(workers.work(first))
        yield made
