"""Screening: thresholds, limits, days, weak aliases, and the answer to "why not?"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

import screening
from screening import (
    EntityRecord,
    Listing,
    Person,
    QueryError,
    RecordError,
    Screener,
    build_query,
)
from screening.errors import ListError, UnknownListError
from screening.store import add_list
from screening.vocabulary import Band
from tests.matching.invented import companies, people, person, record, weak

MASLENKO = EntityRecord.model_validate(
    {
        "id": "m-1",
        "party": person("Ivan Maslenko", born="1982-01-03"),
        "listings": [
            {"authority": "EU", "list_id": "eu", "programme": "Mali", "listed_on": "2023-02-25"},
            {"authority": "OFAC", "list_id": "ofac-sdn", "programme": "RUSSIA-EO14024", "listed_on": "2023-05-25"},
        ],
    }
)
CROWD = Screener([*people(30), *companies(), MASLENKO])


@pytest.mark.parametrize(
    ("day", "authorities"),
    [
        (None, ["EU", "OFAC"]),
        ("2023-05-24", ["EU"]),
        (date(2023, 5, 25), ["EU", "OFAC"]),
        (datetime(2023, 5, 25, 12), ["EU", "OFAC"]),
        ("2023-02-24", []),
    ],
)
def test_as_of_answers_what_was_listed_on_that_day(day: date | str | None, authorities: list[str]) -> None:
    result = CROWD.screen("Ivan Maslenko", as_of=day)
    found = [dated.listing.authority for hit in result.hits for dated in hit.listings]
    assert found == authorities
    assert result.as_of is None or isinstance(result.as_of, date)


def test_what_was_delisted_is_shown_as_such() -> None:
    gone = Listing(authority="OFAC", list_id="x", listed_on=date(2022, 1, 1), delisted_on=date(2024, 2, 27))
    screener = Screener([EntityRecord(id="x", party=person("Oleg Brodarenko"), listings=(gone,))])
    (then,) = screener.screen("Oleg Brodarenko", as_of="2023-01-01").hits
    (today,) = screener.screen("Oleg Brodarenko").hits
    assert (then.is_current, today.is_current) == (True, False)
    assert "no longer listed, removed by OFAC (programme not published) on 27 Feb 2024" in today.explanation
    assert then.score == today.score


def test_every_threshold_from_0_to_1_is_taken() -> None:
    counts = [len(CROWD.screen("Ivan Maslenko", threshold=threshold).hits) for threshold in (0, 0.3, 0.6, 0.7, 0.9, 1)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[3] >= 1
    assert counts[-1] == 0


@pytest.mark.parametrize("threshold", [-0.1, 1.1, float("nan"), 70])
def test_a_threshold_off_the_scale_is_refused(threshold: float) -> None:
    with pytest.raises(QueryError, match="is no score: expected 0 to 1"):
        CROWD.screen("Ivan Maslenko", threshold=threshold)


def test_what_a_limit_cuts_is_counted() -> None:
    whole = CROWD.screen("Ivan", threshold=0.05)
    cut = CROWD.screen("Ivan", threshold=0.05, limit=2)
    assert cut.hits == whole.hits[:2]
    assert cut.more_hits == len(whole.hits) - 2 > 0
    assert whole.more_hits == 0


def test_a_limit_that_lets_nothing_through_is_refused() -> None:
    with pytest.raises(QueryError, match="expected 1 or more"):
        CROWD.screen("Ivan Maslenko", limit=0)


def test_a_negative_limit_is_refused() -> None:
    with pytest.raises(QueryError):
        CROWD.screen("Ivan Maslenko", limit=-1)


def test_many_are_screened_lazily_and_in_order() -> None:
    taken: list[str] = []

    def queries() -> Iterator[str]:
        for name in ("Ivan Maslenko", "Saforin Air Cargo", "Zzyrtramund", "Ivan Maslenko"):
            taken.append(name)
            yield name

    results = CROWD.screen_many(queries(), threshold=0.8, limit=1, as_of="2024-01-01", weak_aliases="ignore")
    assert taken == []
    first = next(results)
    assert taken == ["Ivan Maslenko"]
    assert first == CROWD.screen("Ivan Maslenko", threshold=0.8, limit=1, as_of="2024-01-01", weak_aliases="ignore")
    assert [len(result.hits) for result in results] == [1, 0, 1]


def test_a_query_that_cannot_be_screened_stops_the_many_where_it_stands() -> None:
    results = CROWD.screen_many(["Ivan Maslenko", "..."])
    assert next(results).hits
    with pytest.raises(QueryError):
        next(results)


def test_ids_are_unique() -> None:
    with pytest.raises(RecordError, match="two records have the id 'm-1': expected each id once"):
        Screener([MASLENKO, MASLENKO])


def test_comparing_with_an_unknown_record_is_an_error() -> None:
    with pytest.raises(RecordError, match="no record has the id 'm-2' in records"):
        CROWD.compare("Ivan Maslenko", "m-2")


def test_comparing_with_the_start_of_an_id_names_those_that_begin_so() -> None:
    screener = Screener([record(person("Oleg Kostrovsky"), f"k-{number}") for number in range(4)])
    with pytest.raises(RecordError, match=r"no record has the id 'k-' in records, perhaps k-0 or k-1 or k-2$"):
        screener.compare("Oleg", "k-")
    with pytest.raises(RecordError, match=r"no record has the id '' in records$"):
        screener.compare("Oleg", "")


def test_comparing_says_why_there_is_no_hit() -> None:
    asked = build_query("Igor Maslenko", birth_date="1950-04-30")
    assert "m-1" not in {hit.record.id for hit in CROWD.screen(asked).hits}
    comparison = CROWD.compare(asked, "m-1")
    assert comparison.band is None
    assert "birth date 1950-04-30 differs from 1982-01-03" in comparison.explanation
    assert comparison.record_name == "Ivan Maslenko"


def test_the_lists_searched_and_the_engine_are_named() -> None:
    result = CROWD.screen("Zzyrtramund")
    (info,) = result.lists
    assert (info.id, info.entries) == ("records", len(CROWD.records))
    assert info.names == sum(len(known.party.names) for known in CROWD.records)
    assert len(info.sha256) == 64
    assert result.engine.version == screening.__version__
    assert result.engine.policy == CROWD.policy.fingerprint
    assert Screener([MASLENKO]).lists[0].sha256 != info.sha256


ALIASED = Screener([record(person("Oleg Kostrovsky", weak("Brodar"), weak("Red Heron")))])


def test_an_exact_weak_alias_is_a_hit_in_the_lowest_band_and_flagged() -> None:
    for query in ("Brodar", "BRODAR", "Red Heron", "heron red"):
        (hit,) = ALIASED.screen(query).hits
        assert hit.band is Band.WEAK
        assert hit.weak_alias_only
        assert hit.score <= ALIASED.policy.thresholds.weak_alias + 1e-9
        assert "weak alias" in hit.explanation
    assert ALIASED.screen("Brodar").weak_aliases == "exact"


@pytest.mark.parametrize("query", ["Brodarr", "Ivan Brodar", "Heron", "Red", "Red Heron Ivan", "Reed Heron"])
def test_part_of_a_weak_alias_or_a_slip_of_it_is_no_hit(query: str) -> None:
    assert not ALIASED.screen(query).hits


@pytest.mark.parametrize("query", ["Brodar", "Red Heron"])
def test_weak_aliases_can_be_ignored_or_searched_like_others(query: str) -> None:
    assert not ALIASED.screen(query, weak_aliases="ignore").hits
    (hit,) = ALIASED.screen(query, weak_aliases="fuzzy").hits
    assert hit.score > ALIASED.policy.thresholds.weak_alias
    assert not ALIASED.screen("Oleg Kostrovsky", weak_aliases="ignore").hits[0].weak_alias_only


def test_a_slip_of_a_weak_alias_is_a_hit_only_where_asked_for() -> None:
    assert ALIASED.screen("Red Herron", weak_aliases="fuzzy").hits
    assert not ALIASED.screen("Red Herron").hits


def test_a_party_known_by_a_strong_name_too_is_no_weak_alias_hit() -> None:
    screener = Screener([record(person("Brodar", weak("Brodar")))])
    (hit,) = screener.screen("Brodar").hits
    assert not hit.weak_alias_only


def test_comparing_under_a_weak_alias_policy_without_a_comparable_name_is_an_error() -> None:
    screener = Screener([record(person(weak("Brodar")))])
    with pytest.raises(QueryError, match="no names that may be compared under this weak alias policy"):
        screener.compare("Brodar", "x-1", weak_aliases="ignore")
    assert screener.compare("Brodar", "x-1").band is Band.WEAK


def test_a_shared_identifier_beside_a_weak_alias_is_no_weak_hit() -> None:
    party = Person.model_validate({"names": ["Oleg Kostrovsky", weak("Brodar")], "identifiers": ["AB1234567"]})
    (hit,) = Screener([record(party)]).screen(build_query("Brodar", identifiers="AB1234567")).hits
    assert hit.band is Band.STRONG


def test_a_record_is_found_by_its_identifier_whatever_the_name_and_kind() -> None:
    vessel = EntityRecord.model_validate(
        {"id": "v", "party": {"entity_type": "vessel", "names": ["Kessara Star"], "identifiers": ["IMO 9187667"]}}
    )
    screener = Screener([vessel])
    assert screener.screen(build_query("Golden Heron", identifiers="9187667")).hits
    assert screener.screen(build_query("Golden Heron", kind="vessel", identifiers="9187667")).hits
    assert not screener.screen(build_query("Golden Heron", kind="person", identifiers="9187667")).hits
    assert not screener.screen(build_query("Golden Heron", identifiers="9187668")).hits


def test_a_record_of_weak_aliases_only_is_found_by_its_identifier() -> None:
    party = Person.model_validate({"names": [weak("Brodar")], "identifiers": ["AB1234567"]})
    (hit,) = Screener([record(party)]).screen(build_query("Kwame Mensahene", identifiers="AB1234567")).hits
    assert "identifier AB1234567 agrees with AB1234567" in hit.explanation


def test_names_in_another_script_say_how_they_were_read() -> None:
    (note,) = CROWD.screen("Евгений Бродаренко").notes
    assert note.startswith("“Евгений Бродаренко” was read as ")
    assert CROWD.screen("Oleg Brodarenko").notes == ()


def test_a_note_says_in_which_other_words_a_name_with_hits_was_read() -> None:
    screener = Screener([EntityRecord(id="x-1", party=Person.model_validate({"names": ["Ivan Petrov"]}))])
    assert screener.screen("Minister Ivan Petrov").notes == ("“Minister Ivan Petrov” was also read as “Ivan Petrov”",)
    assert screener.screen("Minister Karl Benz").notes == ()


def test_a_date_that_may_be_two_days_is_said_to_count_by_its_year_only() -> None:
    known = {
        day: CROWD.screen(build_query("Oleg", birth_date=day)).notes for day in ("03/04/1970", "25/12/1970", "1970")
    }
    assert known == {
        "03/04/1970": ("date '03/04/1970' may be two days: only its year is used",),
        "25/12/1970": (),
        "1970": (),
    }


def test_a_long_name_is_screened() -> None:
    name = ("Oleg Brodarenko Saforin Kessara " * 40)[:1000]
    assert CROWD.screen(name).query.party.names[0].text == name


@pytest.mark.usefixtures("home")
def test_the_bundled_list_is_searched_and_an_unknown_one_is_an_error() -> None:
    result = screening.screen("Yevgeniy Prigozhin", kind="person", lists=["wagner-network"])
    assert result.hits[0].record.id == "prigozhin-yevgeniy"
    assert [info.id for info in result.lists] == ["wagner-network"]
    assert screening.screen("Yevgeniy Prigozhin", kind="person", lists="wagner-network") == result
    with pytest.raises(UnknownListError):
        screening.screen("Yevgeniy Prigozhin", lists=["no-such-list"])
    with pytest.raises(ListError, match="no list is named"):
        screening.screen("Yevgeniy Prigozhin", lists=[])


def test_a_damaged_list_stops_only_the_searches_that_include_it(home: Path) -> None:
    add_list("un", Path(__file__).parent / "cases" / "un" / "consolidated.xml", accept_shrink="an excerpt")
    (info,) = (home / "lists" / "un").glob("*/info.json")
    info.write_bytes(info.read_bytes() + b" ")
    assert screening.screen("Yevgeniy Prigozhin", lists=["wagner-network"]).hits
    for lists in (None, ["un", "wagner-network"]):
        with pytest.raises(ListError, match="its description was changed since it was installed"):
            screening.screen("Yevgeniy Prigozhin", lists=lists)


def test_a_screener_opens_what_is_installed(home: Path) -> None:
    screener = Screener.load()
    assert [info.id for info in screener.lists] == ["wagner-network"]
    assert len(screener.records) == screener.lists[0].entries


def test_what_is_not_public_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="module 'screening' has no attribute 'clear'"):
        _ = screening.clear
    assert "screen" in dir(screening)
