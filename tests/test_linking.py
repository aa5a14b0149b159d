"""Which records are one party, and what that makes of hits."""

from __future__ import annotations

import json
import random
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import Screener
from screening.identifiers import IdentifierType
from screening.linking import link_records
from screening.output.console import open_console, render_result, render_text
from screening.output.json import result_as_dict
from screening.records import EntityRecord, Identifier, Listing, Organisation, Person, Vessel
from screening.results import ScreeningResult
from screening.sources.bundled import read_bundled
from screening.sources.bundled_files import bundled_folder
from screening.sources.reading import catalogue

BORN = "1961-06-01"
Kind = type[Person | Organisation | Vessel]


def listed(key: str, name: str = "Ivan Petrov", *, kind: Kind = Person, on: str = "", **given: Any) -> EntityRecord:
    """A record of the list that its id begins with."""
    of_record = {field: given.pop(field) for field in ("cross_references", "listings") if field in given}
    list_id = on or key.partition("-")[0]
    own = Listing(authority=list_id.upper(), list_id=list_id, programme="P", listed_on=date(2022, 3, 1))
    return EntityRecord(
        id=key,
        party=kind.model_validate({"names": [name], **given}),
        **{"listings": (own,), **of_record},
    )


def number(value: str, kind: IdentifierType, country: str | None = None) -> dict[str, Any]:
    return {"identifiers": (Identifier(value=value, type=kind, country=country),)}


def parties(*records: EntityRecord) -> tuple[tuple[str, ...], ...]:
    return link_records(records).parties()


# What links two records


def test_a_shared_cross_reference_links() -> None:
    un, eu = listed("un-1", cross_references=("un:QDi.001",)), listed("eu-1", cross_references=("eu:1", "un:QDi.001"))
    assert parties(eu, un) == (("eu-1", "un-1"),)
    assert [reason for _, reason in link_records([eu, un]).others("eu-1")] == ["both have the UN reference QDi.001"]


def test_a_misprinted_cross_reference_does_not() -> None:
    un = listed("un-1", "Kempes Sanon", cross_references=("un:HTi.009",))
    assert parties(un, listed("uk-1", "Dimitri Herard", cross_references=("un:HTi.009",))) == ()


def test_a_cross_reference_links_names_that_sound_alike() -> None:
    un = listed("un-1", "Aleksandr Lukashenko", cross_references=("un:XXi.001",))
    assert parties(un, listed("ch-1", "Alyaksandr Lukashenka", cross_references=("un:XXi.001",)))
    korean = listed("un-1", "Kim Kyong Ok", cross_references=("un:KPi.045",))
    assert parties(korean, listed("eu-1", "Tong-Ho Kim", cross_references=("un:KPi.045",))) == ()


def test_one_word_is_enough_where_a_name_has_no_more() -> None:
    group = listed("x-1", "Wagner", kind=Organisation, cross_references=("ofac:22543",))
    assert parties(group, listed("y-1", "Wagner Group", kind=Organisation, cross_references=("ofac:22543",)))


@pytest.mark.parametrize("kind", [IdentifierType.PASSPORT, IdentifierType.TAX, IdentifierType.REGISTRATION])
def test_an_identifier_links_within_its_kind_and_country(kind: IdentifierType) -> None:
    own = listed("eu-1", "Zala Aero", **number("110-1841", kind, "RU"))
    assert parties(own, listed("ofac-1", "A Level", **number("1101841", kind, "RU"))) == (("eu-1", "ofac-1"),)
    assert parties(own, listed("ofac-1", **number("1101841", kind, "BY"))) == ()
    assert parties(own, listed("ofac-1", **number("1101841", kind))) == ()
    assert parties(own, listed("ofac-1", **number("1101841", IdentifierType.NATIONAL_ID, "RU"))) == ()


def test_a_number_whose_country_is_not_said_links_only_who_have_the_same_full_name() -> None:
    own = listed("eu-1", "Ivan Petrov", **number("AB 1101841", IdentifierType.PASSPORT, "RU"))
    same = listed("au-1", "PETROV, Ivan", **number("AB1101841", IdentifierType.PASSPORT))
    (other,) = link_records([own, same]).others("eu-1")
    assert other[1] == "both have the name “Ivan Petrov” and the passport number AB1101841"
    for name in ("Ivan Sergeevich Petrov", "Petrov", "I. Petrov"):
        assert parties(own, listed("au-1", name, **number("AB1101841", IdentifierType.PASSPORT))) == ()
    born = [
        listed(key, birth_dates=[day], **number("AB1101841", IdentifierType.PASSPORT))
        for key, day in (("au-1", BORN), ("eu-1", "1971-06-01"))
    ]
    assert parties(*born) == ()
    firm = number("1121402000213", IdentifierType.REGISTRATION)
    firms = [listed(key, "Example Trading LLC", kind=Organisation, **firm) for key in ("au-1", "eu-1")]
    assert parties(*firms) == (("au-1", "eu-1"),)


