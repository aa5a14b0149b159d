"""How old a list is, and that one that is too old is an error."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from screening.ages import StaleListError, Vouched, list_states, require_fresh
from screening.errors import ListError, UnknownListError
from screening.receipts import Receipt, write_receipt
from screening.store import add_list, remove_list
from screening.versions import current_version

CASES = Path(__file__).parent / "cases"
DAY = date(2026, 8, 9)


def add_un(installed_on: date | None = DAY) -> None:
    add_list("un", CASES / "un" / "consolidated.xml", accept_shrink="an excerpt", installed_on=installed_on)


@pytest.fixture
def undated(tmp_path: Path) -> Path:
    """A list whose files do not say of which day they are."""
    for part in (CASES / "ofac" / "set").iterdir():
        (tmp_path / part.name).write_bytes(part.read_bytes() + b"\x1a")
    return tmp_path


def test_a_list_from_a_file_is_as_old_as_its_date(home: Path) -> None:
    add_un()
    (state,) = list_states(["un"], day=DAY)
    assert (state.vouched, state.vouched_on, state.days, state.max_age) == (Vouched.PUBLISHED, date(2026, 8, 1), 8, 7)
    assert (state.is_stale, state.address_unverified, state.versions) == (True, True, 1)
    assert not list_states(["un"], day=date(2026, 8, 8))[0].is_stale
    assert list_states(["un"], day=date(2026, 7, 1))[0].days == 0


def test_a_list_without_a_date_is_as_old_as_its_installation(home: Path, undated: Path) -> None:
    add_list("ofac-sdn", undated, accept_shrink="an excerpt", installed_on=DAY)
    (state,) = list_states(["ofac-sdn"], day=date(2026, 8, 10))
    assert (state.vouched, state.days) == (Vouched.INSTALLED, 1)


def test_a_list_of_unknown_age_is_too_old(home: Path, undated: Path) -> None:
    add_list("ofac-sdn", undated, accept_shrink="an excerpt")
    assert require_fresh(day=DAY) == ("ofac-sdn is of unknown age, and may be 7 days old at most",)
    with pytest.raises(StaleListError, match="ofac-sdn is of unknown age, and may be 7 days old at most"):
        require_fresh(day=DAY, max_age=7)


def test_a_check_at_the_source_makes_a_list_new(home: Path) -> None:
    add_un()
    folder = home / "lists" / "un"
    write_receipt(folder, Receipt(current_version(folder).name, DAY, ()))
    (state,) = list_states(["un"], day=DAY)
    assert (state.vouched, state.days) == (Vouched.CHECKED, 0)
    write_receipt(folder, Receipt("0" * 64, DAY, ()))
    assert list_states(["un"], day=DAY)[0].vouched is Vouched.PUBLISHED


def test_a_stale_list_is_an_error_that_names_it(home: Path) -> None:
    add_un()
    said = (
        "lists: too old to be searched: un was published on 1 Aug 2026, 8 days ago, and may be 7 days old at most. Run"
    )
    with pytest.raises(StaleListError, match=said):
        require_fresh(day=DAY, max_age=7)
    assert require_fresh(day=DAY, max_age=8) == ()
    with pytest.raises(StaleListError):
        require_fresh(["un"], day=DAY, max_age=0)
    require_fresh(["wagner-network"], day=DAY, max_age=0)
    remove_list("un", removed_on=DAY)
    require_fresh(day=DAY)


def test_a_copy_added_by_hand_is_warned_of_and_one_kept_current_is_refused(home: Path) -> None:
    add_un()
    assert require_fresh(day=DAY) == ("un was published on 1 Aug 2026, 8 days ago, and may be 7 days old at most",)
    folder = home / "lists" / "un"
    write_receipt(folder, Receipt(current_version(folder).name, date(2026, 8, 1), ()))
    with pytest.raises(StaleListError, match="un was checked on 1 Aug 2026, 8 days ago"):
        require_fresh(day=DAY)


def test_several_stale_lists_are_warned_of_in_one_line(home: Path, undated: Path) -> None:
    add_un()
    add_list("ofac-sdn", undated, accept_shrink="an excerpt")
    told = "2 lists are older than the 7 days they may be: ofac-sdn of unknown age, un 8 days"
    assert require_fresh(day=DAY) == (told,)
    (home / "lists.toml").write_text("[un]\nmax_age_days = 6\nverified = true\n", encoding="utf-8")
    assert [warning.split()[0] for warning in require_fresh(day=DAY)] == ["un", "ofac-sdn"]


def test_the_catalogue_says_how_old_a_list_may_be(home: Path) -> None:
    add_un()
    (home / "lists.toml").write_text("[un]\nmax_age_days = 8\nverified = true\n", encoding="utf-8")
    (state,) = list_states(["un"], day=DAY)
    assert (state.is_stale, state.address_unverified) == (False, False)


def test_the_bundled_list_is_as_new_as_the_library(home: Path) -> None:
    (state,) = list_states(day=date(2036, 1, 1))
    assert (state.info.id, state.max_age, state.is_stale) == ("wagner-network", None, False)


def test_a_private_list_past_its_last_day_is_refused_and_shown_as_expired(home: Path) -> None:
    add_list("acme-watch", CASES / "private" / "watch.toml", installed_on=DAY)
    last, over = date(2027, 3, 31), date(2027, 4, 1)
    assert require_fresh(["acme-watch"], day=last) == ()
    (state,) = list_states(["acme-watch"], day=last)
    assert (state.expires, state.expired) == (last, False)
    with pytest.raises(ListError, match="acme-watch: it expired on 31 Mar 2027 and may not be used on 1 Apr 2027"):
        require_fresh(day=over)
    assert list_states(["acme-watch"], day=over)[0].expired
    assert require_fresh(["wagner-network"], day=over) == ()


def test_who_accepted_a_list_is_part_of_its_state(home: Path) -> None:
    add_un()
    (state,) = list_states(["un"], day=DAY)
    assert state.accepted is not None
    assert (state.accepted.reason, state.accepted.by, state.accepted.on) == ("an excerpt", None, DAY)


def test_the_age_of_a_list_that_is_not_there_is_an_error(home: Path) -> None:
    with pytest.raises(UnknownListError):
        require_fresh(["un"], day=DAY)
