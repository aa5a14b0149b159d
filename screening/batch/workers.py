"""Processes that screen blocks of rows side by side, each with the lists opened for itself.

A worker that ends before its time, as one does that the system kills for want of memory, costs no row: its block is
done again by another. A block that ends two workers is answered with error rows, so that a run always comes to an end.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from traceback import format_exc

from screening.batch.blocks import Answered, Block, Clerk
from screening.batch.options import Load, Workers
from screening.errors import ScreeningError
from screening.garbage import collect_rarely
from screening.results import Engine, ListInfo

_TRIES = 2
"""How many workers a block may end, and how many may end one after the other before they have opened the lists."""
_BLOCKS_A_WORKER = 2
"""How many may be in hand, or answered and not yet written: this bounds the memory."""
_GRACE_SECONDS = 5
_CONTEXT = get_context("spawn")
"""Nothing of this process goes over but what is sent: the only way that is safe beside threads, and on every system."""
_MOST_ON_WINDOWS = 61
"""Source: Microsoft, "WaitForMultipleObjects": at most 64 objects, of which Python takes some."""


def available_cores() -> int:
    """Return how many cores this process may use, 1 or more."""
    if sys.platform == "win32":
        return min(os.cpu_count() or 1, _MOST_ON_WINDOWS)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Desk:
    """What a worker is given when it starts."""

    load: Load
    clerk: Clerk
    lists: tuple[ListInfo, ...]
    """What it must find when it opens the lists: what the whole run says it searched."""
    engine: Engine


class _Ready:
    """What a worker says when it has opened the lists."""


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why a worker gave up: a refusal in one sentence, or the traceback of a fault of the program."""

    told: str
    is_refusal: bool


def _work(connection: Connection, desk: Desk) -> None:
    """Answer blocks until there are no more. An interruption is the business of the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_rarely()
    try:
        for message in _messages(connection, desk):
            connection.send(message)
    except (BrokenPipeError, ConnectionResetError):
        return  # Nobody waits for the answer: the run was ended.


def _messages(connection: Connection, desk: Desk) -> Iterator[_Ready | Answered | _Failure]:
    try:
        screener = desk.load()
        if (screener.lists, screener.engine) != (desk.lists, desk.engine):
            yield _Failure("the lists were changed while the file was screened: start again", is_refusal=True)
            return
        yield _Ready()
        while (block := _next_block(connection)) is not None:
            yield desk.clerk.answer(block, screener)
    except ScreeningError as error:
        yield _Failure(str(error), is_refusal=True)
    except Exception:  # A fault of the program ends the run here as it would in one process.
        yield _Failure(format_exc(), is_refusal=False)


def _next_block(connection: Connection) -> Block | None:
    try:
        block: Block = connection.recv()
    except (EOFError, ConnectionResetError):
        return None
    return block


@dataclass(frozen=True, slots=True)
class _Task:
    """A block with its place in the order."""

    place: int
    block: Block

    def __str__(self) -> str:
        return f"rows {self.block[0].number:,} to {self.block[-1].number:,}"


@dataclass(eq=False, slots=True)
class _Worker:
    """One process and the line to it."""

    process: BaseProcess
    connection: Connection
    is_ready: bool = False
    """Whether it has opened the lists."""
    task: _Task | None = None

    def dismiss(self) -> None:
        """End the process: an idle one by itself, one in the middle of something at once."""
        self.connection.close()
        if self.task or not self.is_ready:
            self.process.terminate()
        self.process.join()

    def bury(self) -> str:
        """Return how a process ended that is no longer on the line."""
        self.connection.close()
        self.process.join(_GRACE_SECONDS)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        code = self.process.exitcode or 0
        return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"


class Crew:
    """The workers of one run; after its `with` block no process is left."""

    def __init__(self, workers: Workers, desk: Desk, on_lost: Callable[[str], None] | None = None) -> None:
        self._size = workers.count
        self._desk = desk
        self._on_lost = on_lost or (lambda told: None)
        self._workers: list[_Worker] = []
        self._failed_starts = 0
        self._ended: Counter[int] = Counter()
        self._again: deque[_Task] = deque()
        self._answered: dict[int, Answered] = {}

    def __enter__(self) -> Crew:
        for _ in range(self._size):
            self._hire()
        return self

    def __exit__(self, *error: object) -> None:
        for worker in self._workers:
            worker.dismiss()

    def answer(self, blocks: Iterable[Block]) -> Iterator[Answered]:
        """Yield the answers of the blocks, in their order; no more are taken than there is room for.

        Raises:
            ScreeningError: the workers cannot open the lists, or find others than those of this run.
        """
        coming = (_Task(place, block) for place, block in enumerate(blocks))
        taken = due = 0
        more = True
        while True:
            for worker in self._workers:
                if not worker.is_ready or worker.task:
                    continue
                if self._again:
                    self._give(worker, self._again.popleft())
                elif more and taken < due + _BLOCKS_A_WORKER * self._size:
                    task = next(coming, None)
                    more = task is not None
                    if task:
                        taken += 1
                        self._give(worker, task)
            if due in self._answered:
                yield self._answered.pop(due)
                due += 1
            elif more or due < taken:
                self._listen()
            else:
                return

    def _hire(self) -> None:
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_work, args=(theirs, self._desk), daemon=True)
        with _interruptions_held():
            process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))

    def _give(self, worker: _Worker, task: _Task) -> None:
        worker.task = task
        # A worker that has just ended is found out when it is listened to.
        with suppress(BrokenPipeError, ConnectionResetError):
            worker.connection.send(task.block)

    def _listen(self) -> None:
        """Wait until a worker says something or is gone, and take note of it."""
        spoken = set(wait([worker.connection for worker in self._workers]))
        for worker in [worker for worker in self._workers if worker.connection in spoken]:
            try:
                message = worker.connection.recv()
            except (EOFError, ConnectionResetError):
                self._replace(worker)
                continue
            if isinstance(message, _Failure):
                raise (ScreeningError if message.is_refusal else RuntimeError)(message.told)
            worker.is_ready = True
            self._failed_starts = 0
            if worker.task:
                self._answered[worker.task.place] = message
                worker.task = None

    def _replace(self, worker: _Worker) -> None:
        """Put another worker in the place of one that is gone; its block is done again, or else refused."""
        self._workers.remove(worker)
        how, task = f"a worker process (pid {worker.process.pid}) {worker.bury()}", worker.task
        if not worker.is_ready:
            self._failed_starts += 1
            if self._failed_starts == _TRIES:
                raise ScreeningError(f"{how} before it had opened the lists, like the one before: try fewer workers")
            self._on_lost(f"{how} before it had opened the lists: another one is started")
        elif task:
            self._ended[task.place] += 1
            if self._ended[task.place] < _TRIES:
                self._again.append(task)
                self._on_lost(f"{how} at {task}: they are screened again")
            else:
                error = f"not screened: {_TRIES} worker processes ended at {task}, this row among them"
                self._answered[task.place] = self._desk.clerk.refuse(task.block, error)
                self._on_lost(f"{how} at {task}, like one before: they are written as error rows")
        self._hire()


@contextmanager
def _interruptions_held() -> Iterator[None]:
    """Let a process start without an interruption (Ctrl-C) reaching it; ours comes after the block."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # Started by the first process, it would lift the hold.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
