"""What is dropped from the mined tables by hand, and why. Each pair is left~right in alphabetical order."""

from __future__ import annotations

_LEGAL = "legal forms: the table of legal forms says which are alike"

DROPPED_PERSON: dict[str, str] = {
    "aleksandrovna~alexandrova": "a patronymic and a surname",
    "ivanova~ivanovna": "a surname and a patronymic",
    "le~the": "articles, not names",
    "mohamed~mohamoud": "two names (Mahmoud is another name)",
    "mohamed~mohamud": "two names (Mahmoud is another name)",
    "morfin~olivera": "two surnames of one woman",
    "rusdan~thoriq": "two aliases of one man",
    "sharban~sharyan": "a misprint of a place",
    "wan~wang": "two family names",
}
DROPPED_ORGANISATION: dict[str, str] = {
    "ao~zao": _LEGAL,
    "cjsc~zrt": _LEGAL,
    "de~di": "prepositions, not names",
    "exploitation~production": "two activities of one company",
    "jsc~ojsc": _LEGAL,
    "jsc~rt": _LEGAL,
    "kft~llc": _LEGAL,
    "llc~tov": _LEGAL,
    "ooo~taa": _LEGAL,
    "pre~pro": "two prefixes",
    "proprietary~pty": _LEGAL,
}
DROPPED_GROUPS: dict[str, str] = {
    "ad~adi": "a surname and the one derived from it (Asad, Asadi)",
}
