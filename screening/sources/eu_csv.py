"""The EU's consolidated financial sanctions list in CSV, `csvFullSanctionsList_1_1`: a row for each fact of a party.

The columns bear the names of the XML's attributes, each behind the name of its fact: `NameAlias_WholeName`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from screening.errors import EntryError, ListError
from screening.sources.csv_table import CsvTable, read_text
from screening.sources.eu_entity import IGNORED, Entity, day_of, record_of
from screening.sources.fields import Fields
from screening.sources.reading import CatalogueEntry, Progress, Reading, Tally, read_each, reason

DELIMITER = ";"
GENERATED, KEY, REMARK = "fileGenerationDate", "Entity_LogicalId", "Remark"
ENTITY = {
    KEY: "logicalId",
    "Entity_EU_ReferenceNumber": "euReferenceNumber",
    "Entity_UnitedNationId": "unitedNationId",
    "Entity_DesignationDate": "designationDate",
    "Entity_DesignationDetails": "designationDetails",
}
SUBJECT = ("Entity_SubjectType", "Entity_SubjectType_ClassificationCode")
_ENTITY_REMARK = "Entity_Remark"
_ACT = {
    "Type": "regulationType",
    "OrganisationType": "organisationType",
    "PublicationDate": "publicationDate",
    "EntryIntoForceDate": "entryIntoForceDate",
    "NumberTitle": "numberTitle",
    "Programme": "programme",
    "PublicationUrl": "publicationUrl",
}
REGULATION = {f"Entity_Regulation_{name}": value for name, value in _ACT.items()}


def _columns(prefix: str, names: str, **renamed: str) -> dict[str, str]:
    """Return the columns of a fact with the attributes they stand for: the same, but for a small first letter."""
    plain = {f"{prefix}_{name}": f"{name[0].lower()}{name[1:]}" for name in names.split()}
    return plain | {f"{prefix}_{name}": attribute for name, attribute in renamed.items()}


_COUNTRY = "Region CountryIso2Code CountryDescription LogicalId RegulationLanguage"
FACTS: dict[str, dict[str, str]] = {
    "NameAlias": _columns(
        "NameAlias",
        "LastName FirstName MiddleName WholeName NameLanguage Gender Title Function Strong LogicalId "
        "RegulationLanguage",
    ),
    "Address": _columns("Address", f"City Street PoBox ZipCode Place AsAtListingTime ContactInfo {_COUNTRY}"),
    "BirthDate": _columns(
        "BirthDate",
        f"YearRangeFrom YearRangeTo Circa CalendarType City ZipCode Place Year DayOfMonth MonthOfYear {_COUNTRY}",
        BirthDate="birthdate",
        Day="dayOfMonth",
        Month="monthOfYear",
    ),
    "Citizenship": _columns("Citizenship", _COUNTRY),
    "Identification": _columns(
        "Identification",
        "Number Diplomatic KnownExpired KnownFalse ReportedLost RevokedByIssuer IssuedBy IssuedDate ValidFrom ValidTo "
        f"LatinNumber NameOnDocument IdentificationTypeCode IdentificationTypeDescription {_COUNTRY}",
        TypeCode="identificationTypeCode",
        TypeDescription="identificationTypeDescription",
    ),
}
"""The columns of each fact. Those after `NameLanguage` follow the schema of the XML: no copy of the CSV was at hand."""
NEEDED = (GENERATED, *ENTITY, _ENTITY_REMARK, *SUBJECT, *REGULATION, "NameAlias_WholeName")
KNOWN = frozenset(NEEDED).union(
    *FACTS.values(),
    (f"{prefix}_{REMARK}" for prefix in FACTS),
    (f"{prefix}_Regulation_{name}" for prefix in FACTS for name in _ACT),
)
_BOOK_KEEPING = frozenset({"logicalId", "regulationLanguage", "calendarType", "circa", "strong"})
"""What does not make a fact of a row on its own."""
ALL_STRONG = "the copy does not say which names are weak: every name is taken for a strong one"


@dataclass(slots=True)
class _Rows:
    """What the rows of one entry say, each thing once: the entry, and its facts by kind, each as its values."""

    entity: Entity
    facts: dict[str, dict[tuple[tuple[str, str], ...], Fields]] = field(
        default_factory=lambda: {kind: {} for kind in ("Entity", *FACTS)}
    )

    def finished(self) -> Entity:
        """Return the entry with its facts."""
        entity = self.entity
        entity.regulations = list(self.facts["Entity"].values())
        entity.names = list(self.facts["NameAlias"].values())
        entity.addresses = list(self.facts["Address"].values())
        entity.births = list(self.facts["BirthDate"].values())
        entity.citizenships = list(self.facts["Citizenship"].values())
        entity.identifications = list(self.facts["Identification"].values())
        return entity


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read a copy of the EU's list in CSV.

    Raises:
        ListError: the file is cut, damaged, of another format, or does not say when it was made.
    """
    table = CsvTable(path, spec.id, read_text(path, spec.id), KNOWN, NEEDED, DELIMITER, on_progress=on_progress)
    tally = Tally(IGNORED)
    entries: dict[str, _Rows] = {}
    broken: dict[str, EntryError] = {}
    days: dict[str, None] = {}
    for row in table:
        key = row.get(KEY)
        if key is None:
            raise ListError(f"a row has no {KEY}: {list(row.values())[:3]}", list_id=spec.id, path=path)
        days[row.get(GENERATED, "")] = None
        try:
            _take_row(row, entries, tally)
        except ValueError as error:
            broken.setdefault(key, EntryError(reason(error), entry=key))
    whole = (entries[key].finished() for key in entries if key not in broken)
    records, errors = read_each(whole, lambda entity: record_of(entity, spec, tally), Entity.label)
    weak_unknown = () if "NameAlias_Strong" in table.header else (ALL_STRONG,)
    return Reading(
        records=records,
        errors=(*broken.values(), *errors),
        files=(path,),
        published=_published(list(days), spec, path),
        ignored=tally.ignored(),
        warnings=weak_unknown,
    )


