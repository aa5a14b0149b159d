"""Results as plain dictionaries and as JSON text: the same keys in the same order, so the same bytes every run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from screening.records import EntityRecord, Name, Query, QueryParty
from screening.results import (
    AlignedPart,
    Comparison,
    DatedListing,
    Engine,
    Hit,
    Ledger,
    LinkedRecord,
    ListInfo,
    ScreeningResult,
)

if TYPE_CHECKING:
    from screening.ages import ListState
    from screening.batch import BatchReport
    from screening.descriptions import Acceptance
    from screening.listdiff import ListDiff
    from screening.selftest import CanaryReport
    from screening.store import AddReport, Verification
    from screening.update import UpdateReport


class JsonLines:
    """Every answer as JSON: one object a line."""

    def result(self, result: ScreeningResult) -> str:
        """Return the answer to one query."""
        return _line(result_as_dict(result))

    def refusal(self, name: str, problem: str) -> str:
        """Return what stands in place of an answer to a query that cannot be screened."""
        return _line({"query": {"name": name}, "outcome": "error", "error": problem})

    def comparison(self, comparison: Comparison, threshold: float) -> str:
        """Return how two parties compare."""
        return _line(comparison_as_dict(comparison) | {"threshold": threshold})

    def lists(self, states: Iterable[ListState]) -> str:
        """Return the installed lists, and how old they are, one a line."""
        return "".join(_line(state_as_dict(state)) for state in states)

    def added(self, report: AddReport) -> str:
        """Return what was installed, beside what was there before."""
        return _line(added_as_dict(report))

    def updated(self, report: UpdateReport) -> str:
        """Return what asking an authority for a newer copy led to."""
        return _line(updated_as_dict(report))

    def removed(self, info: ListInfo) -> str:
        """Return which list is no longer searched."""
        return _line({"removed": list_as_dict(info)})

    def difference(self, diff: ListDiff) -> str:
        """Return what changed from one copy of a list to another."""
        return _line(diff_as_dict(diff))

    def selftested(self, reports: Iterable[CanaryReport]) -> str:
        """Return which listed parties that must be hits are, a list a line."""
        return "".join(_line(asdict(report)) for report in reports)

    def verified(self, verifications: Iterable[Verification]) -> str:
        """Return which lists are as they were installed, one a line."""
        return "".join(_line(verification_as_dict(found)) for found in verifications)

    def batch(self, report: BatchReport) -> str:
        """Return what a batch did."""
        return _line(batch_as_dict(report))


def _line(value: Mapping[str, Any]) -> str:
    return f"{render_json(value)}\n"


def render_json(value: Mapping[str, Any]) -> str:
    """Return one line of JSON: UTF-8 text as it is, numbers in full, keys in the order given.

    >>> render_json({"name": "Вагнер", "score": 0.1})
    '{"name": "Вагнер", "score": 0.1}'
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def result_as_dict(result: ScreeningResult) -> dict[str, Any]:
    """Return the whole answer to one query: hits, the lists searched, and what answered."""
    return {
        "query": query_as_dict(result.query),
        "outcome": result.outcome.value,
        "hits": [hit_as_dict(hit) for hit in result.hits],
        "more_hits": result.more_hits,
        "threshold": result.threshold,
        "as_of": _day(result.as_of),
        "weak_aliases": str(result.weak_aliases),
        "notes": list(result.notes),
        "lists": [list_as_dict(info) for info in result.lists],
        "engine": engine_as_dict(result.engine),
    }


def comparison_as_dict(comparison: Comparison) -> dict[str, Any]:
    """Return how two parties compare: score, aligned parts and the ledger that is the score."""
    return {
        "query_name": comparison.query_name,
        "record_name": comparison.record_name,
        "score": comparison.score,
        "band": comparison.band.value if comparison.band else None,
        "explanation": comparison.explanation,
        "parts": parts_as_list(comparison.parts),
        "ledger": ledger_as_list(comparison.ledger),
    }


