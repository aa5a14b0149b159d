"""Fit the name weights: `python -m tests.quality.fit [--output FILE] [--kind person|other] [--sample N] [--rounds N]`.

Constrained logistic regression on the *train* split: signs are fixed by meaning, a weight that no data speak of keeps
its value, and all are drawn towards the weights in force. After each round the lists are searched with the new weights
and their wrong answers join the data. The start term is set on *tune*. The proposal is printed as TOML; `policy.toml`
is never written. See `docs/fitting.md`.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from screening.matching.policy import NameWeights, load_policy
from tests.quality.corpus import Split, background, corpus, shared_folder
from tests.quality.pool import CAPPED, HIT, NAMES, Pool, Vector, as_vector, masses
from tests.quality.training import Lists, questions

ALERTS = {True: 0.006, False: 0.02}
"""Most invented people, and invented companies, that may raise an alert; the start term is set by it."""
STRENGTH = 5.0
"""How strongly weights are drawn to those in force: the loss of one answer, a squared point."""
LEAST = 25
"""A weight stays where fewer right or fewer wrong answers speak of it."""
SETTLED = 12
"""Most times that the names and signs that count are chosen anew."""


@dataclass(frozen=True, slots=True)
class Range:
    """What a weight may be, by its meaning; with a reason it stays as it is."""

    least: float
    most: float
    stays: str = ""


FOR = Range(0.0, 5.0)
AGAINST = Range(-8.0, 0.0)
STEP_DOWN = Range(-3.0, -0.1)
"""A tier below exact costs something, so that exact ranks first among names that agree alike."""
UNSPOKEN = "no question of the data can have a wrong answer with it"

RANGES: Mapping[str, Range] = {
    "start": Range(-6.0, 6.0),
    "agreeing_first": Range(0.3, 5.0),
    "agreeing_next": Range(0.3, 5.0),
    "agreeing_more": Range(0.05, 5.0),
    "equivalent": STEP_DOWN,
    "spelling": STEP_DOWN,
    "near": STEP_DOWN,
    "near_far": AGAINST,
    "near_farthest": AGAINST,
    "all_near": AGAINST,
    "other_name": AGAINST,
    "other_letters": AGAINST,
    "joined_slip": AGAINST,
    "misheard": AGAINST,
    "only_initials": AGAINST,
    "slips_tell": AGAINST,
    "syllables_left": AGAINST,
    "initial": Range(0.5, 5.0),  # V. Putin ranks above Putin
    "initial_conflict": AGAINST,
    "missing": AGAINST,
    "query_extra": AGAINST,
    "contradiction": AGAINST,
    "contradiction_each": Range(-8.0, -0.5),  # two other words differ more than one
    "contradiction_weight": AGAINST,
    "contradiction_alike": FOR,
    "number_agrees": FOR,
    "long_number": FOR,
    "number_differs": Range(-8.0, 0.0, "another number is another fund, however few pairs say so"),
    "number_one_sided": AGAINST,
    "legal_form_differs": AGAINST,
    "out_of_order": AGAINST,
    "otherwise_written": AGAINST,
    "filiation_reversed": AGAINST,
    "little": AGAINST,
    "untelling": AGAINST,
    "places_differ": AGAINST,
    "carries": FOR,
    "bare_surname": Range(0.0, 5.0, "the data have no query of one word; whoever asks so means all who bear it"),
    "one_word_record": AGAINST,
    "two_word_record": AGAINST,
    "identical": Range(0.0, 5.0, UNSPOKEN),
    "whole_word": FOR,
    "whole_name": FOR,
}


# ---- the fit


def fit(pool: Pool, prior: NameWeights, strength: float = STRENGTH) -> NameWeights:
    """Return the weights that tell right answers from wrong ones best, within their ranges.

    Which of a record's names counts, and whether its contradiction is cut off, follows from the weights; both are
    chosen anew after each solution until they stay.
    """
    right = np.array([answer.right for answer in pool.answers.values()], dtype=float)
    mass, rows, before = masses(pool), pool.rows, as_vector(prior)
    weights = before
    chosen: tuple[bytes, bytes] | None = None
    bounds: list[tuple[float, float]] | None = None
    for _ in range(SETTLED):
        first, _ = pool.best(weights)
        seen = rows[first]
        counts = seen[:, CAPPED] @ weights[CAPPED] < 0.0
        if chosen == (chosen := (first.tobytes(), counts.tobytes())):
            break
        seen = np.where(CAPPED & ~counts[:, None], 0.0, seen)
        bounds = bounds or [_bounds(place, before, seen, right) for place in range(len(NAMES))]
        weights = _solve(seen, right, mass, before, bounds, strength)
    return NameWeights(**dict(zip(NAMES, map(float, weights), strict=True)))


def _bounds(place: int, before: Vector, seen: Vector, right: Vector) -> tuple[float, float]:
    allowed = RANGES[NAMES[place]]
    speaking = seen[:, place] != 0.0
    answers = min(sum(speaking & (right > 0)), sum(speaking & (right == 0)))
    if allowed.stays or (answers < LEAST and NAMES[place] != "start"):
        return float(before[place]), float(before[place])
    return allowed.least, allowed.most


def _solve(
    seen: Vector, right: Vector, mass: Vector, before: Vector, bounds: list[tuple[float, float]], strength: float
) -> Vector:
    drawn = np.array([name != "start" for name in NAMES]) * strength

    def loss(weights: Vector) -> tuple[float, Vector]:
        total = np.clip(seen @ weights, -30.0, 30.0)
        score = 1.0 / (1.0 + np.exp(-total))
        away = weights - before
        worth = mass @ (np.logaddexp(0.0, total) - right * total) + drawn @ away**2
        return float(worth), seen.T @ (mass * (score - right)) + 2.0 * drawn * away

    found = minimize(loss, before, jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 5000})
    solved: Vector = found.x
    return solved


def with_start(weights: NameWeights, pool: Pool, allowed: float) -> NameWeights:
    """Return the weights with the highest start term by which at most this share of invented names raises an alert."""
    asked = sum(question.source == "background" for question in pool.asked)
    alerts = pool.alerts(as_vector(weights))
    over = int(allowed * asked)
    if over >= len(alerts):
        return weights
    lowest = np.ceil((alerts[over] - HIT + 1e-6) * 100) / 100
    return replace(weights, start=round(float(round(weights.start, 2) - lowest), 2))


def rounded(weights: NameWeights) -> NameWeights:
    """Return the weights as they are printed, with two decimals."""
    return NameWeights(**{name: round(getattr(weights, name), 2) + 0.0 for name in NAMES})


# ---- what is printed


def propose(
    person: bool, train: Pool, tune: Pool, current: NameWeights, *, rounds: int, strength: float
) -> NameWeights:
    """Return the fitted weights; both pools are left with the answers that they bring up."""
    weights = current
    for _ in range(rounds):
        train.search(weights)
        weights = with_start(fit(train, current, strength), train, ALERTS[person])
    tune.search(current)
    tune.search(weights)
    return with_start(rounded(weights), tune, ALERTS[person])


def as_toml(kind: str, weights: NameWeights) -> str:
    """Return the weights as a table of `policy.toml`."""
    return "\n".join([f"[{kind}]", *(f"{name} = {getattr(weights, name):.2f}" for name in NAMES), ""])


def moved(before: NameWeights, after: NameWeights) -> str:
    """Return each weight before and after, and why one that does not move stays."""
    lines = [f"{'weight':22} {'before':>7} {'after':>7}"]
    for name in NAMES:
        old, new = getattr(before, name), getattr(after, name)
        note = RANGES[name].stays or ("" if old != new else "the data hardly speak of it, or it stands at its limit")
        lines.append(f"{name:22} {old:7.2f} {new:7.2f}  {note}".rstrip())
    return "\n".join(lines)


def effect(pool: Pool, before: NameWeights, after: NameWeights) -> str:
    """Return the share of each source's questions that reach the threshold, before and after: recall, or alerts."""
    old, new = pool.shares(as_vector(before)), pool.shares(as_vector(after))
    lines = [f"{'questions':26} {'n':>6} {'before':>7} {'after':>7}"]
    lines += [f"{name:26} {n:6} {share:7.4f} {new[name][1]:7.4f}" for name, (n, share) in sorted(old.items())]
    for family in sorted({name.partition(":")[0] for name in old if ":" in name}):
        own = [name for name in old if name.startswith(f"{family}:")]
        n = sum(old[name][0] for name in own)
        shares = [sum(of[name][0] * of[name][1] for name in own) / n for of in (old, new)]
        lines.append(f"{family + ' (all)':26} {n:6} {shares[0]:7.4f} {shares[1]:7.4f}")
    return "\n".join(lines)