def _published(days: list[str], spec: CatalogueEntry, path: Path) -> date | None:
    if len(days) > 1:
        problem = f"its rows are of different days, {days[0]} and {days[1]}: two copies were put together"
        raise ListError(problem, list_id=spec.id, path=path)
    try:
        return day_of(days[0]) if days else None
    except ValueError as error:
        problem = f"{GENERATED} is {days[0]!r}, expected a day such as 01/08/2026"
        raise ListError(problem, list_id=spec.id, path=path) from error


def _take_row(row: dict[str, str], entries: dict[str, _Rows], tally: Tally) -> None:
    """Take what a row says of its entry, which every row repeats, and of one or more of its facts.

    Raises:
        ValueError: it says of the entry what another row denies.
    """
    own = {attribute: row[column] for column, attribute in ENTITY.items() if column in row}
    rows = entries.setdefault(row[KEY], _Rows(Entity(Fields("the entry", own))))
    seen = rows.entity
    for name, text in own.items():
        if seen.own.values.setdefault(name, text) != text:
            raise ValueError(f"its rows say different things: the {name} is {seen.own.values[name]!r} and {text!r}")
    for column in SUBJECT:
        if (code := row.get(column)) and code not in seen.subjects:
            seen.subjects.append(code)
    remark = _remark(row.get(_ENTITY_REMARK))
    seen.remarks += [text for text in remark if text not in seen.remarks]
    _add(rows.facts["Entity"], "the regulation", row, REGULATION, [])
    for kind, columns in FACTS.items():
        if _add(rows.facts[kind], kind, row, columns, _remark(row.get(f"{kind}_{REMARK}"))):
            tally.skip("acts of single facts")


def _add(
    known: dict[tuple[tuple[str, str], ...], Fields],
    what: str,
    row: dict[str, str],
    columns: dict[str, str],
    remarks: list[str],
) -> bool:
    """Add what a row says of a fact, unless it says nothing or another row said the same."""
    values = {attribute: row[column] for column, attribute in columns.items() if column in row}
    key = (*values.items(), *(("remark", text) for text in remarks))
    if key in known or not (remarks or set(values) - _BOOK_KEEPING):
        return False
    contact = values.pop("contactInfo", None)
    known[key] = Fields(what, values, remarks, [("contact", contact)] if contact else [])
    return True


def _remark(text: str | None) -> list[str]:
    """Return a remark without the brackets that the CSV puts around it.

    >>> _remark("(Date of listing: 21.10.2014.)"), _remark("(a) one (b)"), _remark(None)
    (['Date of listing: 21.10.2014.'], ['(a) one (b)'], [])
    """
    if not text:
        return []
    inner = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    depth = 0
    for sign in inner:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth < 0:
            return [text]
    return [inner.strip()] if inner.strip() else []