def query_as_dict(query: Query) -> dict[str, Any]:
    """Return a query as it was understood; `kind` is `None` when the caller did not say."""
    party = query.party
    names = [name.text for name in party.names]
    return {
        "reference": query.reference,
        "name": names[0],
        "aliases": names[1:],
        "kind": None if party.entity_type == "unspecified" else party.entity_type,
        "birth_dates": [str(day) for day in _birth_dates(party)],
        "countries": list(party.countries),
        "identifiers": [identifier.value for identifier in party.identifiers],
        "gender": getattr(party, "gender", None),
    }


def hit_as_dict(hit: Hit) -> dict[str, Any]:
    """Return one hit: whom it is about, why, and every listing of theirs, in whichever of the linked records."""
    return {
        "id": hit.record.id,
        "name": hit.record.party.primary_name,
        "hit_name": _name(hit.name),
        "entity_type": hit.record.party.entity_type,
        "score": hit.score,
        "band": hit.band.value,
        "explanation": hit.explanation,
        "current": hit.is_current,
        "weak_alias_only": hit.weak_alias_only,
        "parts": parts_as_list(hit.parts),
        "ledger": ledger_as_list(hit.ledger),
        "listings": [listing_as_dict(dated) for dated in hit.listings],
        "linked": [linked_as_dict(linked) for linked in hit.linked],
        "relations": _relations(hit.record),
        "notes": list(hit.record.notes),
    }


def parts_as_list(parts: Iterable[AlignedPart]) -> list[dict[str, Any]]:
    """Return the side-by-side view of two names."""
    return [
        {
            "query": part.query,
            "record": part.record,
            "relation": part.relation.value,
            "likeness": part.likeness,
            "note": part.note,
        }
        for part in parts
    ]


def ledger_as_list(ledger: Ledger) -> list[dict[str, Any]]:
    """Return the signed points that sum to the total, of which the score is the logistic."""
    return [
        {
            "feature": line.feature,
            "outcome": line.outcome.value,
            "points": line.points,
            "query": line.query,
            "record": line.record,
            "detail": line.detail,
        }
        for line in ledger.lines
    ]


def listing_as_dict(dated: DatedListing) -> dict[str, Any]:
    """Return one listing with its state on the day asked about; a date nobody published is `None`, with a note."""
    listing = dated.listing
    return {
        "record": dated.record_id,
        "authority": listing.authority,
        "list": listing.list_id,
        "programme": listing.programme,
        "legal_basis": listing.legal_basis,
        "measures": list(listing.measures),
        "listed_on": _day(listing.listed_on),
        "listed_on_note": listing.listed_on_note,
        "listed_after": _day(listing.listed_after),
        "listed_by": _day(listing.listed_by),
        "amended_on": _day(listing.amended_on),
        "delisted_on": _day(listing.delisted_on),
        "status": listing.status.value,
        "status_as_of": listing.status_as_of,
        "state": dated.state.value,
        "reference": listing.reference,
        "url": listing.url,
        "reason": listing.reason,
        "confidence": listing.confidence.value,
        "note": listing.note,
    }


def linked_as_dict(linked: LinkedRecord) -> dict[str, Any]:
    """Return another record of the same party: where it stands, why it is linked, and its score if it is a hit too."""
    listings = [listing_as_dict(dated) for dated in linked.listings]
    return {
        "id": linked.record.id,
        "name": linked.record.party.primary_name,
        "list": ", ".join(dict.fromkeys(listing["list"] for listing in listings)),
        "reason": linked.reason,
        "score": linked.score,
        "listings": listings,
    }


def list_as_dict(info: ListInfo) -> dict[str, Any]:
    """Return which list was searched: its id, as-of date, content hash and counts."""
    return {
        "id": info.id,
        "title": info.title,
        "authority": info.authority,
        "date": _day(info.date),
        "sha256": info.sha256,
        "entries": info.entries,
        "names": info.names,
    }


