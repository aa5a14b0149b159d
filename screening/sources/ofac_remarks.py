"""OFAC's remarks: one text an entry, of `; `-separated items, each a label and a value or a piece of prose.

Weak aliases stand nowhere else: `a.k.a. 'FZNC'`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from screening.dates import parse_date
from screening.identifiers import IdentifierType
from screening.records import Identifier, Name, Relation
from screening.reference import country_code
from screening.sources.reading import reason
from screening.vocabulary import Gender, NameKind, NameStrength

ALIAS_KINDS = {
    "a.k.a.": NameKind.ALIAS,
    "f.k.a.": NameKind.FORMER,
    "n.k.a.": NameKind.ALIAS,
    "d.b.a.": NameKind.ALIAS,
}

COUNTRIES: dict[str, str | None] = {
    "Region: Crimea": "UA",
    "Region: Gaza": "PS",
    "Region: Northern Mali": "ML",
    "Region: West Bank": "PS",
    "Region: Kafia Kingi": None,
    "Region: Commonwealth of Independent States": None,
    "None Identified": None,
    "undetermined": None,
}
"""What OFAC prints where a country stands and no country table has; `None` is no one country."""

_BY_TYPE: dict[IdentifierType, str] = {
    IdentifierType.PASSPORT: "British National Overseas Passport|Diplomatic Passport|Passport|Passport No.|"
    "Passport Booklet|Stateless Person Passport|U.S.A. Passport",
    IdentifierType.NATIONAL_ID: "Bosnian Personal ID No.|C.I.N.|C.U.I.|C.U.I.P.|C.U.R.P.|Cedula No.|"
    "Citizen's Card Number|CNP (Personal Numerical Code)|D.N.I.|I.F.E.|Kenyan ID No.|LE Number|"
    "Moroccan Personal ID No.|N.I.E.|National Foreign ID Number|National ID No.|Numero de Identidad|Personal ID Card|"
    "SSN|Tazkira National ID Card|Turkish Identification Number|UAE Identification",
    IdentifierType.TAX: "C.I.F.|C.U.I.T.|Fiscal Code|Italian Fiscal Code|N.I.F.|NIT|"
    "Numero Unico de Identificacao Tributaria (NUIT)|Paraguayan tax identification number|R.F.C.|RFC|RIF|"
    "Romanian Tax Registration|RSIN|RTN|RUC|Tax ID No.|US FEIN|V.A.T. Number",
    IdentifierType.REGISTRATION: "Branch Unit Number|Business Number|Business Registration Document|"
    "Business Registration Number|C.R. No.|Central Registration System Number|Certificate of Incorporation Number|"
    "Chamber of Commerce Number|Commercial Registry Number|Company ID|Company Number|D-U-N-S Number|"
    "Dubai Chamber of Commerce Membership No.|Economic Register Number (CBLS)|Enterprise Number|File Number|"
    "Folio Mercantil No.|Government Gazette Number|Istanbul Chamber of Comm. No.|Matricula Mercantil No|"
    "MSB Registration Number|Organization Code|Public Registration Number|Registered Charity No.|"
    "Registration Certificate Number (Dubai)|Registration ID|Registration Number|Romanian C.R.|"
    "Russian State Individual Business Registration Number Pattern (OGRNIP)|Trade License No.|UK Company Number|"
    "Unified Social Credit Code (USCC)|United Social Credit Code Certificate (USCCC)",
    IdentifierType.IMO: "Vessel Registration Identification|International Maritime Organization No.",
    IdentifierType.MMSI: "MMSI",
    IdentifierType.CALL_SIGN: "Other Vessel Call Sign|Vessel Call Sign",
    IdentifierType.TAIL_NUMBER: "Aircraft Tail Number|Previous Aircraft Tail Number",
    IdentifierType.BIC: "SWIFT/BIC",
    IdentifierType.LEI: "Legal Entity Number",
    IdentifierType.WALLET: "Digital Currency Address -",
    IdentifierType.OTHER: "Afghan Money Service Provider License Number|"
    "Aircraft Construction Number (also called L/N or S/N or F/N)|Aircraft Manufacturer's Serial Number (MSN)|"
    "Aircraft Mode S Transponder Code|Aircraft Serial Identification|BIK (RU)|Birth Certificate Number|"
    "Cartilla de Servicio Militar Nacional|Chinese Commercial Code|Credencial electoral|Driver's License No.|"
    "Electoral Registry No.|Equity Ticker|Identification Number|Immigration No.|ISIN|License|MICEX Code|"
    "Military Registration Number|Permit Number|Pilot License Number|Public Security and Immigration No.|"
    "Refugee ID Card|Residency Number|Romanian Permanent Resident|Seafarer's Identification Document|Serial No.|"
    "SRE Permit No.|Stateless Person ID Card|Temporary suspension of deportation No.|Tourism License No.|"
    "Trademark number|Travel Document Number|UN/LOCODE|VisaNumberID",
}
IDENTIFIERS = {label: kind for kind, labels in _BY_TYPE.items() for label in labels.split("|")}
"""OFAC's names of numbers. Source: those in its remarks, 2018 to 2023, and the document types of its XML, 2024."""

