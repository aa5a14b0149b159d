"""OFAC's ADVANCED XML, `Sanctions`: parties, documents, places and entries apart, tied together by numbers.

Source: OFAC, "Advanced sanctions data format" and its schema, after the UN's model; a copy of March 2020. The namespace
has changed since and does not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from screening.errors import EntryError, ListError
from screening.records import EntityRecord
from screening.sources.ofac_entry import IGNORED, PARTY_TYPE, OfacEntry, is_own
from screening.sources.ofac_reference_sets import Document, Place, ReferenceSets, day
from screening.sources.ofac_remarks import ALIAS_KINDS
from screening.sources.ofac_stream import ElementStream, attribute, only, yes_or_no
from screening.sources.ofac_ties import Tie, with_ties
from screening.sources.reading import CatalogueEntry, Progress, Reading, Tally, known, reason
from screening.sources.safe_xml import Node
from screening.vocabulary import NameKind, NameStrength

ROOT = "Sanctions"
NAME = "Name"
"""The type of alias that is the party's own name."""
LOCATION = "Location"
PROGRAMME = "Program"
"""The type of measure that has a programme's code as its comment."""
CREATED = "Created"
UNDOUBTED = frozenset({"Confirmed", "Unknown"})
"""Reliabilities that say nothing against a feature: OFAC gives the second where it gave none."""


def read(path: Path, spec: CatalogueEntry, on_progress: Progress | None = None) -> Reading:
    """Read a copy of `SDN_ADVANCED.XML` or `CONS_ADVANCED.XML`.

    Raises:
        ListError: the file is cut, damaged, of another format, or refers to something that is not in it.
    """
    file = _File(spec, path)
    for place, node in ElementStream(path, spec.id, ROOT, frozenset(file.rules), on_progress):
        file.take(place, node)
    tally = Tally(IGNORED)
    records = file.records(tally)
    if file.published is None:
        raise ListError("it has no <DateOfIssue>", list_id=spec.id, path=path)
    return Reading(
        records=with_ties(records, file.ties(), spec),
        errors=tuple(file.errors),
        files=(path,),
        published=file.published,
        ignored=tally.ignored(),
        warnings=tuple(file.warnings),
    )


@dataclass(slots=True)
class _Party:
    """A party as it stands in the file, until what is said of it further down has been read."""

    entry: OfacEntry
    profile: str
    label: str


