"""Which old code page a text is in, judged by whether its words look like words of the languages written in it.

charset-normalizer says how disorderly each reading is; the alphabets below say which reading needs the fewest
languages. Readings that differ only in accents screen alike, so the first of them is taken and the report says so;
where names would really differ, the file is refused and every reading is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import ascii_letters

from charset_normalizer import from_bytes

from screening.errors import FileError

_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_ALPHABETS = {
    "western": ("äöüß", "àâæçéèêëîïôœùû", "áéíñóúü", "áâãàçéêíóôõú", "àèéìòóù", "æøåé", "åäöé", "áðéíóúýþæö", "éëïóöü"),
    "central": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž", "äöüß"),
    "turkish": ("çğıöşüâîû",),
    "baltic": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
    "cyrillic": (_RUSSIAN, "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "абвгдђежзијклљмнњопрстћуфхцчџш", _RUSSIAN + "іў"),
    "greek": ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ",),
    "hebrew": ("אבגדהוזחטיךכלםמןנסעףפץצקרשת",),
    "arabic": ("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگکی",),
}
"""For each group of languages, the letters beyond a–z that one of its languages uses."""

_PAGES = (
    ("cp1252", "western"),
    ("iso8859-1", "western"),
    ("cp1250", "central"),
    ("iso8859-2", "central"),
    ("cp1254", "turkish"),
    ("cp1257", "baltic"),
    ("cp1251", "cyrillic"),
    ("koi8-r", "cyrillic"),
    ("cp1253", "greek"),
    ("cp1255", "hebrew"),
    ("cp1256", "arabic"),
    ("mac-roman", "western"),
    ("gb18030", "gb2312"),
    ("big5", "big5"),
    ("shift_jis", "shift_jis"),
    ("cp949", "euc_kr"),
)
"""Code pages that spreadsheet programs save in, the likelier of two equals first, and the letters expected in each."""

_COMMON_ROWS = {"gb2312": (0xB0, 0xD7), "big5": (0xA4, 0xC6), "shift_jis": (0x82, 0x97), "euc_kr": (0xB0, 0xC8)}
"""Lead bytes of the everyday characters. Source: GB/T 2312 level 1, Big5 level 1, JIS X 0208 level 1, KS X 1001."""

_FREQUENT = {
    "cyrillic": "оаеинрвтслк",
    "greek": "αοιστεηνρς",
    "hebrew": "יוהלאמרבנת",
    "arabic": "اليمنرةعدبحو",
    "gb2312": "公司有限中国北京上海大学王李张刘陈明华国文",
    "big5": "公司有限中國北台灣大學王李張劉陳明華文林",
    "shift_jis": "株式会社田山中本東京大学のンスー",
    "euc_kr": "김이박최정은주한대회사식조선민국영수",
}
"""What a large share of any running text in these scripts consists of; it settles readings that all give letters."""

_NEUTRAL = frozenset("–—‘’‚“”„…«»°§€№·•\u00a0")
_WORDS = re.compile(r"[^\s,;|\"]*[^\x00-\x7f][^\s,;|\"]*")
_NEXT_LANGUAGE = 0.5
"""Each further language that a reading needs counts half as much as the one before it."""
_LEAST = 0.5
_CLEARLY = 0.05


@dataclass(frozen=True, slots=True)
class _Reading:
    encoding: str
    text: str
    fit: float
    frequent: float

    @property
    def shown(self) -> str:
        """The first words that tell this reading from another."""
        return ", ".join(dict.fromkeys(_WORDS.findall(self.text)[:3]))


def guess_code_page(sample: bytes, path: Path, line: int) -> tuple[str, tuple[str, ...]]:
    """Return the code page that lines with bytes beyond ASCII are in, and what to tell the reader of the report.

    `line` is where the first such byte stands.

    >>> guess_code_page("Jürgen Groß\\nGünther Weiß".encode("cp1252"), Path("kunden.csv"), 2)[0]
    'cp1252'
    >>> guess_code_page("Иван Петров".encode("cp1251"), Path("клиенты.csv"), 2)[0]
    'cp1251'

    Raises:
        FileError: no code page gives words, or several give different ones.
    """
    readings = sorted(_readings(sample), key=lambda reading: -reading.fit)
    if not readings or readings[0].fit < _LEAST:
        raise FileError(
            f"the encoding cannot be told: it is not UTF-8 from line {line} on, and no code page gives words there; "
            "name it (--encoding)",
            path=path,
        )
    close = [reading for reading in readings if readings[0].fit - reading.fit < _CLEARLY]
    usual = max(reading.frequent for reading in close)
    best = [reading for reading in close if usual - reading.frequent < _CLEARLY]
    first = min(best, key=lambda reading: [page for page, _ in _PAGES].index(reading.encoding))
    if len({_bare(reading.text) for reading in best}) > 1:
        seen = "; ".join(f"{reading.encoding} reads {reading.shown}" for reading in best)
        raise FileError(
            f"the encoding cannot be told from line {line} on: {seen}; look which is right and name it (--encoding)",
            path=path,
        )
    told = f"not UTF-8: read as {first.encoding}, for example {first.shown}"
    others = [f"{reading.encoding} would read {reading.shown}" for reading in best if reading is not first]
    return first.encoding, ("; ".join([told, *others]),)


def _readings(sample: bytes) -> Iterator[_Reading]:
    """Yield each different text that the sample can be, judged; equal texts count once, for the likelier page."""
    seen = set()
    for page, letters in _PAGES:
        try:
            text = sample.decode(page)
        except UnicodeDecodeError:
            continue
        if text in seen or any(unicodedata.category(sign) in ("Cc", "Co") for sign in text if sign not in "\t\r\n"):
            continue
        seen.add(text)
        judged = from_bytes(sample, cp_isolation=[page], threshold=1.0, preemptive_behaviour=False).best()
        chaos = judged.chaos if judged else 1.0
        counts = Counter(letter for word in _WORDS.findall(text) for letter in _foreign_letters(word))
        frequent = sum(counts[letter] for letter in _FREQUENT.get(letters, "")) / max(1, counts.total())
        yield _Reading(page, text, _fit(counts, _alphabets(letters)) - chaos / 2, frequent)


@cache
def _alphabets(letters: str) -> tuple[frozenset[str], ...]:
    if letters not in _COMMON_ROWS:
        return tuple(frozenset(alphabet) for alphabet in _ALPHABETS[letters])
    first, last = _COMMON_ROWS[letters]
    pairs = (bytes((lead, trail)) for lead in range(first, last + 1) for trail in range(0x40, 0xFF))
    signs = (pair.decode(letters, "ignore") for pair in pairs)
    return (frozenset(sign for sign in signs if len(sign) == 1 and sign.isalpha() and not "｡" <= sign <= "ﾟ"),)


def _fit(counts: Counter[str], alphabets: tuple[frozenset[str], ...]) -> float:
    """Return how well letters beyond ASCII, counted, fit few languages, 0 to 1."""
    whole = max(1, counts.total())
    fit, weight, left = 0.0, 1.0, counts
    while best := max(sum(left[letter] for letter in alphabet) for alphabet in alphabets):
        chosen = next(letters for letters in alphabets if sum(left[letter] for letter in letters) == best)
        fit += weight * best / whole
        weight *= _NEXT_LANGUAGE
        left = Counter({letter: count for letter, count in left.items() if letter not in chosen})
    return fit


def _foreign_letters(word: str) -> Iterator[str]:
    """Yield each letter beyond ASCII in small; one that stands where no word has it comes out as a blank."""
    mixed = any(letter in ascii_letters for letter in word)
    before = " "
    for sign in word:
        if sign > "\x7f" and sign not in _NEUTRAL:
            small = sign.lower()[:1]
            odd_capital = sign != small and before.islower()
            foreign_script = mixed and not unicodedata.name(sign, "").startswith("LATIN")
            yield " " if odd_capital or foreign_script else small
        before = sign


def _bare(text: str) -> str:
    """Return a text without accents and case, as far as screening compares it."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