RELATIONS = (
    "Linked To",
    "brother of",
    "Child of",
    "daughter of",
    "daughter-in-law of",
    "half-brother of",
    "Nephew of",
    "sister-in-law of",
    "son of",
    "Spouse of",
    "wife of",
)
MEASURES = (
    "Additional Sanctions Information -",
    "CAATSA Section 235 Information",
    "IFCA Determination -",
    "PEESA Information",
    "Secondary sanctions risk",
    "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions",
)
_DIRECTIVE = re.compile(r"(?:alt\. )?(Executive Order \d+ (?:Directive )?(?:Determination|[Ii]nformation)\b.*)$")

NOTES = (
    "Effective Date",
    "Email",
    "EMAIL",
    "Email Address",
    "Fax",
    "FAX",
    "Fax No.",
    "Individual's height is",
    "Interpol: Red Notice. File No.",
    "Issuer Name",
    "Organization Type",
    "Other Vessel Type",
    "PHONE",
    "Phone No.",
    "Phone Number",
    "Purchase/Sales For Divestment Date",
    "Target Type",
    "Telephone",
    "Telephone No.",
    "Telephone Number",
    "TELEX",
)
"""Items with no field of their own: kept as notes, word for word."""

_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_ALIAS = re.compile(r"(?P<kind>[afnd]\.[kb]\.a\.) '(?P<name>.+)'$")
_ALIAS_BEGINS = re.compile(r"[afnd]\.[kb]\.a\.")
_LISTED = re.compile(r"Listing Date \((?:(?P<cmic>CMIC)|EO (?P<order>\d+) [^)]*)\):? (?P<day>.+)$")
_NUMBER = re.compile(
    r"(?P<number>\S.*?)(?P<rest>(?:\s+\([^()]*\)|,? (?:issued|expires|expired) [^()]+|, Issue Date .*)*)$"
)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_UNKNOWN_NUMBER = re.compile(
    r"(?:[Aa]lt\. )?(?P<label>[A-Z][^\d;:]{0,60}?(?:No\.|Number|number|Code|ID|Identification|#))[:#]? "
    r"(?P<value>\S*\d\S*.*)$"
)
_DIGIT = re.compile(r"\d")
_WORDED = frozenset(
    {
        IdentifierType.BIC,
        IdentifierType.CALL_SIGN,
        IdentifierType.OTHER,
        IdentifierType.TAIL_NUMBER,
        IdentifierType.WALLET,
    }
)
"""Kinds of identifier that can be all letters; of the others, words after the label are prose."""
_ABBREVIATED = re.compile(r"(?:\.\w{1,3}|\b(?:LTD|CO|INC|CORP|BHD))$", re.IGNORECASE)


