"""OFAC's ENHANCED XML, `sanctionsData`: one `entity` a party, each word beside the number of its reference value.

Source: OFAC, sanctions list service, `ENHANCED_XML.xsd`, and a copy of August 2024.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from screening.dates import parse_date
from screening.errors import EntryError, ListError
from screening.sources.ofac_entry import IGNORED, PARTY_TYPE, OfacEntry, is_own, printed_period
from screening.sources.ofac_names import LATIN
from screening.sources.ofac_remarks import ALIAS_KINDS
from screening.sources.ofac_stream import ElementStream, attribute, only, yes_or_no
from screening.sources.ofac_ties import Tie, with_ties
from screening.sources.reading import CatalogueEntry, Progress, Reading, Tally, known, reason
from screening.sources.safe_xml import Node
from screening.vocabulary import NameKind, NameStrength

ROOT = "sanctionsData"
INFO, VALUE, FEATURE, ENTITY = (
    "publicationInfo",
    "referenceValues/referenceValue",
    "featureTypes/featureType",
    "entities/entity",
)
IGNORED_ELEMENTS = ("identityId", "versionId", "valueRefId", "name")
"""Numbers that serve to keep the file, and on which of the party's names a document is made out."""
IGNORED_ATTRIBUTES = ("id", "featureVersionId")
PERIOD = ("fromDateBegin", "fromDateEnd", "toDateBegin", "toDateEnd")


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read a copy of `SDN_ENHANCED.XML` or `CONS_ENHANCED.XML`.

    Raises:
        ListError: the file is cut, damaged, of another format, or does not say when it was made.
    """
    tally, file = Tally(IGNORED), _File(spec, path)
    records, errors, ties = [], [], list[Tie]()
    for place, node in ElementStream(path, spec.id, ROOT, frozenset({INFO, VALUE, FEATURE, ENTITY}), on_progress):
        if place != ENTITY:
            file.take(place, node)
            continue
        label = f"{node.element.get('id', 'without a number')} ({_called(node)})"
        try:
            entry = _entry(node, file, ties)
            records.append(entry.record(spec, tally, file.warnings))
        except ValueError as error:
            errors.append(EntryError(reason(error), entry=label))
    if file.published is None:
        raise ListError(f"it has no <{INFO}>", list_id=spec.id, path=path)
    return Reading(
        records=with_ties(records, ties, spec),
        errors=tuple(errors),
        files=(path,),
        published=file.published,
        ignored=tally.ignored(),
        warnings=tuple(file.warnings),
    )


@dataclass(slots=True)
class _File:
    """What stands before the entities: the day, and the values that they refer to."""

    spec: CatalogueEntry
    path: Path
    published: date | None = None
    values: dict[str, str] = field(default_factory=dict)
    features: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def take(self, place: str, node: Node) -> None:
        """Take one element of the head of the file.

        Raises:
            ListError: it cannot be read.
        """
        try:
            if place == INFO:
                self._take_info(node)
            elif place == VALUE:
                number, value = attribute(node, "refId"), node.take("value")
                for tag in ("type", "isoCode", "code"):
                    node.take(tag)
                node.finish()
                self.values[number] = value or ""
            else:
                number, value = attribute(node, "featureTypeId"), node.take("type")
                for tag in ("detailType", "publishExclude", "publishDescription", "publishOrder"):
                    node.take_all(tag)
                node.finish()
                self.features[number] = value or ""
        except ValueError as error:
            raise ListError(f"<{place}> cannot be read: {error}", list_id=self.spec.id, path=self.path) from error

    def _take_info(self, node: Node) -> None:
        self.published = date.fromisoformat((node.take("dataAsOf") or "")[:10])
        for filters in node.take_all("filters"):
            filters.take_all("sanctionsLists")
            for programmes in filters.take_all("sanctionsPrograms"):
                chosen = ", ".join(str(item.element.text) for item in programmes.take_all("sanctionsProgram"))
                self.warnings.append(f"this is an extract of the programmes {chosen}, not the whole list")
            filters.finish()
        node.finish()

    def word(self, node: Node, *, among: str = "values") -> str:
        """Take an element that says a reference value, and hold it against the file's own table.

        Raises:
            ValueError: its number and its word are not of one value.
        """
        name = "refId" if among == "values" else "featureTypeId"
        number, word = attribute(node, name), node.text() or ""
        node.finish()
        stated = (self.values if among == "values" else self.features).get(number)
        if stated != word or not word:
            raise ValueError(f"the value {number} is {stated!r} in the file's table, not {word!r}")
        return word

    def one(self, node: Node, tag: str) -> str | None:
        """Take the one child that says a reference value, or `None`."""
        found = node.take_all(tag)
        return self.word(only(found, tag)) if found else None


def _called(node: Node) -> str:
    names = (element.text for element in node.element.iter() if element.tag.endswith("}formattedFullName"))
    return next((name.strip() for name in names if name), "unnamed")


def _entry(node: Node, file: _File, ties: list[Tie]) -> OfacEntry:
    """Take an entity in full.

    Raises:
        ValueError: something in it is unknown, unreadable or left over.
    """
    uid = attribute(node, "id")
    if not (uid.isascii() and uid.isdigit()):
        raise ValueError(f"{uid!r} is no entry number")
    general = only(node.take_all("generalInfo"), "generalInfo")
    entry = OfacEntry(uid, known(PARTY_TYPE, file.one(general, "entityType"), "party type"), "ENHANCED")
    if title := general.take("title"):
        entry.take_fact("Title", title)
    entry.remarks = general.take("remarks")
    _ignore(general)
    general.finish()
    _take_lists(entry, node, file)
    for target, outer, inner in (
        (entry.programmes, "sanctionsPrograms", "sanctionsProgram"),
        (entry.imposed, "sanctionsTypes", "sanctionsType"),
        (entry.authorities, "legalAuthorities", "legalAuthority"),
    ):
        target += [_numbered(item, file) for item in _listed(node, outer, inner)]
    for name in _listed(node, "names", "name"):
        _take_name(entry, name, file)
    for address in _listed(node, "addresses", "address"):
        _take_address(entry, address, file)
    features = [_feature(feature, file) for feature in _listed(node, "features", "feature")]
    for _, label, value, note in sorted(features, key=lambda feature: not feature[0]):
        entry.take_fact(label, value)
        if note:
            entry.take_note(note)
    for document in _listed(node, "identityDocuments", "identityDocument"):
        _take_document(entry, document, file)
    ties += [_take_tie(entry, tie, file) for tie in _listed(node, "relationships", "relationship")]
    node.finish()
    return entry


def _listed(node: Node, outer: str, inner: str) -> list[Node]:
    """Return the elements of a list in an entity, without the numbers of the rows."""
    rows = node.rows(outer, inner)
    for row in rows:
        for name in IGNORED_ATTRIBUTES:
            row.take_attribute(name)
    return rows


def _ignore(node: Node) -> None:
    for tag in IGNORED_ELEMENTS:
        node.take_all(tag)


def _numbered(node: Node, file: _File) -> str:
    node.take_attribute("id")
    return file.word(node)


def _take_lists(entry: OfacEntry, node: Node, file: _File) -> None:
    days, others = [], []
    for item in _listed(node, "sanctionsLists", "sanctionsList"):
        day = date.fromisoformat(attribute(item, "datePublished"))
        name = file.word(item)
        if is_own(name, file.spec):
            days.append(day)
        else:
            others.append(name)
    if not days:
        raise ValueError(f"it is not on this list but on {', '.join(others) or 'none'}")
    entry.listed_on = min(days)


def _take_name(entry: OfacEntry, node: Node, file: _File) -> None:
    is_primary = yes_or_no(node.take("isPrimary"), "isPrimary")
    is_weak = yes_or_no(node.take("isLowQuality"), "isLowQuality")
    word = file.one(node, "aliasType")
    kind = NameKind.PRIMARY if is_primary else known(ALIAS_KINDS, word and word.casefold(), "kind of alias")
    strength = NameStrength.WEAK if is_weak else NameStrength.STRONG
    translations = _listed(node, "translations", "translation")
    if not translations:
        raise ValueError("a name has nothing in it")
    for translation in translations:
        is_first = yes_or_no(translation.take("isPrimary"), "isPrimary")
        script = file.one(translation, "script")
        for tag in ("formattedFirstName", "formattedLastName"):
            translation.take(tag)
        text = translation.take("formattedFullName")
        parts = [_part(part, file) for part in _listed(translation, "nameParts", "namePart")]
        translation.finish()
        own = kind if is_first or kind is not NameKind.PRIMARY else NameKind.ALIAS
        entry.take_name(parts, own, strength, script=script or LATIN, text=text)
    node.finish()


def _part(node: Node, file: _File) -> tuple[str, str]:
    kind, value = file.one(node, "type"), node.take("value")
    node.finish()
    if kind is None or value is None:
        raise ValueError(f"a part of a name or address says nothing: {kind!r}, {value!r}")
    return kind, value


def _take_address(entry: OfacEntry, node: Node, file: _File) -> None:
    country = file.one(node, "country")
    translations = _listed(node, "translations", "translation")
    for translation in translations:
        yes_or_no(translation.take("isPrimary"), "isPrimary")
        file.one(translation, "script")
        parts = dict(_part(part, file) for part in _listed(translation, "addressParts", "addressPart"))
        translation.finish()
        entry.take_address(parts, country)
    if not translations:
        entry.take_address({}, country)
    node.finish()


def _feature(node: Node, file: _File) -> tuple[bool, str, str, str | None]:
    """Return whether a feature is the main one of its kind, its name, what it says, and a note on it."""
    label = file.word(only(node.take_all("type"), "type"), among="features")
    value, is_main = node.take("value"), yes_or_no(node.take("isPrimary"), "isPrimary")
    reliability = file.one(node, "reliability")
    _ignore(node)
    if value is None:
        raise ValueError(f"the feature {label!r} has no value")
    for block in node.take_all("valueDate"):
        first, last, circa, _ = _period(block)
        stated = parse_date(value)
        if (stated.earliest, stated.latest, stated.circa) != (first[0], last[1], circa):
            raise ValueError(f"the feature {label!r} is {value!r}, and its days are {first[0]} to {last[1]}")
    node.finish()
    doubted = reliability not in (None, "Confirmed")
    return is_main, label, value, f"{label} {value}: reliability {reliability}" if doubted else None


def _period(block: Node) -> tuple[tuple[date, date], tuple[date, date], bool, str]:
    """Return the days in which a date begins, those in which it ends, whether it is approximate, and its text."""
    block.take_attribute("id")
    begin, begin_end, end, end_end = (date.fromisoformat(block.take(tag) or "") for tag in PERIOD)
    circa = yes_or_no(block.take("isApproximate"), "isApproximate")
    block.take("isDateRange")
    block.finish()
    first, last = (begin, begin_end), (end, end_end)
    return first, last, circa, printed_period(first, last, circa=circa)


def _take_document(entry: OfacEntry, node: Node, file: _File) -> None:
    label, number, country = file.one(node, "type"), node.take("documentNumber"), file.one(node, "issuingCountry")
    issued, expires = (
        next((_period(block)[3] for block in node.take_all(tag)), None) for tag in ("issueDate", "expirationDate")
    )
    place, is_valid = node.take("issuingLocation"), yes_or_no(node.take("isValid"), "isValid")
    extra = [row.text() for row in _listed(node, "idFeatures", "idFeature")]
    _ignore(node)
    node.finish()
    if label is None or number is None:
        raise ValueError(f"an identity document needs a type and a number, not {label!r} and {number!r}")
    entry.take_document(label, number, country, issued, expires)
    said = [place if place != country else None, None if is_valid else "not valid", *extra]
    if any(said):
        entry.take_note(f"{label} {number}: {', '.join(part for part in said if part)}")


def _take_tie(entry: OfacEntry, node: Node, file: _File) -> Tie:
    kind, quality = file.one(node, "type"), file.one(node, "quality")
    related = only(node.take_all("relatedEntity"), "relatedEntity")
    target, name = attribute(related, "entityId"), related.text()
    related.finish()
    node.finish()
    if kind is None:
        raise ValueError("a relationship has no type")
    if quality:
        entry.take_note(f"{kind.lower()} {name or target}: {quality}")
    return Tie(entry.uid, kind.lower(), target, name)
