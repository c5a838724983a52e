"""The engine on a Ray cluster: Ray Data hands chunks of rows to actors that hold the index, and back in order.

The driver reads the rows, keeps their order, their variety and the journal, as it does for the local engine; actors
only draft. What an actor had in hand when it died is drafted beside the driver, while Ray starts another.
"""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import warnings
from collections import deque
from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import Any, Self

from rag.batch.engine import Asked, Failed, Outcome, attempt
from rag.batch.workers import Workers
from rag.domain import Request
from rag.endpoint.slots import Slots
from rag.errors import SettingError, WanyanError
from rag.settings import Settings
from rag.wiring import Wanyan, build

CHUNK = 16
"""Rows that are handed over and come back together."""
_AHEAD = 4
"""Chunks for each that is drafted at a time: a slow one keeps no actor idle."""
_SHARE = 4
"""Of so many calls at a model one is kept for second drafts, beside the driver: all rows in order wait for them."""
_CALLS = 64
"""Calls in flight that one process beside the driver keeps."""

Placed = Asked | Failed


@dataclass(frozen=True)
class Pool:
    """How many actors draft, and how many drafts each has in flight."""

    actors: int
    in_flight: int

    @classmethod
    def of(cls, concurrency: int, actors: int) -> Pool:
        """`concurrency` drafts over the actors: together they ask the endpoint no more than that at once."""
        actors = min(actors, concurrency)
        return cls(actors, concurrency // actors)

    @property
    def calls(self) -> int:
        """Chunks an actor works on at once: its places stay taken while the last row of one is waited for."""
        return -(-self.in_flight // CHUNK) + 1


class Drafter:
    """An actor of Ray Data: everything put together once, then chunk after chunk."""

    def __init__(self, given: dict[str, Any], knowledge: str, in_flight: int) -> None:
        wanyan = build(Settings.model_construct(**given))
        if wanyan.knowledge_version != knowledge:
            found = f"{wanyan.knowledge_version} instead of {knowledge}"
            raise SettingError(f"this node has other knowledge than the driver: {found}")
        self._wanyan = wanyan
        self._places = asyncio.Semaphore(in_flight)

    async def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        """Draft the rows of one chunk, all at once as far as there are places."""
        requests: list[Request] = pickle.loads(batch["chunk"][0])  # noqa: S301 - what this run's driver packed
        outcomes = await asyncio.gather(*map(self._draft, requests))
        return {"number": [batch["number"][0]], "chunk": [pickle.dumps(outcomes)]}

    async def _draft(self, request: Request) -> Outcome:
        async with self._places:
            return await attempt(lambda one: self._wanyan.draft(one, live=False), request)


class Feed:
    """An actor beside the driver that keeps chunks until they are done: whoever lost one can have it again."""

    def __init__(self) -> None:
        self._chunks: dict[int, bytes] = {}
        self._done = 0
        self._end: int | None = None
        self._changed = asyncio.Condition()

    async def put(self, number: int, chunk: bytes | None, done: int) -> None:
        """Take a chunk in, None behind the last; they come in any order. Those before `done` are wanted no more."""
        async with self._changed:
            if chunk is None:
                self._end = number
            else:
                self._chunks[number] = chunk
            self._done = max(self._done, done)
            for old in [old for old in self._chunks if old < self._done]:
                del self._chunks[old]
            self._changed.notify_all()

    async def take(self, number: int) -> bytes | None:
        """The chunk of that number, one without rows where it is done already, None behind the last."""
        async with self._changed:
            await self._changed.wait_for(
                lambda: number < self._done or number in self._chunks or number == self._end
            )
            return None if number == self._end else self._chunks.get(number, _NO_ROWS)

    async def ended(self) -> bool:
        """Whether all chunks have been put in."""
        return self._end is not None


_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_BACKEND_LOG_LEVEL": "fatal"}
"""Nothing is reported to Ray's makers, and nothing of Ray's own doings to whoever runs a batch."""
_NO_ROWS = pickle.dumps([])


class RayEngine:
    """Drafts rows on a cluster: the one that RAY_ADDRESS names, else one of this machine's processes."""

    def __init__(self, wanyan: Wanyan, concurrency: int, actors: int | None = None) -> None:
        model = wanyan.settings.llm_model is not None
        own = -(-concurrency // _SHARE) if model else 1
        self._wanyan, self._actors = wanyan, actors
        self._in_flight = max(1, concurrency - own) if model else concurrency
        self._places = Slots(own)
        self.ahead = 2 * concurrency if model else 0
        self._ours = False
        self._beside: Workers | None = None
        """Processes on the driver's node, for second drafts by a model and for chunks that were lost."""

    async def __aenter__(self) -> Self:
        """Join the cluster, or start one. Raises SettingError without Ray, WanyanError without a cluster."""
        for name, value in _QUIET.items():
            os.environ.setdefault(name, value)
        try:
            import ray
        except ImportError as error:
            raise SettingError("--engine ray needs Ray: pip install 'wanyan[ray]'") from error
        if not ray.is_initialized():
            try:
                ray.init(include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
            except (ConnectionError, RuntimeError, TimeoutError, ValueError) as error:
                raise WanyanError(f"the Ray cluster cannot be joined: {str(error).splitlines()[0]}") from error
            self._ours = True
        if self._wanyan.settings.llm_model is not None:
            await self._started_beside()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the cluster; what is in flight is given up."""
        import ray

        if self._beside is not None:
            await self._beside.__aexit__(kind, error, trace)
        if self._ours:
            ray.shutdown()

    async def drafted(self, asked: Iterator[Placed]) -> AsyncGenerator[tuple[Placed, Outcome], None]:
        """Each row with what came of it, in order. Raises WanyanError where the cluster gives up."""
        import ray

        pool = Pool.of(self._in_flight, self._actors or int(ray.cluster_resources().get("CPU", 1)))
        feed = ray.remote(Feed).options(num_cpus=0, max_concurrency=1_000, scheduling_strategy=_here()).remote()
        window = _Window(feed, asked, pool.actors * pool.calls * _AHEAD)
        try:
            window.fill()
            results = iter(self._dataset(feed, pool).iter_batches(batch_size=1, prefetch_batches=0))
            while (batch := await asyncio.to_thread(_next, results)) is not None:
                outcomes = pickle.loads(batch["chunk"][0])  # noqa: S301 - what our own actor packed
                for chunk, came in window.taken(int(batch["number"][0]), outcomes):
                    for result in _paired(chunk, await self._redrafted(chunk) if came is None else came):
                        yield result
                window.fill()
            if not await feed.ended.remote():
                raise WanyanError("the Ray cluster gave up: no more rows are taken")
            for chunk, _ in window.taken(None, ()):
                for result in _paired(chunk, await self._redrafted(chunk)):
                    yield result
        finally:
            ray.kill(feed)

    async def again(self, request: Request) -> Outcome:
        """One more draft, on the driver's node: rows in order wait for it."""
        async with self._places.place():
            if self._beside is not None:
                return await self._beside.draft(request, first=True)
            return await attempt(lambda one: self._wanyan.draft(one, live=True), request)

    async def _redrafted(self, chunk: list[Placed]) -> list[Outcome]:
        """Draft a lost chunk in a process beside the driver; a row that kills that too, time after time, failed."""
        beside = await self._started_beside()
        return list(await asyncio.gather(*map(beside.draft, _requests(chunk))))

    async def _started_beside(self) -> Workers:
        if self._beside is None:
            processes = -(-self._places.limit // _CALLS)
            each = -(-self._places.limit // processes)
            settings = self._wanyan.settings.model_copy(update={"llm_concurrency": each})
            self._beside = await Workers(settings, processes).__aenter__()
        return self._beside

    def _dataset(self, feed: Any, pool: Pool) -> Any:
        """Chunks as they are fed → their outcomes, in order, each chunk a block of its own."""
        import ray

        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = context.print_on_execution_start = context.enable_auto_log_stats = False
        context.execution_options.preserve_order = True
        context.target_max_block_size = 1
        context.max_errored_blocks = -1  # a chunk that is missing is told by its number
        logging.getLogger("ray.data").setLevel(logging.CRITICAL)
        chunks = ray.data.read_datasource(_source(feed), override_num_blocks=1, num_cpus=0)
        settings = self._wanyan.settings
        given = {
            name: value for name, value in settings if name in settings.model_fields_set
        }  # the rest is a node's own
        given["llm_concurrency"] = pool.in_flight
        warnings.filterwarnings("ignore", message=".*ray_remote_args", module=__name__)
        return chunks.map_batches(
            Drafter,
            batch_size=1,
            fn_constructor_args=(given, self._wanyan.knowledge_version, pool.in_flight),
            compute=ray.data.ActorPoolStrategy(
                size=pool.actors,
                max_concurrent_calls_per_actor=pool.calls,
                max_tasks_in_flight_per_actor=2 * pool.calls,
            ),
            max_task_retries=0,  # Ray waits for ever now and then for what a dead actor had in hand
        )


class _Window:
    """The chunks that are under way, oldest first: so many at most, whatever the size of the input."""

    def __init__(self, feed: Any, asked: Iterator[Placed], size: int) -> None:
        self._feed, self._asked, self._size = feed, asked, size
        self._chunks: deque[tuple[int, list[Placed]]] = deque()
        self._next, self._done, self._ended = 0, 0, False

    def fill(self) -> None:
        """Hand on rows as long as there is room."""
        while not self._ended and len(self._chunks) < self._size:
            chunk = list(islice(self._asked, CHUNK))
            self._ended = not chunk
            packed = pickle.dumps(_requests(chunk)) if chunk else None
            self._feed.put.remote(self._next, packed, self._done)
            if chunk:
                self._chunks.append((self._next, chunk))
                self._next += 1

    def taken(
        self, number: int | None, outcomes: Sequence[Outcome]
    ) -> Iterator[tuple[list[Placed], Sequence[Outcome] | None]]:
        """The chunks up to the one that came back, or all; None for those before it, which were lost."""
        while self._chunks and (number is None or self._chunks[0][0] <= number):
            came, chunk = self._chunks.popleft()
            self._done = came + 1
            yield chunk, outcomes if came == number else None


def _requests(chunk: list[Placed]) -> list[Request]:
    return [one.request for one in chunk if isinstance(one, Asked)]


def _paired(chunk: list[Placed], outcomes: Sequence[Outcome]) -> Iterator[tuple[Placed, Outcome]]:
    given = iter(outcomes)
    for one in chunk:
        yield one, one.failure if isinstance(one, Failed) else next(given)


def _here() -> Any:
    """On the driver's own node: while it lives, what it feeds is there."""
    import ray
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    return NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)


def _next(results: Iterator[Any]) -> Any:
    """The next chunk that came back, None behind the last. Raises WanyanError with what Ray says."""
    from ray.exceptions import RayError

    try:
        return next(results, None)
    except RayError as error:
        raise WanyanError(f"the Ray cluster gave up: {str(error).strip().splitlines()[-1]}") from error


def _source(feed: Any) -> Any:
    """What Ray Data reads from: the feed, block by block, as long as rows come."""
    import pyarrow as pa
    import ray
    from ray.data.block import BlockMetadata

    def read() -> Iterator[Any]:
        number = 0
        while (chunk := ray.get(feed.take.remote(number))) is not None:
            yield pa.table({"number": [number], "chunk": pa.array([chunk], pa.binary())})
            number += 1

    class Source(ray.data.Datasource):  # type: ignore[misc]
        """One task that reads as long as rows come."""

        def get_name(self) -> str:
            return "Rows"

        def estimate_inmemory_data_size(self) -> int | None:
            return None

        def get_read_tasks(self, parallelism: int, *_: Any, **__: Any) -> list[Any]:
            metadata = BlockMetadata(num_rows=None, size_bytes=None, input_files=None, exec_stats=None)
            return [ray.data.ReadTask(read, metadata)]

    return Source()
