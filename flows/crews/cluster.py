"""Dask does the text half: processes of this machine, or whatever workers a scheduler has.

Parts go out and rows come back, never more of them than the crew's `ahead`. A worker that is lost costs time: Dask
gives its parts to others. A part on which workers keep ending is given out again document by document, and a document
that ends them by itself becomes a reject. Each worker makes its tools once a run, from the recipe that it is sent.
"""

import logging
from collections.abc import Sequence
from contextlib import suppress
from threading import Lock
from typing import Any, Self, cast
from uuid import uuid4

import dask
from distributed import Client, KilledWorker, LocalCluster, WorkerPlugin, get_worker
from distributed.comm.addressing import get_address_host_port

from flows.crews.base import Given, Part
from flows.making.drafts import Made, make_all
from flows.making.tools import Recipe, Tools
from flows.text.errors import DatelineError, Defect, SettingsError
from flows.text.readers import Reject

PARTS_AHEAD = 3
"""Parts in hand a worker's thread: Dask keeps one or two waiting where it runs one."""

OWN_CLUSTER = {
    "distributed.scheduler.allowed-failures": 1,
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "1s",
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.admin.tick.interval": "10s",
}
"""Dask's settings for a cluster of our own. A part may end one worker before it is taken for the cause. What Dask
measures of itself up to a hundred times a second, for a dashboard that is not there, took 3 % of an ingest."""

TRIES = 2
"""How often a document is handed out by itself before it is taken for the cause."""

CONNECT_SECONDS = 20

Results = Sequence[Made | Reject]


class Cluster:
    """A crew of Dask workers; `scheduler` is an address (`tcp://host:8786`), or empty for `number` of our own."""

    def __init__(self, recipe: Recipe, number: int, scheduler: str) -> None:
        self._recipe, self._number, self._scheduler = recipe, number, scheduler
        self._name = f"dateline-{uuid4()}"
        self._client: Client | None = None
        self.local: LocalCluster | None = None

    @property
    def ahead(self) -> int:
        """Parts in hand, at most, beyond the batch that is waited for."""
        return PARTS_AHEAD * (sum(self._client.nthreads().values()) if self._client else self._number)

    def hand(self, part: Part) -> "Handed":
        """Send it to the scheduler."""
        return Handed(self, part, self.submit(part))

    def submit(self, part: Part) -> Any:
        """Dask's future of a part."""
        if self._client is None:
            self._client = self._connected()
            self._client.register_plugin(ToolsOfARun(self._recipe), name=self._name)
        return self._client.submit(make_part, self._name, part, pure=False)

    def __enter__(self) -> Self:
        """Nobody starts before there is work."""
        return self

    def __exit__(self, *error: object) -> None:
        """Let go of the scheduler, and end workers of our own."""
        if self._client is not None:
            if self.local is None:
                self._client.unregister_worker_plugin(self._name)
            self._client.close()
        if self.local is not None:
            self.local.close()

    def _connected(self) -> Client:
        try:
            if not self._scheduler:
                dask.config.set(OWN_CLUSTER)
                self.local = LocalCluster(
                    n_workers=self._number,
                    threads_per_worker=1,
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                )
            elif not self._scheduler.startswith("inproc:"):
                get_address_host_port(self._scheduler)  # a Client that cannot read it leaves a traceback behind
            return Client(self.local or self._scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"no Dask scheduler answers at {self._scheduler}", f"mend --scheduler: {error}"
            ) from error


class Handed:
    """A part that somebody has."""

    def __init__(self, crew: Cluster, part: Part, future: Any) -> None:
        self._crew, self._part, self._future = crew, part, future

    def result(self) -> Results:
        """Wait for it. Raises what kept the whole part from being made."""
        try:
            return waited_for(self._future)
        except KilledWorker:
            return [self._by_itself(each) for each in self._part.documents]

    def _by_itself(self, given: Given) -> Made | Reject:
        """One document, handed out again, and once more: Dask blames whatever waits at a worker that dies."""
        for _ in range(TRIES):
            with suppress(KilledWorker):
                return waited_for(self._crew.submit(Part((given,))))[0]
        document = given.document
        what = f"{document.uri} ended the workers that read it"
        mend = "report it with the file, or give the workers more memory; the rest of the run is not touched"
        return Reject(document.uri, document.content_hash, Defect(what, mend))


def waited_for(future: Any) -> Results:
    """What became of a part. Raises KilledWorker when it, or another one beside it, ended too many workers."""
    try:
        made: Results = future.result()
    except (OSError, TimeoutError) as error:
        raise DatelineError(f"the Dask scheduler is gone: {error}", "run again; what is loaded stays") from error
    finally:
        future.release()
    return made


class ToolsOfARun(WorkerPlugin):
    """On each worker: the tools of one run, made when the first part comes. One part at a time uses them."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe

    def setup(self, worker: Any) -> None:
        """On the worker, which may have joined in the middle of the run."""
        self.lock = Lock()
        self.tools: Tools | None = None


def make_part(name: str, part: Part) -> Results:
    """On the worker: rows or reject of each document."""
    own = cast(ToolsOfARun, get_worker().plugins[name])
    with own.lock:
        if own.tools is None:
            own.tools = own.recipe.tools()
        return make_all(part.documents, own.tools)
