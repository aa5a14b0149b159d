"""Chinese and Korean syllables as Russian writes them: Xi Jinping is Си Цзиньпин, Kim Jong Un is Ким Чен Ын.

Source: the tables of Palladius for Chinese and of Kontsevich for Korean, as the Russian mapping service uses them, with
е for э as it is often written; and the older spelling of northern names (Ким Ир Сен).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

_PINYIN = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcs]?)([a-z]+)")
_INITIALS = {
    "b": "б", "p": "п", "m": "м", "f": "ф", "d": "д", "t": "т", "n": "н", "l": "л", "g": "г", "k": "к", "h": "х",
    "j": "цз", "q": "ц", "x": "с", "zh": "чж", "ch": "ч", "sh": "ш", "r": "ж", "z": "цз", "c": "ц", "s": "с", "": "",
}  # fmt: skip
_FINALS = {
    "a": "а", "o": "о", "e": "э", "ai": "ай", "ei": "эй", "ao": "ао", "ou": "оу", "an": "ань", "en": "энь", "ang": "ан",
    "eng": "эн", "ong": "ун", "er": "эр", "i": "и", "ia": "я", "ie": "е", "iao": "яо", "iu": "ю", "ian": "янь",
    "in": "инь", "iang": "ян", "ing": "ин", "iong": "юн", "u": "у", "ua": "уа", "uo": "о", "uai": "уай", "ui": "уй/уэй",
    "uan": "уань", "un": "унь", "uang": "уан", "v": "юй", "ve": "юэ", "van": "юань", "vn": "юнь",
}  # fmt: skip
_WITHOUT_INITIAL = {
    "yi": "и", "ya": "я", "ye": "е", "yao": "яо", "you": "ю", "yan": "янь", "yin": "инь", "yang": "ян", "ying": "ин",
    "yong": "юн", "yu": "юй", "yue": "юэ", "yuan": "юань", "yun": "юнь", "yo": "йо", "wu": "у", "wa": "ва", "wo": "во",
    "wai": "вай", "wei": "вэй", "wan": "вань", "wen": "вэнь", "wang": "ван", "weng": "вэн",
    "zi": "цзы", "ci": "цы", "si": "сы",
}  # fmt: skip


def _row(spellings: str) -> tuple[str, ...]:
    return tuple(spellings.split())


# Initials, vowels and finals of Hangul in the order of their code; "/" parts several spellings, "-" is silent.
_HANGUL_INITIALS = _row("к/г кк н т/д тт р/л м п/б пп с сс - ч/дж/чж чч чх кх тх пх х")
_HANGUL_VOWELS = _row("а э я я о/е е/э ё/е е о ва вэ ве/вэ ё/е у во ве ви ю ы ый/и и")
_HANGUL_FINALS = _row("- к/г к к н н н т ль/р/л к м ль ль ль п ль м п п т т н т т к т п -")
_FIRST_SYLLABLE, _SYLLABLES = 0xAC00, 11172
IRREGULAR_FAMILIES = {
    "최": ("цой", "чхой", "чой"),
    "정": ("тен",),
    "이": ("ли",),
    "양": ("лян",),
    "유": ("лю",),
    "임": ("лим",),
}
"""Korean family names that Russian also writes otherwise, as Koreans of the former Soviet Union do."""


@lru_cache(maxsize=1024)
def palladius(syllable: str) -> tuple[str, ...]:
    """Return a pinyin syllable, ü as v, in Cyrillic; nothing for what is no syllable.

    >>> palladius("xi"), palladius("jin"), palladius("ping"), palladius("hui"), palladius("hm")
    (('си',), ('цзинь',), ('пин',), ('хуй', 'хуэй', 'хуей'), ())
    >>> palladius("cheng")
    ('чэн', 'чен')
    """
    whole = _WITHOUT_INITIAL.get(syllable)
    found = _PINYIN.fullmatch(syllable)
    if whole is None and found is not None:
        initial, final = found[1], found[2]
        if initial in ("j", "q", "x") and final.startswith("u"):
            final = f"v{final[1:]}"
        whole = "/".join(_INITIALS[initial] + one for one in _FINALS[final].split("/")) if final in _FINALS else None
    written = whole.split("/") if whole else []
    return tuple(dict.fromkeys((*written, *(one.replace("э", "е") for one in written))))


@lru_cache(maxsize=_SYLLABLES)
def kontsevich(syllable: str) -> tuple[str, ...]:
    """Return the Cyrillic spellings of one Hangul syllable.

    >>> kontsevich("김")[0], "чен" in kontsevich("정"), "чжон" in kontsevich("정"), "сен" in kontsevich("성")
    ('ким', True, True, True)
    """
    place = ord(syllable) - _FIRST_SYLLABLE
    rows = _HANGUL_INITIALS[place // 588], _HANGUL_VOWELS[place % 588 // 28], _HANGUL_FINALS[place % 28]
    spellings = product(*(row.split("/") for row in rows))
    return tuple(dict.fromkeys("".join(letters).replace("-", "") for letters in spellings))