@pytest.mark.parametrize(
    ("value", "kind"),
    [("1234", IdentifierType.PASSPORT), ("00000", IdentifierType.TAX), ("99887766", IdentifierType.OTHER)],
)
def test_a_number_that_names_nobody_does_not_link(value: str, kind: IdentifierType) -> None:
    assert parties(listed("eu-1", **number(value, kind, "RU")), listed("ofac-1", **number(value, kind, "RU"))) == ()


def test_a_ship_that_was_renamed_is_linked_by_its_number_whatever_the_flag() -> None:
    ca = listed("ca-1", "Mu Dan", kind=Vessel, **number("IMO 9248801", IdentifierType.IMO, "CN"))
    au = listed("au-1", "Ascendant", kind=Vessel, **number("9248801", IdentifierType.IMO))
    links = link_records([au, ca])
    assert [reason for _, reason in links.others("ca-1")] == ["both have the imo number 9248801"]


@pytest.mark.parametrize(
    ("own", "other", "is_linked"),
    [
        ([BORN], ["1961-06-02"], False),
        ([BORN], ["1961"], True),
        ([BORN], ["1961-06-02", BORN], True),
        (["1961"], ["1970"], True),
        ([BORN], [], True),
    ],
)
def test_contradicting_full_birth_dates_veto_an_identifier(own: list[str], other: list[str], is_linked: bool) -> None:
    paper = number("4509 123456", IdentifierType.PASSPORT, "RU")
    left, right = listed("eu-1", birth_dates=own, **paper), listed("uk-1", birth_dates=other, **paper)
    assert bool(parties(left, right)) is is_linked


def test_a_full_name_and_a_full_birth_date_link_in_whatever_order_and_letters() -> None:
    own = listed("ofac-1", "PETROV, Ivan José", birth_dates=[BORN])
    assert parties(own, listed("ch-1", "Petrov Ivan Jose", birth_dates=[BORN])) == (("ch-1", "ofac-1"),)


@pytest.mark.parametrize(
    ("name", "born"),
    [
        ("Ivan Petrov", []),
        ("Ivan Petrov", ["1961"]),
        ("Ivan Petrov", ["1961-06-02"]),
        ("Ivan Ivanovich Petrov", [BORN]),
        ("Pyotr Petrov", [BORN]),
    ],
)
def test_less_than_full_name_and_birth_date_does_not(name: str, born: list[str]) -> None:
    assert parties(listed("ofac-1", birth_dates=[BORN]), listed("ch-1", name, birth_dates=born)) == ()


@pytest.mark.parametrize("name", ["Petrov", "I. Petrov"])
def test_one_word_or_an_initial_is_no_full_name(name: str) -> None:
    assert parties(*(listed(key, name, birth_dates=[BORN]) for key in ("ofac-1", "ch-1"))) == ()


def test_a_name_alone_never_links() -> None:
    assert parties(*(listed(f"{key}-1", "Ivan Ivanovich Petrov") for key in ("un", "eu", "uk", "ch"))) == ()


def test_kinds_of_party_are_never_mixed() -> None:
    same = ("un:QDi.001",)
    assert (
        parties(listed("un-1", cross_references=same), listed("eu-1", kind=Organisation, cross_references=same)) == ()
    )


# Entries of one list


def test_two_entries_of_one_list_are_two_parties_unless_a_cross_reference_says_otherwise() -> None:
    twins = [listed(f"eu-{place}", birth_dates=[BORN]) for place in (1, 2)]
    assert parties(*twins) == ()
    assert parties(*(one.model_copy(update={"cross_references": ("ofsi:1",)}) for one in twins)) == (("eu-1", "eu-2"),)


def test_weak_links_that_would_bring_two_entries_of_one_list_together_are_all_left_out() -> None:
    third = listed("uk-1", birth_dates=[BORN])
    assert parties(*(listed(f"eu-{place}", birth_dates=[BORN]) for place in (1, 2)), third) == ()


