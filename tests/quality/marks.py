"""The marks to reach on *report*, and how sure a measured share is."""

from __future__ import annotations

from math import sqrt

_PERSON: dict[str, str] = (
    dict.fromkeys(("deletion_one", "substitution_one", "transposition_one", "insertion_one"), ">= .995")
    | dict.fromkeys(("deletion_two", "substitution_two", "transposition_two", "insertion_two", "two_edits"), ">= .97")
    | dict.fromkeys(("doubled_letter", "dropped_letter", "keyboard", "ocr"), ">= .995")
    | dict.fromkeys(("joined", "split", "reordered", "last_first"), ">= .99")
    | dict.fromkeys(("homoglyphs", "zero_width"), "1")
    | {
        "every_word": ">= .92",
        "initial_given": ">= .95",
        "phonetic": ">= .98",
        "vowels": ">= .95",
        "alias_cyrillic": ">= .99",
        "alias_close": ">= .985",
        "alias_distant": ">= .85",
        "alias_arabic": ">= .92",
        "alias_hebrew": ">= .88",
        "alias_han": ">= .85",
        "alias_hangul": ">= .95",
        "false_alert_name": "<= .006",
        "false_alert_context": "<= .0006",
        "recombined": "<= .014",
    }
)
_ORGANISATION: dict[str, str] = (
    dict.fromkeys(("deletion_one", "substitution_one", "transposition_one", "insertion_one"), ">= .99")
    | dict.fromkeys(("deletion_two", "substitution_two", "transposition_two", "insertion_two", "two_edits"), ">= .95")
    | dict.fromkeys(("doubled_letter", "dropped_letter", "keyboard", "ocr"), ">= .99")
    | dict.fromkeys(("joined", "split", "reordered"), ">= .99")
    | dict.fromkeys(("homoglyphs", "zero_width"), "1")
    | {
        "every_word": ">= .90",
        "phonetic": ">= .98",
        "vowels": ">= .95",
        "alias_cyrillic": ">= .72",
        "alias_close": ">= .95",
        "alias_distant": ">= .82",
    }
)
_GOALS = {
    "person": _PERSON,
    "organisation": _ORGANISATION,
    "vessel": dict.fromkeys(("homoglyphs", "zero_width"), "1"),
    "any": {"ties_at_rank_1": "< .005", "negatives_near_the_top": "< .01", "rivals_near_the_top": "< .01"},
}


def goal_of(name: str, kind: str) -> str:
    """Return the mark of a class as written in the table; empty where none is set.

    >>> goal_of("every_word", "person"), goal_of("digits", "vessel")
    ('>= .92', '')
    """
    return _GOALS.get(kind, {}).get(name, "")


def is_reached(goal: str, share: float) -> bool:
    """Return whether a measured share is on the right side of a mark; neither the mark nor the share is rounded.

    >>> is_reached(">= .92", 0.93), is_reached("<= .006", 0.007), is_reached("1", 0.999)
    (True, False, False)
    """
    sign, _, mark = goal.rpartition(" ")
    compared = {">=": share >= float(mark), "<=": share <= float(mark), "<": share < float(mark)}
    return compared.get(sign, share >= float(mark))


def interval(found: int, n: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share.

    >>> tuple(round(end, 3) for end in interval(98, 100))
    (0.93, 0.994)

    Source: Wilson 1927, with z = 1.96.
    """
    if not n:
        return 0.0, 1.0
    z = 1.96
    share = found / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    width = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, centre - width), min(1.0, centre + width)
