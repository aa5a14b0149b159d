"""Each measure, taken in a process of its own so that none warms or swells another.

Time is processor time of the one process where it is stated per name, and wall-clock time where people wait.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory

from rapidfuzz import fuzz, process

from screening.homes import default_home, index_folder
from screening.indexfiles import open_lists
from screening.query import build_query
from screening.results import ListInfo
from screening.screener import Screener
from screening.store import load_lists
from tests.benchmarks.corpus import install_recombined, invented_people, recombined
from tests.logic_v2 import run_logic_v2

COLD_RUNS = 7
BRUTE_NAMES, PEER_NAMES = 20, 3


def shared() -> Path:
    """Return the folder of the real lists."""
    return Path(os.environ.get("SCREENING_SHARED", "../shared")).resolve()


def peak_memory() -> float:
    """Return the most memory this process has used, in MB."""
    return getrusage(RUSAGE_SELF).ru_maxrss / 1024


def single(count: int) -> dict[str, float]:
    """Screen people nobody asked for before, one by one, as a service does: each word is new but the common ones."""
    screener = Screener.load(link=False)
    times = []
    for name in invented_people(shared(), count):
        start = time.process_time()
        result = screener.screen(build_query(name, kind="person"))
        if not result.hits:
            times.append(time.process_time() - start)
    cuts = statistics.quantiles(times, n=100)
    return {"single_p50": cuts[49] * 1000, "single_p99": cuts[98] * 1000, "single_names": len(times)}


def batch(count: int) -> dict[str, float]:
    """Screen many people in one process."""
    screener = Screener.load(link=False)
    queries = [build_query(name, kind="person") for name in invented_people(shared(), count)]
    screener.screen(queries[0])
    start = time.process_time()
    hits = sum(bool(result.hits) for result in screener.screen_many(queries))
    seconds = time.process_time() - start
    return {"batch": len(queries) / seconds, "batch_memory": peak_memory(), "batch_alerts": hits}


def build(_: int) -> dict[str, float]:
    """Read all installed lists and make their index, as the first question after an installation does."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "lists").symlink_to(default_home() / "lists")
        start = time.process_time()
        index = open_lists(home=home)
        seconds = time.process_time() - start
        (file,) = index_folder(home).iterdir()
        size = file.stat().st_size / 1e6
    names = sum(one.names for one in index.lists)
    return {"build": seconds, "build_memory": peak_memory(), "index_mb": size, "names": names}


def build_large(count: int) -> dict[str, float]:
    """Make the index of so many names, which another process makes of the words of the listed ones."""
    with TemporaryDirectory() as folder:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            pool.submit(install_recombined, Path(folder), count).result()
        start = time.process_time()
        open_lists(["made"], home=Path(folder))
        seconds = time.process_time() - start
        (file,) = index_folder(Path(folder)).iterdir()
        size = file.stat().st_size / 1e6
    return {"large": seconds, "large_memory": peak_memory(), "large_mb": size, "large_names": count}


def growth(count: int) -> dict[str, float]:
    """Search lists made of the words of the listed names: at their own number, five and eighteen times that."""
    listed = [record for one in load_lists() for record in one.records]
    sizes = (50_000, 250_000, 900_000)
    people = invented_people(shared(), (len(sizes) + 1) * count)
    costs = []
    for place, size in enumerate(sizes, 1):
        info = ListInfo("made", "made", "", None, "0" * 64, size, size)
        screener = Screener(recombined(listed, size), lists=[info], link=False)
        for name in people[:count]:  # tables and common words are known from then on
            screener.screen(build_query(name, kind="person"))
        start = time.process_time()
        for name in people[place * count : (place + 1) * count]:
            screener.screen(build_query(name, kind="person"))
        costs.append((time.process_time() - start) / count)
        del screener
    per_name = {f"cost_{size}": 1000 * cost for size, cost in zip(sizes, costs, strict=True)}
    return {"growth_5": costs[1] / costs[0], "growth_18": costs[2] / costs[0], **per_name}


def brute_force(_: int) -> dict[str, float]:
    """Compare each asked name with every listed one, by rapidfuzz WRatio, as hobby projects do."""
    index = open_lists()
    names = [name.text for record in index.records for name in record.party.names]
    people = invented_people(shared(), BRUTE_NAMES)
    start = time.process_time()
    for name in people:
        process.extract(name, names, scorer=fuzz.WRatio, limit=5)
    return {"brute_ms": 1000 * (time.process_time() - start) / len(people), "brute_names": len(names)}


def cold(_: int) -> dict[str, float]:
    """Start the command line for one name, whole processes with bytecode at hand, as where a wheel is installed."""
    command = [sys.executable, "-m", "screening", "Nemo Nobody", "--json"]
    commands = {
        "cold_bundled": [*command, "--list", "wagner-network"],
        "cold_all": command,
        "import": [sys.executable, "-c", "import screening"],
        "python": [sys.executable, "-c", "pass"],
    }
    with TemporaryDirectory() as folder:
        writing = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = {**writing, "PYTHONPYCACHEPREFIX": folder}
        for once in commands.values():
            _median_wall(once, runs=1, environment=environment)
        return {name: _median_wall(one, environment=environment) for name, one in commands.items()}


def workers(count: int) -> dict[str, float]:
    """Screen one file with one worker and with two, in turn, start and end included."""
    source = default_home() / "people.csv"
    source.write_text("\n".join(["name", *invented_people(shared(), count)]) + "\n", encoding="utf-8")
    seconds = {number: _median_wall(_batch(source, number), runs=3) for number in (1, 2)}
    return {"workers": seconds[1] / seconds[2], "one_worker_s": seconds[1], "two_workers_s": seconds[2]}


def _batch(source: Path, number: int) -> list[str]:
    target = source.with_name(f"answers-{number}.csv")
    for stale in source.parent.glob(f"{target.name}*"):
        stale.unlink()
    options = ["--workers", str(number), "--kind", "person", "--overwrite"]
    return [sys.executable, "-m", "screening", "batch", str(source), "-o", str(target), *options]


def _median_wall(command: Sequence[str], *, runs: int = COLD_RUNS, environment: dict[str, str] | None = None) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


TIMED = """
names, people = json.load(sys.stdin)
listed = [entity(str(number), "Person", name=[name]) for number, name in enumerate(names)]
logic.compare(listed[0], listed[-1], config)
start = time.process_time()
for number, person in enumerate(people):
    query = entity(f"asked {number}", "Person", name=[person])
    for one in listed:
        logic.compare(query, one, config)
print(json.dumps((time.process_time() - start) / len(people) / len(listed)))
"""


def logic_v2(python: str, listed: int) -> dict[str, float]:
    """Compare by logic-v2, in an environment of its own, a sample of the listed names; every one is scored."""
    index = open_lists()
    texts = (name.text for record in index.records for name in record.party.names)
    names = list(islice(texts, listed))
    given = json.dumps([names, invented_people(shared(), PEER_NAMES)])
    seconds = float(run_logic_v2(python, TIMED, given))
    total = sum(len(record.party.names) for record in index.records)
    return {"logic_v2_ms": 1000 * seconds * total}


MEASURES: dict[str, Callable[[int], dict[str, float]]] = {
    "single": single,
    "batch": batch,
    "build": build,
    "cold": cold,
    "workers": workers,
    "brute_force": brute_force,
    "growth": growth,
    "build_large": build_large,
}
BY_NAME = frozenset({"build_large"})
"""Measures that take minutes, and are taken only where they are named."""
