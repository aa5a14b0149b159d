"""Native-script names come out as the Latin spellings people use."""

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names.lettercost import letter_likeness, letter_readings
from screening.names.parts import read_name
from screening.names.romanise import MOST_SPELLINGS, Romanisation, romanise
from screening.names.romanise.cantonese import hong_kong
from screening.names.romanise.cyrillic import Language, language_of
from screening.names.romanise.han import wade_giles
from screening.names.romanise.kana import hepburn
from screening.names.romanise.tables import han_readings, syllables
from screening.names.romanise.words import MOST_WAYS
from screening.names.romanise.zhuyin import zhuyin
from screening.names.scripts import Script, script_of, script_runs
from screening.names.soundkey import MOST_LOOSE_KEYS, sound_keys
from screening.names.text import clean_text

LETTERS = "абвгдеёжзийщьюя' -ابتثجحخدعغقكلمنهوي习近平欧阳김정은남궁ワグナッーャ々אבג'αβγδնիკოन1"


def ways(text: str, person: bool | None = None) -> tuple[Romanisation, ...]:
    return romanise(text, script_of(text), person=person)


def usual(way: Romanisation) -> str:
    return " ".join(word.spellings[0] for word in way.words)


@pytest.mark.parametrize(
    ("native", "place", "spellings"),
    [
        ("Евгений", 0, {"evgeniy", "yevgeniy", "evgeny", "yevgeny", "evgeni", "evgenii"}),
        ("Дмитрий", 0, {"dmitriy", "dmitry", "dmitri"}),
        ("Алексей", 0, {"aleksey", "alexey", "aleksei", "alexei"}),
        ("Юрий", 0, {"yuriy", "yury", "yuri"}),
        ("Харитонов", 0, {"kharitonov", "haritonov"}),
        ("Щербаков", 0, {"shcherbakov", "scherbakov"}),
        ("Перфильев", 0, {"perfilyev", "perfiliev", "perfilev"}),
        ("Зеленський", 0, {"zelenskyi", "zelenskyy", "zelensky"}),
        ("Володимир Іванович", 0, {"volodymyr"}),
        ("Сергій Гриценко", 1, {"hrytsenko", "grytsenko"}),
        ("Лукашэнка Аўген", 1, {"augen", "auhen"}),
        ("Ђоковић", 0, {"djokovic", "djokovich"}),
        ("България Търговище", 1, {"targovishte"}),
        ("Қасым", 0, {"qasym", "kasym"}),
    ],
)
def test_cyrillic_spellings(native: str, place: int, spellings: set[str]) -> None:
    assert spellings <= set(ways(native)[0].words[place].spellings)


def test_letters_tell_the_language() -> None:
    assert language_of(("лукашэнка", "рыгоравіч")) is Language.BELARUSIAN
    assert language_of(("търговище",)) is Language.BULGARIAN
    assert language_of(("сытый",)) is Language.RUSSIAN
    assert language_of(("ђорђевић",)) is Language.SOUTH_SLAVIC


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("معمر القذافي", "muammar qadhafi"),
        ("عبد الرحمن", "abdalrahman"),
        ("عبد الله", "abdallah"),
        ("عبدالله", "abdallah"),
        ("نور الدين", "nuraldin"),
        ("الياس", "ilyas"),
        ("بطليموس", "batalimus"),
        ("قاسم سلیمانی", "qasim sulaymani"),
        ("بنیامین نتانیاهو", "binyamin netanyahu"),
        ("ياوه 5", "yawa 5"),
        ("محمود احمدی\u200cنژاد", "mahmoud ahmadinazhad"),
        ("حسن\u200cزاده", "hasanzadeh"),
        ("عبد", "abd"),
        ("محمد بن سلمان آل سعود", "muhammad bin salman al saud"),
    ],
)
def test_arabic_words(native: str, latin: str) -> None:
    assert usual(ways(clean_text(native))[0]) == latin


def test_an_arabic_compound_has_keys_with_and_without_the_article() -> None:
    (word,) = ways("عبد الرحمن")[0].words
    assert {"PTLRMN", "PTRMN"} <= set(word.keys)
    assert {"abdulrahman", "abdurrahman", "abderrahman"} <= set(word.spellings)


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("Γιώργος Παπανδρέου", "giorgos papandreou"),
        ("Αντώνης", "antonis"),
        ("Μπακογιάννη", "bakogianni"),
        ("ბიძინა ივანიშვილი", "bidzina ivanishvili"),
        ("Նիկոլ Փաշինյան", "nikol pashinyan"),
        ("Երևան", "yerevan"),
        ("בנימין נתניהו", "binyamin netanyahu"),
        ("דן", "dan"),
    ],
)
def test_alphabets(native: str, latin: str) -> None:
    assert usual(ways(native)[0]) == latin


