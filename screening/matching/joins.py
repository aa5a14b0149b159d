"""Words written as one: what several make, and the listed ones that a word of a query may be, but for a slip."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from screening.matching import kernel
from screening.matching.image import Image, ImageWriter, Texts
from screening.matching.keys import key_entries, length_starts, open_table, put_table
from screening.matching.strings import plain_distance
from screening.matching.words import SYLLABIC, VOWELLESS, word_likeness
from screening.names.parts import Part
from screening.names.scripts import Script

JOIN_SHARE = 0.7
"""A joined word must be at least this like the other side's."""
LEAST_JOINED, LETTERS_APART = 4, 2
"""Letters of a word that others may be joined to be, and by how many letters the two may differ in length."""
LEAST_STANDING = 2
"""Letters of the words that stand in a joined one as they are, beside the one that has a slip."""
MOST_EDITS, LETTERS_AN_EDIT = 2, 2
"""Edits that this one may be away at most, and of how many of its letters one may be another."""
ARTICLE = "ال"
"""The Arabic article: parts are read without it, and within words run together it cannot be told from other letters."""
GAP = "*"
"""Stands in a key for the word that is left out."""


def spelling_of(part: Part) -> str:
    """Return the word by which a part is joined to others."""
    return part.spellings[0] if part.spellings else part.text


def is_spelt(part: Part) -> bool:
    """Return whether a part is written in letters that are not Latin: they are compared as they stand."""
    return part.script is not Script.LATIN and part.script not in SYLLABIC


def written(part: Part) -> str:
    """Return a part as written."""
    return part.text


def bare(word: str) -> str:
    """Return words run together without their articles, wherever two letters may be one.

    >>> bare("فاروقالشرع") == bare("فاروق" + "شرع")
    True

    Source: Arabic writes the article and its word as one.
    """
    while ARTICLE in word:
        word = word.replace(ARTICLE, "")
    return word


def joined_share(word: str, joined: str) -> float:
    """Return how alike two words are, of which one is several written as one; 0 for different words."""
    found = word_likeness(word, joined, True)
    return found.share if found else 0.0


def written_share(word: str, joined: str) -> float:
    """Return how alike two words of one alphabet are, as people's words are compared; 0 for different words."""
    return joined_share(bare(word), bare(joined))


def sound_of(parts: Iterable[Part]) -> str | None:
    """Return how neighbouring parts sound as one; `None` where fewer than two of them sound."""
    keys = [part.keys[0] for part in parts if part.keys]
    return "".join(keys) if len(keys) > 1 else None


def may_be(part: Part, word: str, parts: Sequence[Part], word_of: Callable[[Part], str]) -> bool:
    """Whether a word of a part is others run together with a slip, and not merely like them: in sound, or all but one.

    >>> from screening.names.parts import read_name
    >>> def joined(word, words):
    ...     part, parts = (read_name(text, person=True)[0].parts for text in (word, words))
    ...     return may_be(part[0], word, parts, spelling_of)
    >>> joined("alisalam", "ali salim"), joined("newregistrar", "vtb registrar"), joined("transporte", "y transportes")
    (True, False, False)

    Source: of words that are alike but of which none stands, nearly all were one word with a slip beside a particle
    (*transportes y*), on *train* and *tune*.
    """
    if parts[0].script not in SYLLABIC and sound_of(parts) in part.keys:
        return True
    if part.script in VOWELLESS and parts[0].script is not part.script:
        return True  # its vowels are guessed: what stands cannot be told
    words = [bare(word_of(one)) for one in parts]
    return any(
        is_slip(between, out)
        for before, out, after in left_out(words)
        for start, between, end in cuts(word)
        if (start, end) == (before, after)
    )


def is_slip(own: str, other: str) -> bool:
    """Whether a word within others is another with a slip; of one letter none is."""
    edits = min(MOST_EDITS, max(len(own), len(other)) // LETTERS_AN_EDIT)
    return bool(edits) and plain_distance(own, other, edits) <= edits


def left_out(words: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each word with what is written before it and behind it.

    >>> list(left_out(["bin", "ali"]))
    [('', 'bin', 'ali'), ('bin', 'ali', '')]
    """
    for place, word in enumerate(words):
        yield "".join(words[:place]), word, "".join(words[place + 1 :])


def cuts(word: str) -> Iterator[tuple[str, str, str]]:
    """Yield what may be a word within a word, with enough before it and behind it.

    >>> list(cuts("abc"))
    [('', 'a', 'bc'), ('a', 'b', 'c'), ('ab', 'c', '')]
    """
    for start in range(len(word)):
        for end in range(start + 1, len(word) + 1):
            before, between, after = bare(word[:start]), bare(word[start:end]), bare(word[end:])
            if between and len(before) + len(after) >= LEAST_STANDING:
                yield before, between, after


class JoinedWords:
    """Listed words run together, by number in the order of their letters' count, found by what all but one make."""

    def __init__(self, image: Image, prefix: str) -> None:
        self._ends, self._texts = image.numbers(f"{prefix}.ends"), image.numbers(prefix)
        self._words = Texts(self._ends, self._texts)
        self._lengths = image.numbers(f"{prefix}.lengths")
        self._gaps = open_table(image, f"{prefix}.gaps")

    @staticmethod
    def write(writer: ImageWriter, prefix: str, runs: Iterable[tuple[str, ...]]) -> None:
        """Add the sections of these runs of words."""
        distinct = dict.fromkeys(runs)
        joined = sorted(sorted({"".join(words) for words in distinct}), key=len)
        writer.put_texts(prefix, joined)
        writer.put(f"{prefix}.lengths", length_starts(joined))
        number_of = {word: number for number, word in enumerate(joined)}
        entries = key_entries(
            (f"{before}{GAP}{after}", number_of["".join(words)])
            for words in distinct
            for before, _, after in left_out(words)
            if len(before) + len(after) >= LEAST_STANDING
        )
        put_table(writer, f"{prefix}.gaps", entries)

    @property
    def sections(self) -> tuple[kernel.Numbers, ...]:
        """What a search reads, in the order in which the compiled core takes it."""
        return (self._ends, self._texts, self._lengths, self._gaps.entries, self._gaps.starts)

    def near(self, word: str) -> set[str]:
        """Return the words run together of which all but one stand in a word, and that one with a slip."""
        return {
            joined
            for before, between, after in cuts(word)
            for joined in map(self._words.__getitem__, self._gaps.ids(f"{before}{GAP}{after}"))
            if is_slip(between, joined[len(before) : len(joined) - len(after)])
            and joined_share(bare(word), bare(joined)) >= JOIN_SHARE
        }