def added_as_dict(report: AddReport) -> dict[str, Any]:
    """Return what was installed, what stood there before, and what was left out and why."""
    return {
        "list": list_as_dict(report.info),
        "previous": list_as_dict(report.previous) if report.previous else None,
        "counts": dict(report.counts),
        "ignored": [{"what": left.what, "count": left.count, "reason": left.reason} for left in report.ignored],
        "warnings": list(report.warnings),
    }


def state_as_dict(state: ListState) -> dict[str, Any]:
    """Return which list is installed, and how old it is, in days."""
    return list_as_dict(state.info) | {
        "vouched_on": _day(state.vouched_on),
        "vouched": state.vouched.value,
        "days": state.days,
        "max_age": state.max_age,
        "stale": state.is_stale,
        "versions": state.versions,
        "address_unverified": state.address_unverified,
        "accepted": acceptance_as_dict(state.accepted),
        "expires": _day(state.expires),
        "expired": state.expired,
    }


def verification_as_dict(found: Verification) -> dict[str, Any]:
    """Return whether a list is as it was installed, and who accepted it although the guard doubted it."""
    said = {"problem": found.problem, "accepted": acceptance_as_dict(found.accepted)}
    return list_as_dict(found.info) | said


def acceptance_as_dict(accepted: Acceptance | None) -> dict[str, Any] | None:
    """Return who accepted a doubtful copy, when and why; `None` where there was nothing to doubt."""
    if accepted is None:
        return None
    return {
        "findings": list(accepted.findings),
        "reason": accepted.reason,
        "by": accepted.by,
        "on": _day(accepted.on),
    }


def updated_as_dict(report: UpdateReport) -> dict[str, Any]:
    """Return where a list was fetched from, and what was installed; `added` is `None` where nothing had changed."""
    return {
        "list": report.list_id,
        "sources": [asdict(source) for source in report.sources],
        "address_unverified": report.unverified,
        "added": added_as_dict(report.added) if report.added else None,
    }


def diff_as_dict(diff: ListDiff) -> dict[str, Any]:
    """Return what changed from one copy of a list to another: whole records, and field by field."""
    return {
        "before": list_as_dict(diff.before),
        "after": list_as_dict(diff.after),
        "added": [record.model_dump(mode="json") for record in diff.added],
        "removed": [record.model_dump(mode="json") for record in diff.removed],
        "changed": [
            {
                "id": entry.after.id,
                "name": entry.after.party.primary_name,
                "changes": [asdict(change) for change in entry.changes],
            }
            for entry in diff.changed
        ],
    }


def batch_as_dict(report: BatchReport) -> dict[str, Any]:
    """Return what a batch did: rows = screened + errored, and how its input was read."""
    detected = report.detected
    return {
        "rows": report.rows,
        "screened": report.screened,
        "errored": report.errored,
        "hits": report.hits,
        "rows_with_hits": report.rows_with_hits,
        "output": str(report.output),
        "manifest": str(report.manifest),
        "detected": {
            "encoding": detected.encoding,
            "delimiter": detected.delimiter,
            "sheet": detected.sheet,
            "header_row": detected.header_row,
            "columns_mapped": [{"column": column, "field": field} for column, field in detected.columns_mapped],
            "columns_not_mapped": list(detected.columns_not_mapped),
            "first_names": list(detected.first_names),
            "warnings": list(detected.warnings),
        },
    }


def engine_as_dict(engine: Engine) -> dict[str, Any]:
    """Return what answered: library version and policy fingerprint."""
    return {"version": engine.version, "policy": engine.policy}


def _name(name: Name) -> dict[str, Any]:
    return {"text": name.text, "kind": name.kind.value, "strength": name.strength.value}


def _relations(record: EntityRecord) -> list[dict[str, Any]]:
    return [
        {"type": relation.type, "target": relation.target, "target_id": relation.target_id}
        for relation in record.relations
    ]


def _birth_dates(party: QueryParty) -> tuple[object, ...]:
    return getattr(party, "birth_dates", ())


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