def country_of(text: str) -> str | None:
    """Return the code of a country as OFAC prints it, or `None` where it names no one country.

    >>> country_of("Korea, North"), country_of("Region: Gaza"), country_of("undetermined")
    ('KP', 'PS', None)

    Raises:
        ValueError: the text is no country known.
    """
    return COUNTRIES[text] if text in COUNTRIES else country_code(text)


@dataclass(slots=True)
class Remarks:
    """What the items of one entry's remarks say, each item in exactly one place."""

    names: list[Name] = field(default_factory=list)
    birth_dates: list[str] = field(default_factory=list)
    birth_places: list[str] = field(default_factory=list)
    gender: Gender | None = None
    countries: list[str] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    websites: list[str] = field(default_factory=list)
    founded: list[str] = field(default_factory=list)
    built: str | None = None
    model: str | None = None
    operator: str | None = None
    relations: list[Relation] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    listing_dates: dict[str, date] = field(default_factory=dict)
    """First listing date printed, by what a programme's code contains: `EO14024`, `CMIC`."""
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def items(text: str) -> list[str]:
    """Return the items of a remark, without the full stop that ends it.

    >>> items("DOB 01 Jun 1961; Linked To: BANCO DEL SUR, S.A.")
    ['DOB 01 Jun 1961', 'Linked To: BANCO DEL SUR, S.A.']
    """
    found = [item.strip() for item in re.split(r";\s*", text) if item.strip()]
    if found and found[-1].endswith("."):
        bare = found[-1].removesuffix(".")
        is_name = bare.startswith("Linked To:") and _ABBREVIATED.search(bare)
        found[-1] = found[-1] if is_name else bare
    return found


def read_remarks(text: str, *, cut: bool = False) -> Remarks:
    """Take every item of a remark; `cut` says that the published text stops in its middle.

    >>> read = read_remarks("DOB circa 1963; nationality Russia; Passport 64 (Iran); a.k.a. 'FZNC'.")
    >>> read.birth_dates, read.countries, read.identifiers[0].country, read.names[0].text
    (['circa 1963'], ['RU'], 'IR', 'FZNC')
    """
    found = Remarks()
    every = items(text)
    whole, broken = (every[:-1], every[-1:]) if cut else (every, [])
    for item in whole:
        try:
            _take(found, item)
        except ValueError as error:
            found.problems.append(f"the remark {item!r} cannot be read: {reason(error)}")
    found.notes += [f"{item} [the published remarks end here]" for item in broken]
    return found


def _take(found: Remarks, item: str) -> None:
    if _ALIAS_BEGINS.match(item):
        _take_alias(found, item)
    elif directive := _DIRECTIVE.match(item):
        found.measures.append(directive[1])
    elif listed := _LISTED.match(item):
        _take_listing_date(found, listed["cmic"] or f"EO{listed['order']}", listed["day"], item)
    elif labelled := _LABEL.match(item):
        _ACTIONS[labelled["label"]](found, labelled["label"], labelled["value"].strip(), item)
    elif site := _WEB.match(item):
        found.websites.append(site[0])
    elif number := _UNKNOWN_NUMBER.match(item):
        _take_identifier(found, number["label"], number["value"], item)
        found.warnings.append(f"{number['label']!r} is no kind of number known: kept as one of another kind")
    else:
        found.notes.append(item)


def _take_alias(found: Remarks, item: str) -> None:
    alias = _ALIAS.match(item)
    if alias is None or alias["kind"] not in ALIAS_KINDS:
        raise ValueError("expected an alias in quotes, such as a.k.a. 'FZNC'")
    found.names.append(Name(text=alias["name"], kind=ALIAS_KINDS[alias["kind"]], strength=NameStrength.WEAK))


def _take_listing_date(found: Remarks, key: str, day: str, item: str) -> None:
    listed_on = parse_date(day).earliest
    found.listing_dates[key] = min(listed_on, found.listing_dates.get(key, listed_on))
    found.notes.append(item)


