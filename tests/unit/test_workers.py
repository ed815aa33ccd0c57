"""What workers of a cluster give back, when some of them die."""

from types import SimpleNamespace
from typing import Any

import pytest

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

from wenze.experiments.sweeps.cluster import RETRIES, ClusterFile, _Workers  # noqa: E402


class Client:
    """A stand-in for dask's, whose workers have lost the plan so many times."""

    def __init__(self, losses: int) -> None:
        self.losses, self.shared = losses, 0

    def scatter(self, plan: Any, broadcast: bool) -> str:
        self.shared += 1
        return f"plan {self.shared}"

    def submit(self, work: Any, *arguments: Any, pure: bool) -> Any:
        def result() -> Any:
            if self.losses:
                self.losses -= 1
                raise distributed.client.FutureCancelledError("task", "already forgotten")
            return work(*arguments)

        return SimpleNamespace(result=result)


def workers(client: Client) -> Any:
    store = SimpleNamespace(plan=SimpleNamespace(files={"plan.yaml": b""}), folder=SimpleNamespace(absolute=str))
    return _Workers(distributed, client, ClusterFile(kind="local"), store, None)  # type: ignore[arg-type]


def test_the_plan_is_shared_again_where_the_workers_that_held_it_died() -> None:
    client = Client(losses=2)
    group = workers(client)
    assert group._result(group._submit(lambda plan, *rest: (plan, *rest), 1, 2)) == ("plan 3", 1, 2)


def test_work_that_is_lost_again_and_again_is_not_tried_for_ever() -> None:
    group = workers(Client(losses=RETRIES + 1))
    with pytest.raises(distributed.client.FutureCancelledError):
        group._result(group._submit(lambda plan: plan))