def test_a_chinese_person_is_read_joined_and_split() -> None:
    assert [usual(way) for way in ways("习近平", person=True)] == ["xi jinping", "xi jin ping"]


def test_a_family_name_of_two_characters_and_a_special_reading() -> None:
    assert usual(ways("欧阳娜娜", person=True)[0]) == "ouyang nana"
    assert usual(ways("单雄信", person=True)[0]) == "shan xiongxin"
    assert usual(ways("曾 庆红", person=True)[0]) == "zeng qinghong"


def test_hong_kong_family_names_and_wade_giles_are_spellings() -> None:
    family, given_name = ways("鄧炳強", person=True)[0].words
    assert {"deng", "tang", "teng"} <= set(family.spellings)
    assert {"bingqiang", "pingchiang"} <= set(given_name.spellings)


@pytest.mark.parametrize(
    ("syllable", "spelt"),
    [
        ("lam", "lam"),
        ("ceoi", "tsui"),
        ("coi", "tsoi"),
        ("jip", "yip"),
        ("ji", "yi"),
        ("jyu", "yu"),
        ("m", "m"),
    ],
)
def test_cantonese_syllables_as_hong_kong_writes_them(syllable: str, spelt: str) -> None:
    assert hong_kong(syllable) == spelt


def test_cantonese_given_names_are_spellings() -> None:
    _, given_name = ways("林郑月娥", person=True)[0].words
    assert "chengyuetngo" in given_name.spellings


def test_a_foreigner_in_chinese_characters_keeps_his_words() -> None:
    first, last = ways("叶夫根尼·普里戈任", person=True)[0].words
    assert (first.written, last.written) == ("叶夫根尼", "普里戈任")


def test_a_short_chinese_name_of_unknown_kind_is_read_both_ways() -> None:
    assert {usual(way) for way in ways("习近平")} == {"xi jinping", "xi jin ping", "xijinping"}


@pytest.mark.parametrize(
    ("native", "script", "latin"),
    [
        ("エフゲニー・プリゴジン", Script.KANA, "yevgeny prigozhin"),
        ("ウラジーミル・プーチン", Script.KANA, "vladimir putin"),
        ("예브게니 프리고진", Script.JAMO, "yevgeny prigozhin"),
        ("블라디미르 푸틴", Script.JAMO, "vladimir putin"),
        ("叶夫根尼·普里戈任", Script.BOPOMOFO, "yevgeny prigozhin"),
        ("弗拉基米尔·普京", Script.BOPOMOFO, "vladimir putin"),
        ("德米特里·盧卡申科", Script.BOPOMOFO, "dmitri lukashenko"),
    ],
)
def test_a_foreign_name_is_read_by_its_letters(native: str, script: Script, latin: str) -> None:
    way = romanise(native, script_of(native), person=True)[0]
    for word, spelling in zip(way.words, latin.split(), strict=True):
        assert script_of(word.native) is script
        assert letter_likeness(word.native, spelling, script) > 0.87, (word, spelling)
        assert letter_likeness(word.native, "mikhailov", script) < 0.6
        assert set(sound_keys(spelling)) & set(word.keys) or spelling in ("vladimir", "putin")


def test_a_foreign_name_is_shown_as_it_is_written() -> None:
    for name in ("예브게니 프리고진", "叶夫根尼 普里戈任"):
        reading = read_name(name, person=True)[0]
        assert [part.shown for part in reading.parts] == name.split()


@pytest.mark.parametrize("name", ["김정은", "영철 하윤 김", "习近平", "欧阳 娜娜"])
def test_a_name_that_may_be_korean_or_chinese_is_not_taken_for_a_foreign_one(name: str) -> None:
    scripts = {part.script for reading in read_name(name, person=True) for part in reading.parts}
    assert scripts <= {Script.HANGUL, Script.HAN}


