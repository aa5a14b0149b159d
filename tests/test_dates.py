"""Dates as lists publish them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.dates import parse_date, written

DAY = (date(1961, 6, 1), date(1961, 6, 1))
YEAR = (date(1961, 1, 1), date(1961, 12, 31))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("1961", YEAR),
        ("1961-06", (date(1961, 6, 1), date(1961, 6, 30))),
        ("1961-06-01", DAY),
        ("1961/6/1", DAY),
        ("01.06.1961", DAY),
        ("1 Jun 1961", DAY),
        ("01-JUN-1961", DAY),
        ("1 June 1961", DAY),
        ("June 1, 1961", DAY),
        ("Jun 1961", (date(1961, 6, 1), date(1961, 6, 30))),
        ("Feb 1960", (date(1960, 2, 1), date(1960, 2, 29))),
        ("05/05/1961", (date(1961, 5, 5), date(1961, 5, 5))),
        ("13/06/1961", (date(1961, 6, 13), date(1961, 6, 13))),
        ("06/13/1961", (date(1961, 6, 13), date(1961, 6, 13))),
        ("03/04/1961", YEAR),
        ("1961 to 1963", (date(1961, 1, 1), date(1963, 12, 31))),
        ("1961-1963", (date(1961, 1, 1), date(1963, 12, 31))),
        ("1961/1963", (date(1961, 1, 1), date(1963, 12, 31))),
        ("1961 or 1962", (date(1961, 1, 1), date(1962, 12, 31))),
        ("1 Jun 1961 to 3 Jun 1961", (date(1961, 6, 1), date(1961, 6, 3))),
        ("  1961-06-01 ", DAY),
    ],
)
def test_a_date_covers_these_days(text: str, span: tuple[date, date]) -> None:
    parsed = parse_date(text)
    assert (parsed.earliest, parsed.latest) == span
    assert not parsed.circa
    assert str(parsed) == text.strip()


@pytest.mark.parametrize(
    "text", ["circa 1963", "c. 1963", "ca. 1963", "approximately 1963", "About 1963", "1963 to circa 1965"]
)
def test_a_date_says_when_its_source_is_unsure(text: str) -> None:
    assert parse_date(text).circa
    assert not parse_date(text).is_day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "circa",
        "tomorrow",
        "1961-13-01",
        "1961-02-30",
        "31/31/1961",
        "Foo 1961",
        "0000",
        "61",
        "1 Jun",
        "1961 to",
    ],
)
def test_what_is_no_date_is_refused_in_a_sentence_that_shows_one(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no date: expected one such as 1961, 1961-06-01 or 1 Jun 1961"):
        parse_date(text)


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="it ends before it begins"):
        parse_date("1963 to 1961")


@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_is_written_as_it_is_read(month: int) -> None:
    day = date(2023, month, 25)
    assert parse_date(written(day)).earliest == day
    assert parse_date(f"{day:%d}.{month:02}.2023").latest == day


def test_a_day_is_written_in_one_language_whatever_the_process_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calendar.month_abbr", ["", *["mois"] * 12])
    assert written(date(2023, 5, 25)) == "25 May 2023"


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.text(max_size=20))
def test_any_text_is_a_span_of_days_or_refused(text: str) -> None:
    try:
        parsed = parse_date(text)
    except ValueError:
        return
    assert parsed.earliest <= parsed.latest


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_day_is_within_its_month_and_year(day: date) -> None:
    for text in (f"{day.year:04}", f"{day.year:04}-{day.month:02}"):
        parsed = parse_date(text)
        assert parsed.earliest <= day <= parsed.latest
        assert not parsed.is_day
    assert parse_date(day.isoformat()).is_day
    assert parse_date(f"{day.isoformat()} to {day.isoformat()}").latest - day == timedelta(0)
