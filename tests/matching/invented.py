"""Invented parties with realistic names, damage to names, and the oracle that searches without an index."""

from __future__ import annotations

import random
from collections.abc import Iterator

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from screening.matching.context import AnyParty
from screening.matching.policy import load_policy
from screening.matching.scorer import NameFinding, best_finding
from screening.records import EntityRecord, Identifier, Name, Organisation, Person
from screening.vocabulary import Gender, NameStrength, WeakAliasPolicy

QUICK = settings(derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
POLICY = load_policy()

GIVEN = (
    "Ivan",
    "Oleg",
    "Yevgeniy",
    "Aleksandr",
    "Dmitriy",
    "Mikhail",
    "Natalya",
    "Olga",
    "Mohammed",
    "Ahmad",
    "Yusuf",
    "Hassan",
    "Fatima",
    "Maryam",
    "Ali",
    "Omar",
    "Carlos",
    "Juan",
    "Maria",
    "Lucia",
    "Pierre",
    "Amélie",
    "Jürgen",
    "Łukasz",
    "Søren",
    "Ngozi",
    "Kwame",
    "Thabo",
    "Min-jun",
    "Hiroshi",
    "Ravi",
    "Priya",
    "Tendai",
)
SURNAMES = (
    "Brodarenko",
    "Zelmanov",
    "Kostrovsky",
    "Vintorin",
    "Pavlichenko",
    "Sukhodolsky",
    "Marchenkov",
    "al-Darwazi",
    "Haddaoui",
    "Benzarouk",
    "Tavakolipour",
    "Rahmanzadeh",
    "Quiñonero",
    "Villarrubia",
    "Castelmonte",
    "Dufresnoy",
    "Grünewaldt",
    "Wojdalski",
    "Lindqvister",
    "Okonjowe",
    "Mensahene",
    "Mokgathlane",
    "Chandrapuri",
    "Vaidyanath",
    "Hoshikawa",
    "Takemori",
    "Baek",
    "Munyaradzi",
    "Petrovets",
    "Demchukov",
    "Saforin",
)
PATRONYMICS = (
    "Petrovich",
    "Nikolayevich",
    "Sergeyevna",
    "Ivanovna",
    "Igorevich",
)
OTHER_SCRIPTS = (
    "Евгений Бродаренко",
    "Наталья Сергеевна Зельманова",
    "محمد الدروازي",
    "أحمد بن يوسف الحداوي",
    "Νίκος Σαμαράκης",
    "דוד זלמנוב",
    "王小明",
    "김민준",
    "ნინო ბერიძე",
)
COMPANIES = (
    "Vostokmetall Trading LLC",
    "OOO Severny Potok Invest",
    "Brodarenko & Sons Shipping Co. Ltd",
    "Banque Populaire de Kessara",
    "Al Darwazi Exchange Company",
    "Golden Heron Logistics FZE",
    "Fundación Amanecer Solidario",
    "Kessara Mining Fund VII",
    "Kessara Mining Fund VIII",
    "Zhongyuan Bright Star Electronics Co., Ltd.",
    "Deutsche Nordhafen Maschinenbau GmbH",
    "Tavako Petrochemical Holding PJSC",
    "North Sumar Oil Refinery",
    "Institut for Anvendt Rumforskning",
    "Hoshikawa Precision Kogyo KK",
    "Mokgathlane Security Services (Pty) Ltd",
    "Saforin Air Cargo",
    "Красная Звезда Холдинг",
    "شركة الدروازي للصرافة",
    "Committee for Charitable Relief of Haddaoui",
)


def people(count: int, seed: int = 7) -> tuple[EntityRecord, ...]:
    """Return records of invented people, some with a second strong name."""
    rng = random.Random(seed)
    records = []
    for number in range(count):
        middle = [rng.choice(PATRONYMICS)] if rng.random() < 0.3 else []
        given, family = rng.choice(GIVEN), rng.choice(SURNAMES)
        names = [" ".join([given, *middle, family])]
        if rng.random() < 0.3:
            names.append(f"{family.upper()}, {rng.choice(GIVEN)}")
        if number < len(OTHER_SCRIPTS):
            names.append(OTHER_SCRIPTS[number])
        records.append(EntityRecord(id=f"p-{number:03}", party=Person(names=tuple(as_names(*names)))))
    return tuple(records)


def companies() -> tuple[EntityRecord, ...]:
    """Return records of invented organisations."""
    return tuple(
        EntityRecord(id=f"o-{number:03}", party=Organisation(names=tuple(as_names(text))))
        for number, text in enumerate(COMPANIES)
    )


def as_names(*texts: str) -> Iterator[Name]:
    """Yield strong names."""
    for text in texts:
        yield Name(text=text)


def weak(text: str) -> Name:
    """Return a weak alias."""
    return Name(text=text, strength=NameStrength.WEAK)


def person(*names: str | Name, born: str | None = None, countries: tuple[str, ...] = ()) -> Person:
    """Return a person."""
    return Person.model_validate({"names": names, "birth_dates": (born,) if born else (), "countries": countries})


def organisation(*names: str | Name) -> Organisation:
    """Return an organisation."""
    return Organisation.model_validate({"names": names})


def record(party: Person | Organisation, record_id: str = "x-1") -> EntityRecord:
    """Return the record of a party that no list has."""
    return EntityRecord(id=record_id, party=party)


def exhaustive(query: AnyParty, known: EntityRecord) -> NameFinding | None:
    """Return the best finding without any index: the oracle of the search."""
    is_person = isinstance(known.party, Person)
    return best_finding(query, known.party, POLICY, WeakAliasPolicy.EXACT, person=is_person)


LETTERS = "abcdefghijklmnoprstuvyz"


def damaged(name: str, rng: random.Random) -> str:
    """Return a name with one to three kinds of damage."""
    for _ in range(rng.choice((1, 1, 2, 2, 3))):
        name = rng.choice(DAMAGES)(name, rng) or name
    return name


def _edit(name: str, rng: random.Random) -> str:
    place = rng.randrange(len(name))
    letter = rng.choice(LETTERS)
    return rng.choice(
        (name[:place] + name[place + 1 :], name[:place] + letter + name[place:], _put(name, place, letter))
    )


def _put(name: str, place: int, letter: str) -> str:
    return name[:place] + letter + name[place + 1 :]


def _swap(name: str, rng: random.Random) -> str:
    place = rng.randrange(max(1, len(name) - 1))
    return name[:place] + name[place + 1 : place + 2] + name[place : place + 1] + name[place + 2 :]


def _join(name: str, rng: random.Random) -> str:
    return name.replace(" ", "", 1)


def _split(name: str, rng: random.Random) -> str:
    place = rng.randrange(len(name))
    return f"{name[:place]} {name[place:]}"


def _shuffle(name: str, rng: random.Random) -> str:
    words = name.split()
    rng.shuffle(words)
    return " ".join(words)


def _drop(name: str, rng: random.Random) -> str:
    words = name.split()
    del words[rng.randrange(len(words))]
    return " ".join(words)


def _initial(name: str, rng: random.Random) -> str:
    first, *others = name.split()
    return " ".join([f"{first[0]}.", *others])


def _other_given(name: str, rng: random.Random) -> str:
    return " ".join([rng.choice(GIVEN), *name.split()[1:]])


def _respell(name: str, rng: random.Random) -> str:
    left, right = rng.choice(
        (("y", "i"), ("i", "y"), ("ch", "tch"), ("v", "w"), ("kh", "h"), ("ov", "off"), ("s", "z"))
    )
    return name.replace(left, right)


def _capitals(name: str, rng: random.Random) -> str:
    return name.upper()


DAMAGES = (_edit, _edit, _swap, _join, _split, _shuffle, _drop, _initial, _other_given, _respell, _capitals)

person_names = st.builds(
    lambda given, middle, family: " ".join([given, *middle, family]),
    st.sampled_from(GIVEN),
    st.lists(st.sampled_from(PATRONYMICS), max_size=1),
    st.sampled_from(SURNAMES),
) | st.sampled_from(OTHER_SCRIPTS)
company_names = st.sampled_from(COMPANIES)
words = st.text(alphabet=LETTERS, min_size=3, max_size=12)
texts = st.text(min_size=1, max_size=40)
readable = texts.filter(lambda text: any(letter.isascii() and letter.isalnum() for letter in text))
some_names = person_names | company_names | readable
birth_dates = st.sampled_from(("1961", "1961-06-01", "circa 1963", "1957 to 1960", "12 Mar 1980"))
countries = st.lists(st.sampled_from(("RU", "SY", "ML", "CF", "AE")), max_size=2, unique=True).map(tuple)
genders = st.sampled_from((None, Gender.MALE, Gender.FEMALE))
passports = st.sampled_from(("AB 1234567", "AB1234567", "ZX-7654321")).map(
    lambda value: Identifier.model_validate({"value": value, "type": "passport"})
)
whole_people = st.builds(
    lambda names, born, where, gender, numbers: Person.model_validate(
        {"names": names, "birth_dates": born, "countries": where, "gender": gender, "identifiers": numbers}
    ),
    st.lists(person_names, min_size=1, max_size=3).map(tuple),
    st.lists(birth_dates, max_size=2).map(tuple),
    countries,
    genders,
    st.lists(passports, max_size=1).map(tuple),
)