def test_zhuyin_knows_every_syllable_of_the_readings() -> None:
    letters = {syllable: zhuyin(syllable) for syllable in syllables()}
    unknown = {syllable for syllable, sounds in letters.items() if sounds.isascii()}
    assert unknown == {"hm", "m", "n"}
    assert len({*letters.values()}) == len(letters) - 1, "only yo is you"
    assert {*letters.values()} - unknown <= letter_readings(Script.BOPOMOFO).keys()


def test_a_repeated_character_mark_repeats() -> None:
    assert usual(ways("佐々木", person=False)[0]) == "zuozuomu"


@pytest.mark.parametrize(
    ("syllable", "giles"),
    [
        ("zhi", "chih"),
        ("xu", "hsu"),
        ("jian", "chien"),
        ("ge", "ko"),
        ("duo", "to"),
        ("shuo", "shuo"),
        ("qu", "chu"),
    ],
)
def test_wade_giles(syllable: str, giles: str) -> None:
    assert wade_giles(syllable) == giles


def test_a_korean_person_in_all_three_standards() -> None:
    joined, split = ways("김정은", person=True)
    assert {"gim", "kim"} <= set(joined.words[0].spellings)
    assert {"jeongeun", "jongun", "chongun"} <= set(joined.words[1].spellings)
    assert [word.native for word in split.words] == ["김", "정", "은"]


def test_korean_family_names_as_spelt_in_life() -> None:
    assert {"lee", "ri", "yi"} <= set(ways("이영호", person=True)[0].words[0].spellings)
    assert ways("남궁민수", person=True)[0].words[0].native == "남궁"
    assert ways("박 근혜", person=True)[0].words[1].native == "근혜"


def test_a_korean_organisation_keeps_its_words() -> None:
    assert [word.native for word in ways("조선 무역회사", person=False)[0].words] == ["조선", "무역회사"]


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("シュワルツ", "shuwarutsu"),
        ("チェチェン", "chechen"),
        ("マッチ", "matchi"),
        ("ディーゼル", "dizeru"),
        ("ヴァーグナー", "vaguna"),
        ("ひらがな", "hiragana"),
        ("ウィーン", "win"),
        ("きょうと", "kyouto"),
    ],
)
def test_hepburn(kana: str, latin: str) -> None:
    assert hepburn(kana) == latin


def test_kanji_beside_kana_is_said_to_be_chinese_reading() -> None:
    (way,) = romanise("民間ワグナー", Script.KANA)
    assert "kanji by Chinese reading" in way.standard


def test_other_scripts_are_read_roughly_and_say_so() -> None:
    for name in ("ဝဂ်နာ", "វ៉ាក់ន័រ", "ዋግነር"):
        (way,) = ways(name)
        assert way.standard.startswith("rough")
        assert way.words


def test_latin_text_stays_as_it_is() -> None:
    assert usual(ways("Abu Nidal")[0]) == "abu nidal"


def test_text_without_letters_has_no_reading() -> None:
    assert romanise("«—»", Script.CYRILLIC) == romanise("।", Script.INDIC) == ()


@pytest.mark.parametrize("person", [True, False, None])
@given(
    text=st.text(
        alphabet=LETTERS,
        max_size=12,
    )
)
def test_every_text_with_letters_is_read(person: bool | None, text: str) -> None:
    for script, run in script_runs(clean_text(text)):
        found = romanise(run, script, person=person)
        assert found or not any(character.isalnum() for character in run)
        for way in found:
            assert way.standard
            for word in way.words:
                assert 1 <= len(word.spellings) <= MOST_SPELLINGS
                assert len(word.keys) <= max(MOST_WAYS, MOST_LOOSE_KEYS)
                assert len(set(word.spellings)) == len(word.spellings)
                assert word.native


def test_han_readings_are_plain_syllables_of_one_character_each() -> None:
    readings = han_readings()
    assert len(readings) > 20_000
    assert all(syllable.isascii() and syllable.isalpha() for syllable in set(readings.values()))


@pytest.mark.parametrize(
    "name", ["surnames-han.csv", "surnames-hangul.csv", "readings-arabic.csv", "readings-hebrew.csv"]
)
def test_reading_tables_are_sorted_distinct_and_sourced(name: str) -> None:
    text = (files("screening") / "data" / name).read_text(encoding="utf-8")
    rows = [tuple(row) for row in csv.reader(text.splitlines())][1:]
    assert rows == sorted(rows)
    assert all(all(row) for row in rows)
    assert len({(native, latin) for native, _, latin, _ in rows}) == len(rows)
