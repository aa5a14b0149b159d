"""Words without their grammar: the father in a patronymic, the town in an adjective, a name without its article."""

from __future__ import annotations

import re

from screening.names.rarity import UNKNOWN, rarity
from screening.names.wordlists import given_names

_PATRONYMIC = re.compile(
    r"(?P<stem>.{3,}?)(?:[iyj]?[oea]|[iyj])?"
    r"(?:(?P<son>[vw][iyj](?:tsch|tch|ch|cs|cz|tj|t|c|s))|(?P<daughter>(?:[vw]|u)n[ae]))"
)
_LAST_LETTERS = frozenset("hszjtcae")
"""Letters that a patronymic ends in."""
_FATHER_ENDINGS = ("", "i", "y", "iy", "ii", "ei", "ey", "a", "o")
_TOWN_ADJECTIVE = re.compile(
    r"(?P<town>[a-z]{5,}?)sk(?:i[iyj]?|y[iyj]?|[ao][jiy]?a|o[jiy]?e|ogo|o[iy]|i[jiy]?e|ikh|im)"
)
_BALTIC = re.compile(r"(?P<name>[a-z]{2,}(?:in|[oe]v))a?s")
"""A Russian surname as Lithuania and Latvia write it: Putinas, Prigozins."""
_OF_GOD = re.compile(r"(?P<name>[a-z]{4,}[b-df-hj-np-tv-z])(?:[aou]l|oo?l|ou?l)la+h?")
"""A given name with "of God": Hedayatollah, Najibullah."""
_FEMININE = "ová"
_ARTICLE = re.compile(r"(?:al|el|ul)(?P<name>[bcdfghjklmnpqrstvwxyz][a-z]{4,})")


LEAST_FEMININE = 5
"""A word with the ending -ová has more letters than this."""
CHILD_OF = ("son of ", "daughter of ")
"""How a class begins that says whose child somebody is."""


def patronymic_classes(word: str) -> tuple[str, ...]:
    """Return whose son or daughter a comparable Latin word says its bearer is; nothing for any other word.

    >>> patronymic_classes("mykolaiovych"), patronymic_classes("yauhenievich"), patronymic_classes("kanstantsinauna")
    (('son of nikolai',), ('son of evgeny',), ('daughter of konstantin',))
    >>> patronymic_classes("shirvindt")
    ()

    Source: Russian, Ukrainian and Belarusian grammar; the father's name by `given-names.csv`.
    """
    found = _PATRONYMIC.fullmatch(word) if word[-1:] in _LAST_LETTERS else None
    if not found:
        return ()
    child = CHILD_OF[not found["son"]]
    fathers = (given_names().get(found["stem"] + ending, ()) for ending in _FATHER_ENDINGS)
    return tuple(dict.fromkeys(f"{child}{name}" for names in fathers for name in names))


def masculine(word: str, text: str) -> tuple[str, ...]:
    """Return the surname, comparable, of a man whose wife has this one in Czech or Slovak, where foreign women's take
    the ending too; nothing for any other word. `text` is the word, comparable.

    >>> masculine("Porrasová", "porrasova"), masculine("Orlova", "orlova")
    (('porras',), ())

    Source: Czech and Slovak grammar (přechylování, prechyľovanie); EU Official Journal in those languages.
    """
    return (text[: -len(_FEMININE)],) if len(text) > LEAST_FEMININE and word.casefold().endswith(_FEMININE) else ()


def bare_words(word: str, *, person: bool) -> tuple[str, ...]:
    """Return what else a comparable Latin word may be looked up as: a rare word that begins with an Arabic article
    without it, one with a Baltic ending without that, a given name without "of God"; of an organisation the town of a
    Russian adjective.

    >>> bare_words("elmaulud", person=True), bare_words("alberto", person=True)
    (('maulud',), ())
    >>> bare_words("secinas", person=True), bare_words("gerasimovs", person=True)
    (('secin',), ('gerasimov',))
    >>> bare_words("hedayatollah", person=True), bare_words("abdullah", person=True)
    (('hedayat',), ())
    >>> bare_words("sterlitamakskii", person=False), bare_words("ryazanskaya", person=False)
    (('sterlitamak',), ('ryazan',))

    Source: Russian relational adjectives in -sky (BGN/PCGN 1947 and variants); the Arabic article as joined in names;
    the endings -as and -s of foreign names in Lithuanian and Latvian; Persian and Afghan given names, which lists
    print with and without -ollah.
    """
    if person:
        if of_god := _OF_GOD.fullmatch(word):
            return (of_god["name"],)
        found = _ARTICLE.fullmatch(word) or (_BALTIC.fullmatch(word) if word[-1:] == "s" else None)
        return (found["name"],) if found and rarity(word, person=True) == UNKNOWN else ()
    found = _TOWN_ADJECTIVE.fullmatch(word)
    if not found:
        return ()
    return (found["town"],)