@dataclass(slots=True)
class _Entered:
    """What the entries of a party say, of the list that is read."""

    others: list[str] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    authorities: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _File:
    """What has been read of a file so far."""

    spec: CatalogueEntry
    path: Path
    published: date | None = None
    sets: ReferenceSets = field(default_factory=ReferenceSets)
    places: dict[str, Place] = field(default_factory=dict)
    documents: dict[str, list[Document]] = field(default_factory=lambda: defaultdict(list))
    parties: list[_Party] = field(default_factory=list)
    entered: dict[str, _Entered] = field(default_factory=lambda: defaultdict(_Entered))
    tied: list[tuple[str, str, str]] = field(default_factory=list)
    """From which profile, how, to which."""
    errors: list[EntryError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def rules(self) -> dict[str, Callable[[Node], None]]:
        """What is done with each element of the file."""
        return {
            "DateOfIssue": self._take_day,
            "ReferenceValueSets": self.sets.take,
            "Locations/Location": self._take_place,
            "IDRegDocuments/IDRegDocument": self._take_document,
            "DistinctParties/DistinctParty": self._take_party,
            "ProfileRelationships/ProfileRelationship": self._take_tie,
            "SanctionsEntries/SanctionsEntry": self._take_entered,
            "SanctionsEntryLinks": Node.finish,
        }

    def take(self, place: str, node: Node) -> None:
        """Take one element of the file.

        Raises:
            ListError: it cannot be read, and is no party.
        """
        number = node.element.get("ID", node.element.get("FixedRef", "without a number"))
        try:
            self.rules[place](node)
        except ValueError as error:
            if place.startswith("DistinctParties"):
                self.errors.append(EntryError(reason(error), entry=number))
                return
            problem = f"the <{place.rpartition('/')[2]}> {number} cannot be read: {reason(error)}"
            raise ListError(problem, list_id=self.spec.id, path=self.path) from error

    def records(self, tally: Tally) -> list[EntityRecord]:
        """Return a record a party, now that all that is said of it has been read.

        Raises:
            ListError: something is said of a party that is not there: the file was changed.
        """
        found = []
        for party in self.parties:
            entered = self.entered.pop(party.profile, _Entered())
            entry = party.entry
            entry.programmes += entered.programmes
            entry.imposed += entered.measures
            entry.authorities += entered.authorities
            entry.listed_on = min(entered.days, default=None)
            try:
                if not entered.days:
                    raise ValueError(f"it is not on this list but on {', '.join(entered.others) or 'none'}")
                found.append(entry.record(self.spec, tally, self.warnings))
            except ValueError as error:
                self.errors.append(EntryError(reason(error), entry=party.label))
        if not self.errors:
            self._check_complete()
        return found

    def _check_complete(self) -> None:
        profiles = {party.profile for party in self.parties}
        for what, numbers in (
            ("documents of the identity", self.documents),
            ("entries of the party", self.entered),
            ("ties of the party", {source for source, _, _ in self.tied} - profiles),
        ):
            if numbers:
                problem = f"it has {what} {min(numbers)}, and does not have this one: the file was changed"
                raise ListError(problem, list_id=self.spec.id, path=self.path)

    def ties(self) -> list[Tie]:
        """Return the ties between parties, by their entry numbers."""
        uids = {party.profile: party.entry.uid for party in self.parties}
        return [
            Tie(uids[source], kind, uids.get(target, target)) for source, kind, target in self.tied if source in uids
        ]

    def _take_day(self, node: Node) -> None:
        node.take_attribute("CalendarTypeID")  # the table that it refers to comes after it
        self.published = day(node)

    def _take_place(self, node: Node) -> None:
        number, place = self.sets.place(node)
        self.places[number] = place

    def _take_document(self, node: Node) -> None:
        identity, document = self.sets.document(node)
        self.documents[identity].append(document)

    def _take_tie(self, node: Node) -> None:
        attribute(node, "ID")
        node.take_attribute("SanctionsEntryID")
        source, target = attribute(node, "From-ProfileID"), attribute(node, "To-ProfileID")
        kind = self.sets.named(node, "RelationTypeID", "RelationType").lower()
        self.sets.named(node, "RelationQualityID", "RelationQuality")
        former = yes_or_no(attribute(node, "Former"), "Former")
        comment = node.take("Comment")
        node.finish()
        kind = f"former {kind}" if former else kind
        self.tied.append((source, f"{kind} ({comment})" if comment else kind, target))

    def _take_entered(self, node: Node) -> None:
        attribute(node, "ID")
        entered = self.entered[attribute(node, "ProfileID")]
        name = self.sets.named(node, "ListID", "List")
        said = entered if is_own(name, self.spec) else _Entered()
        if said is not entered:
            entered.others.append(name)
        for event in node.take_all("EntryEvent"):
            attribute(event, "ID")
            known({CREATED: None}, self.sets.named(event, "EntryEventTypeID", "EntryEventType"), "event")
            basis = self.sets.named(event, "LegalBasisID", "LegalBasis")
            said.authorities += [basis] if basis != "Unknown" else []
            said.days.append(self.sets.dated(only(event.take_all("Date"), "Date")))
            event.take("Comment")
            event.finish()
        for measure in node.take_all("SanctionsMeasure"):
            attribute(measure, "ID")
            kind, comment = self.sets.named(measure, "SanctionsTypeID", "SanctionsType"), measure.take("Comment")
            for period in measure.take_all("DatePeriod"):
                self.sets.empty_period(period)
            measure.finish()
            if kind != PROGRAMME:
                said.measures.append(f"{kind}: {comment}" if comment else kind)
            elif comment:
                said.programmes.append(comment)
            else:
                raise ValueError("a measure is a programme without its code")
        node.finish()

    def _take_party(self, node: Node) -> None:
        uid, remarks = attribute(node, "FixedRef"), node.take("Comment")
        profile = only(node.take_all("Profile"), "Profile")
        node.finish()
        if not (uid.isascii() and uid.isdigit()):
            raise ValueError(f"{uid!r} is no entry number")
        number, sub_type = attribute(profile, "ID"), attribute(profile, "PartySubTypeID")
        entry = OfacEntry(uid, known(PARTY_TYPE, self.sets.party_types.get(sub_type), "party type"), "ADVANCED")
        entry.remarks = remarks
        for identity in profile.take_all("Identity"):
            self._take_identity(entry, identity)
        for feature in profile.take_all("Feature"):
            self._take_feature(entry, feature)
        profile.finish()
        label = next((name.text for name in entry.names if name.kind is NameKind.PRIMARY), "unnamed")
        self.parties.append(_Party(entry, number, f"{uid} ({label})"))

    def _take_identity(self, entry: OfacEntry, node: Node) -> None:
        number = attribute(node, "ID")
        attribute(node, "FixedRef")
        is_main, is_false = (yes_or_no(attribute(node, name), name) for name in ("Primary", "False"))
        if is_false or not is_main:
            raise ValueError(f"the identity {number} is false or not the main one, which no list has had")
        kinds: dict[str, str] = {}
        for block in node.take_all("NamePartGroups"):
            for master in block.take_all("MasterNamePartGroup"):
                for group in master.take_all("NamePartGroup"):
                    kinds[attribute(group, "ID")] = self.sets.named(group, "NamePartTypeID", "NamePartType")
                    group.finish()
                master.finish()
            block.finish()
        for alias in node.take_all("Alias"):
            self._take_alias(entry, alias, kinds)
        node.finish()
        for document in self.documents.pop(number, ()):
            entry.take_document(document.label, document.number, document.country, document.issued, document.expires)
            if document.notes:
                entry.take_note(f"{document.label} {document.number}: {', '.join(document.notes)}")

    def _take_alias(self, entry: OfacEntry, node: Node, kinds: dict[str, str]) -> None:
        attribute(node, "FixedRef")
        word = self.sets.named(node, "AliasTypeID", "AliasType")
        is_main, is_weak = (yes_or_no(attribute(node, name), name) for name in ("Primary", "LowQuality"))
        if is_main != (word == NAME):
            raise ValueError(f"a name is of the kind {word!r}, and its Primary is {is_main}")
        kind = NameKind.PRIMARY if is_main else known(ALIAS_KINDS, word.casefold(), "kind of alias")
        spellings = node.take_all("DocumentedName")
        if not spellings:
            raise ValueError("an alias has no name in it")
        for place, spelling in enumerate(spellings):
            attribute(spelling, "ID")
            attribute(spelling, "FixedRef")
            self.sets.named(spelling, "DocNameStatusID", "DocNameStatus")
            parts, scripts = [], set()
            for block in spelling.take_all("DocumentedNamePart"):
                value = only(block.take_all("NamePartValue"), "NamePartValue")
                block.finish()
                group = attribute(value, "NamePartGroupID")
                scripts.add(self.sets.named(value, "ScriptID", "Script"))
                for ignored in ("ScriptStatusID", "Acronym"):
                    value.take_attribute(ignored)
                if group not in kinds:
                    raise ValueError(f"the group {group} of a part of a name is not in its identity")
                parts.append((kinds[group], value.text() or ""))
                value.finish()
            spelling.finish()
            if len(scripts) != 1:
                raise ValueError(f"a name is in {len(scripts)} scripts: {', '.join(sorted(scripts))}")
            own = NameKind.ALIAS if place and kind is NameKind.PRIMARY else kind
            entry.take_name(parts, own, NameStrength.WEAK if is_weak else NameStrength.STRONG, script=scripts.pop())
        node.finish()

    def _take_feature(self, entry: OfacEntry, node: Node) -> None:
        attribute(node, "ID")
        label = self.sets.named(node, "FeatureTypeID", "FeatureType")
        versions = node.take_all("FeatureVersion")
        node.take_all("IdentityReference")
        node.finish()
        for version in versions:
            attribute(version, "ID")
            reliability, comment = self.sets.named(version, "ReliabilityID", "Reliability"), version.take("Comment")
            periods = [self.sets.period(period) for period in version.take_all("DatePeriod")]
            places = [self._place(place) for place in version.take_all("VersionLocation")]
            details = [self._detail(detail) for detail in version.take_all("VersionDetail")]
            version.finish()
            if label == LOCATION:
                for place in places:
                    entry.take_address(place.parts, place.country)
                continue
            words = [place.word or place.country for place in places]
            values = periods or [value for value in (details if any(details) else words) if value]
            if not values:
                raise ValueError(f"the feature {label!r} has no value")
            for value in values:
                entry.take_fact(label, value)
                said = [comment, None if reliability in UNDOUBTED else f"reliability {reliability}"]
                if any(said):
                    entry.take_note(f"{label} {value}: {', '.join(part for part in said if part)}")

    def _place(self, node: Node) -> Place:
        number = attribute(node, "LocationID")
        node.finish()
        if number not in self.places:
            raise ValueError(f"the location {number} is not in the file")
        return self.places[number]

    def _detail(self, node: Node) -> str | None:
        attribute(node, "DetailTypeID")
        number, text = node.take_attribute("DetailReferenceID"), node.text()
        node.finish()
        return self.sets.word("DetailReference", number) if number else text