def test_links_carry_over() -> None:
    un = listed("un-1", "Ivan Petrov", cross_references=("un:QDi.001",))
    eu = listed("eu-1", "PETROV, Ivan", birth_dates=[BORN], cross_references=("un:QDi.001",))
    ch = listed("ch-1", "Petrov Ivan", birth_dates=[BORN])
    reasons = {record.id: reason for record, reason in link_records([ch, eu, un]).others("un-1")}
    assert reasons == {
        "eu-1": "both have the UN reference QDi.001",
        "ch-1": f"has the name “Petrov Ivan” and the birth date {BORN} in common with eu-1",
    }


def test_a_place_on_canadas_list_counts_with_its_day() -> None:
    def at(key: str, day: int, name: str = "Wagner") -> EntityRecord:
        place = Listing(authority="C", list_id="ca", reference="Schedule 1,  item 88", listed_on=date(2022, 2, day))
        lower = place.model_copy(update={"reference": "schedule 1, item 88"})
        return listed(key, name, kind=Organisation, listings=(place if key == "a" else lower,))

    assert parties(at("a", 24), at("b", 24)) == (("a", "b"),)
    assert parties(at("a", 24), at("b", 25)) == ()
    assert parties(at("a", 24), at("b", 24, "Redut")) == ()


def test_an_australian_reference_links() -> None:
    own = Listing(authority="Australia", list_id="au", reference="7209")
    assert parties(*(listed(key, listings=(own,)) for key in ("a", "b"))) == (("a", "b"),)


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_records_changes_nothing(rng: random.Random) -> None:
    records = [
        listed("un-1", cross_references=("un:QDi.001",)),
        listed("eu-1", birth_dates=[BORN], cross_references=("un:QDi.001",)),
        listed("ch-1", birth_dates=[BORN]),
        listed("uk-1", **number("4509123456", IdentifierType.PASSPORT, "RU")),
        listed("ca-1", **number("4509123456", IdentifierType.PASSPORT, "RU")),
        listed("ca-2", **number("4509123456", IdentifierType.PASSPORT, "RU")),
        listed("au-1", "Somebody Else"),
    ]
    shuffled = rng.sample(records, len(records))
    assert link_records(shuffled).parties() == (("ch-1", "eu-1", "un-1"),)


def test_no_two_parties_of_the_bundled_list_are_linked() -> None:
    _, records = read_bundled(bundled_folder() / "wagner-network")
    assert link_records(records).parties() == ()


# What becomes of hits


def five_bodies() -> list[EntityRecord]:
    same = ("un:QDi.001",)
    names = {"un": "Ivan Petrov", "eu": "Ivan Petrov", "uk": "PETROV, Ivan", "ch": "Iwan Petrov"}
    records = [listed(f"{key}-1", name, cross_references=same) for key, name in names.items()]
    far = Organisation.model_validate({"names": ["Petrov Holdings"]})
    other = Person.model_validate({"names": ["Abu Ali al-Masri", "Ivan Petrov of Omsk"]})
    return [
        *records,
        listed("ofac-1").model_copy(update={"party": other, "cross_references": same}),
        listed("x-1").model_copy(update={"party": far}),
    ]


def shown(*, link: bool | None = None) -> ScreeningResult:
    return Screener(five_bodies()).screen("Ivan Petrov", link=link)


def test_one_party_of_five_bodies_is_one_hit_with_five_listings() -> None:
    (hit,) = shown().hits
    assert [dated.listing.authority for dated in hit.listings] == ["EU", "CH", "OFAC", "UK", "UN"]
    assert [dated.record_id for dated in hit.listings] == ["eu-1", "ch-1", "ofac-1", "uk-1", "un-1"]
    assert [(one.record.id, one.reason) for one in hit.linked][-1] == ("un-1", "both have the UN reference QDi.001")
    for authority in ("CH", "EU", "OFAC", "UK", "UN"):
        assert hit.explanation.count(f"by {authority} ") + hit.explanation.count(f"by the {authority} ") == 1


def test_its_score_and_ledger_are_those_of_its_best_record() -> None:
    (hit,), apart = shown().hits, shown(link=False).hits
    assert (hit.record, hit.ledger, hit.band) == (apart[0].record, apart[0].ledger, apart[0].band)
    scores = {one.record.id: one.score for one in hit.linked}
    assert {one.record.id: one.score for one in apart[1:]} == {key: score for key, score in scores.items() if score}


