"""Cantonese syllables as Hong Kong writes them in names.

Source: Jyutping (Linguistic Society of Hong Kong 1993) for the syllables; the Hong Kong
Government's customary spelling, which has no published table: the rules are what its street
and personal names show (Kataoka and Lee 2008, "A System without a System").
"""

from __future__ import annotations

import re
from functools import lru_cache

_PARTS = re.compile("(gw|kw|ng|[bpmfdtnlgkhwzcsj]?)(.*)")
_INITIALS: dict[str, str] = {"d": "t", "b": "p", "g": "k", "gw": "kw", "z": "ch", "c": "ch", "j": "y"}
_FINALS: dict[str, str] = {
    "aa": "a",
    "aai": "ai",
    "aau": "au",
    "aam": "am",
    "aan": "an",
    "aang": "ang",
    "aap": "ap",
    "aat": "at",
    "aak": "ak",
    "eoi": "ui",
    "eon": "un",
    "eot": "ut",
    "oe": "eu",
    "oeng": "eung",
    "oek": "euk",
    "ou": "o",
    "yu": "ue",
    "yun": "uen",
    "yut": "uet",
}


@lru_cache(maxsize=1024)
def hong_kong(syllable: str) -> str:
    """Return a Jyutping syllable without tone in Hong Kong's customary spelling.

    >>> [hong_kong(syllable) for syllable in ("jyut", "ngo", "zoek", "kyun", "sing", "gwok", "ziu")]
    ['yuet', 'ngo', 'cheuk', 'kuen', 'shing', 'kwok', 'chiu']
    """
    found = _PARTS.fullmatch(syllable)
    if found is None or not found[2]:
        return syllable
    initial, final = found[1], _FINALS.get(found[2], found[2])
    if initial == "j" and found[2].startswith("yu"):
        # jyu is yu, but jyun and jyut are yuen and yuet.
        return "yu" if found[2] == "yu" else "y" + final
    if initial == "j" and found[2].startswith("i"):
        return "y" + (final if len(final) > 1 else "i")
    if initial == "s" and found[2] in ("ing", "ek", "ik", "oeng", "i", "iu", "yu"):
        return "sh" + final
    if initial in ("z", "c") and found[2] in ("oi", "eoi", "o"):
        return "ts" + final
    return _INITIALS.get(initial, initial) + final
