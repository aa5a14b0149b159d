"""Legal forms as they are written short, in full and in other languages, for the perturbations only."""

from __future__ import annotations

_SHORT_TO_FULL = {
    "llc": "Limited Liability Company",
    "ltd": "Limited",
    "co": "Company",
    "inc": "Incorporated",
    "corp": "Corporation",
    "jsc": "Joint Stock Company",
    "pjsc": "Public Joint Stock Company",
    "ojsc": "Open Joint Stock Company",
    "cjsc": "Closed Joint Stock Company",
    "gmbh": "Gesellschaft mit beschraenkter Haftung",
    "ooo": "Obshchestvo s ogranichennoy otvetstvennostyu",
    "oao": "Otkrytoe aktsionernoe obshchestvo",
    "zao": "Zakrytoe aktsionernoe obshchestvo",
    "pao": "Publichnoe aktsionernoe obshchestvo",
    "ao": "Aktsionernoe obshchestvo",
    "sarl": "Societe a responsabilite limitee",
    "fze": "Free Zone Establishment",
}
EXPANDED: dict[str, str] = _SHORT_TO_FULL | {
    full.lower(): short.upper() if short not in ("ltd", "co", "inc", "corp") else short.title()
    for short, full in _SHORT_TO_FULL.items()
}
"""Legal form in lower case → the same form in full, or short where it was full."""

TRANSLATED: dict[str, str] = {
    "llc": "OOO",
    "limited liability company": "OOO",
    "ooo": "LLC",
    "jsc": "AO",
    "joint stock company": "AO",
    "ao": "JSC",
    "pjsc": "PAO",
    "public joint stock company": "PAO",
    "pao": "PJSC",
    "ojsc": "OAO",
    "open joint stock company": "OAO",
    "oao": "OJSC",
    "cjsc": "ZAO",
    "closed joint stock company": "ZAO",
    "zao": "CJSC",
    "gmbh": "LLC",
    "sarl": "LLC",
    "obshchestvo s ogranichennoy otvetstvennostyu": "Limited Liability Company",
    "aktsionernoe obshchestvo": "Joint Stock Company",
    "ltd": "GmbH",
    "limited": "GmbH",
}
"""Legal form in lower case → the nearest form of another language."""