def test_a_record_that_is_no_hit_by_name_still_shows_its_listings() -> None:
    records = [listed("un-1", "Ivan Petrov Omsk", cross_references=("un:QDi.001",))]
    ofac = Person.model_validate({"names": ["Abu Omsk Petrov al-Masri al-Kuwaiti"]})
    records.append(listed("ofac-1", cross_references=("un:QDi.001",)).model_copy(update={"party": ofac}))
    (hit,) = Screener(records).screen("Ivan Petrov Omsk").hits
    assert [(one.record.id, one.score) for one in hit.linked] == [("ofac-1", None)]
    assert [dated.record_id for dated in hit.listings] == ["un-1", "ofac-1"]


def test_what_was_not_yet_listed_on_the_day_is_not_shown() -> None:
    late = Listing(authority="EU", list_id="eu", programme="P", listed_on=date(2024, 1, 1))
    records = [
        listed("un-1", cross_references=("un:QDi.001",)),
        listed("eu-1", cross_references=("un:QDi.001",), listings=(late,)),
    ]
    (hit,) = Screener(records).screen("Ivan Petrov", as_of="2023-01-01").hits
    assert (hit.record.id, hit.linked) == ("un-1", ())


def test_apart_each_record_is_its_own_hit() -> None:
    hits = shown(link=False).hits
    assert len(hits) > 3
    assert all(hit.linked == () and len(hit.listings) == 1 for hit in hits)
    screener = Screener(five_bodies(), link=False)
    assert screener.screen("Ivan Petrov").hits == hits
    assert [len(result.hits) for result in screener.screen_many(["Ivan Petrov"], link=True)] == [1]


def test_the_limit_counts_parties() -> None:
    result = Screener([*five_bodies(), listed("z-1")]).screen("Ivan Petrov", limit=1)
    assert (len(result.hits), result.more_hits) == (1, 1)


def test_records_without_lists_or_references_stay_alone() -> None:
    bare = [EntityRecord(id=key, party=Person.model_validate({"names": ["Ivan Petrov"]})) for key in "ab"]
    assert [hit.linked for hit in Screener(bare).screen("Ivan Petrov").hits] == [(), ()]


def test_a_linked_record_without_listings_is_told() -> None:
    private = listed("own-1", cross_references=("un:QDi.001",), listings=())
    (hit,) = Screener([listed("un-1", cross_references=("un:QDi.001",)), private]).screen("Ivan Petrov").hits
    assert (hit.record.id, [one.record.id for one in hit.linked]) == ("un-1", ["own-1"])


def test_json_says_what_is_linked_and_whose_each_listing_is() -> None:
    told = json.loads(json.dumps(result_as_dict(shown())))["hits"][0]
    assert {(one["id"], one["list"]) for one in told["linked"]} == {
        ("ch-1", "ch"), ("ofac-1", "ofac"), ("uk-1", "uk"), ("un-1", "un"),
    }  # fmt: skip
    assert set(told["linked"][0]) == {"id", "name", "list", "reason", "score", "listings"}
    assert [one["record"] for one in told["listings"]] == ["eu-1", "ch-1", "ofac-1", "uk-1", "un-1"]


def test_a_page_says_why_records_are_one_party() -> None:
    page = render_text(render_result(shown()), open_console())
    assert "5 records, not by name alone" in page
    assert "UN reference" in page
    assert "One party" not in render_text(render_result(shown(link=False)), open_console())


# The real lists


def test_the_wagner_group_is_one_party_of_every_body(shared: Path) -> None:
    copies = {"ofac-sdn": "ofac/sdn-csv-2023-12-28", "ca": "ca/sema-2025.xml", "au": "au/regulation8-2026-08.xlsx"}
    if absent := [name for name in copies.values() if not (shared / "lists" / name).exists()]:
        pytest.skip(f"the official lists are not here: {', '.join(absent)}")
    records = [*read_bundled(bundled_folder() / "wagner-network")[1]]
    for list_id, name in copies.items():
        spec = catalogue()[list_id]
        records += import_module(f"screening.sources.{spec.reader}").read(shared / "lists" / name, spec).records
    links = link_records(sorted(records, key=lambda record: record.id))
    assert [record.id for record, _ in links.others("wagner-group")] == ["au-7209", "ca-ru-1-part-2-88", "ofac-22543"]
    assert [record.id for record, _ in links.others("ofac-21171")] == [
        "au-6288", "ca-ru-1-part-1-472", "prigozhin-yevgeniy",
    ]  # fmt: skip