def reliability(pool: Pool, weights: NameWeights) -> str:
    """Return how often answers of each band of scores are right, every answer counting as much as in the fit."""
    _, points = pool.best(as_vector(weights))
    scores = 1.0 / (1.0 + np.exp(-points))
    right = np.array([answer.right for answer in pool.answers.values()])
    mass = masses(pool)
    lines = [f"{'score':>12} {'answers':>8} {'right':>7}"]
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (scores >= low) & (scores < low + 0.1)
        if inside.any():
            share = mass[inside & right].sum() / mass[inside].sum()
            lines.append(f"{low:5.1f} to {low + 0.1:.1f} {inside.sum():8} {share:7.3f}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit one kind of party or both, print the effect on *tune*, and write the proposal."""
    options = _options(arguments)
    shared = shared_folder()
    parties = corpus(shared)
    tables = []
    for kind in options.kind:
        person = kind == "person"
        lists = Lists(parties, person=person)
        train, tune = (
            Pool(lists, questions(parties, split, background(shared, split), options.sample, person=person))
            for split in (Split.TRAIN, Split.TUNE)
        )
        current = load_policy().names(person)
        weights = propose(person, train, tune, current, rounds=options.rounds, strength=options.strength)
        tables.append(as_toml(kind, weights))
        print(f"{kind}: {len(train.answers):,} answers of train, {len(tune.answers):,} of tune")
        for shown in (moved(current, weights), effect(tune, current, weights), reliability(tune, weights), tables[-1]):
            print(f"\n{shown}", flush=True)
    if options.output:
        options.output.write_text("\n".join(tables), encoding="utf-8", newline="\n")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    kinds = ("person", "organisation")
    parser = argparse.ArgumentParser(prog="tests.quality.fit", description=__doc__)
    parser.add_argument("--kind", action="append", choices=kinds, help="both by default")
    parser.add_argument("--sample", type=int, default=300, help="questions a class; ten times as many people")
    parser.add_argument("--rounds", type=int, default=3, help="searches with refitted weights")
    parser.add_argument("--strength", type=float, default=STRENGTH, help="how strongly weights stay where they are")
    parser.add_argument("--output", type=Path, help="file for the proposed tables")
    options = parser.parse_args(arguments)
    options.kind = options.kind or list(kinds)
    return options


if __name__ == "__main__":
    main()