def _take_date(target: Callable[[Remarks], list[str]]) -> Callable[[Remarks, str, str, str], None]:
    def take(found: Remarks, label: str, value: str, item: str) -> None:
        parse_date(value)
        target(found).append(value)

    return take


def _take_birth_place(found: Remarks, label: str, value: str, item: str) -> None:
    found.birth_places.append(value)


def _take_gender(found: Remarks, label: str, value: str, item: str) -> None:
    found.gender = Gender(value.lower())


def _take_country(found: Remarks, label: str, value: str, item: str) -> None:
    bare = value.removeprefix("possibly ")
    code = country_of(bare)
    if code:
        found.countries.append(code)
    if code is None or bare != value or label.startswith("Former"):
        found.notes.append(item)


def _take_identifier(found: Remarks, label: str, value: str, item: str) -> None:
    value = value.removeprefix("(").removesuffix(")") if re.fullmatch(r"\([^()]*\)", value) else value
    kind = IDENTIFIERS.get(label, IdentifierType.OTHER)
    parsed = _NUMBER.match(value)
    if parsed is None or value.startswith("issued ") or not (kind in _WORDED or _DIGIT.search(parsed["number"])):
        found.notes.append(item)
        return
    country, rest = None, parsed["rest"]
    for bracket in _IN_BRACKETS.finditer(rest):
        try:
            country = country_of(bracket[1])
        except ValueError:
            continue
        rest = rest.replace(bracket[0], "", 1)
    if rest.strip():
        found.notes.append(item)
    number = parsed["number"]
    if label == "Identification Number" and number.startswith("IMO "):
        kind = IdentifierType.REGISTRATION
    if kind is IdentifierType.WALLET:
        currency, _, number = number.partition(" ")
        label = f"{label} {currency}"
    found.identifiers.append(Identifier(value=number, type=kind, country=country, label=label))


def _take_website(found: Remarks, label: str, value: str, item: str) -> None:
    found.websites.append(value)


def _take_relation(found: Remarks, label: str, value: str, item: str) -> None:
    found.relations.append(Relation(type=label.lower(), target=value))


def _take_measure(found: Remarks, label: str, value: str, item: str) -> None:
    found.measures.append(re.sub(r"^[Aa]lt\. ", "", item))


def _take_note(found: Remarks, label: str, value: str, item: str) -> None:
    found.notes.append(item)


def _take_built(found: Remarks, label: str, value: str, item: str) -> None:
    parse_date(value)
    found.built = value


def _take_model(found: Remarks, label: str, value: str, item: str) -> None:
    found.model = value


def _take_operator(found: Remarks, label: str, value: str, item: str) -> None:
    found.operator = value


_ACTIONS: dict[str, Callable[[Remarks, str, str, str], None]] = {
    **dict.fromkeys(IDENTIFIERS, _take_identifier),
    **dict.fromkeys(RELATIONS, _take_relation),
    **dict.fromkeys(MEASURES, _take_measure),
    **dict.fromkeys(NOTES, _take_note),
    **dict.fromkeys(
        (
            "citizen",
            "nationality",
            "Former Vessel Flag",
            "Nationality of Registration",
            "Other Vessel Flag",
            "Registration Country",
            "Vessel Flag",
        ),
        _take_country,
    ),
    "DOB": _take_date(lambda found: found.birth_dates),
    "Organization Established Date": _take_date(lambda found: found.founded),
    "Aircraft Manufacture Date": _take_built,
    "Vessel Year of Build": _take_built,
    "Aircraft Model": _take_model,
    "Aircraft Operator": _take_operator,
    "POB": _take_birth_place,
    "Gender": _take_gender,
    "Website": _take_website,
}
_LABEL = re.compile(
    r"(?:[Aa]lt\. )?(?P<label>"
    + "|".join(re.escape(label) for label in sorted(_ACTIONS, key=lambda label: (-len(label), label)))
    + r")(?::|\s*#|(?=\s)|(?<=-))\s*(?P<value>\S.*)$"
)
