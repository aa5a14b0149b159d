"""What the entries of OFAC's ADVANCED XML refer to by number: reference values, places, documents and dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from screening.sources.ofac_entry import printed_period
from screening.sources.ofac_stream import attribute, only, yes_or_no
from screening.sources.safe_xml import Node, local

GREGORIAN = "Gregorian"
IGNORED_ATTRIBUTES = (
    "AreaCodeTypeID",
    "DecisionMakingBodyID",
    "FeatureTypeGroupID",
    "LegalBasisTypeID",
    "Notional",
    "OrganisationID",
    "SanctionsProgramID",
    "SubsidiaryBodyID",
    "Symmetrical",
)
"""Of reference values: how OFAC groups them, the same for all of a set."""
FIXED = ("YearFixed", "MonthFixed", "DayFixed")
"""Of dates: whether they could still change, which the dates themselves do not show."""


@dataclass(frozen=True, slots=True)
class Place:
    """A location: its parts, by OFAC's names for them, and the country; or the one word that there is for it."""

    parts: dict[str, str]
    country: str | None
    word: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """An identity document or registration."""

    label: str
    number: str
    country: str | None
    issued: str | None
    expires: str | None
    notes: tuple[str, ...]


@dataclass(slots=True)
class ReferenceSets:
    """The reference values of one file, each by its set and its number: numbers mean nothing without the file's own."""

    values: dict[str, dict[str, str]] = field(default_factory=dict)
    party_types: dict[str, str] = field(default_factory=dict)
    """What a party of a sub-type is: `Individual`, `Entity`, `Vessel`, `Aircraft`."""

    def take(self, node: Node) -> None:
        """Take `ReferenceValueSets`.

        Raises:
            ValueError: a value has something that no rule takes.
        """
        sub_types: dict[str, str] = {}
        for element in node.element:
            values = Node(element)
            name = local(element.tag).removesuffix("Values")
            self.values[name] = {}
            for value in values.take_all(name):
                number = attribute(value, "ID")
                described = value.take_attribute("LegalBasisShortRef") or value.take_attribute("Description")
                for ignored in (*IGNORED_ATTRIBUTES, "ISO2", "CountryID", "ScriptCode"):
                    value.take_attribute(ignored)
                if party_type := value.take_attribute("PartyTypeID"):
                    sub_types[number] = party_type
                self.values[name][number] = described or value.text() or ""
                value.finish()
            values.finish()
        for number, party_type in sub_types.items():
            word = self.values["PartySubType"][number]
            self.party_types[number] = self.word("PartyType", party_type) if word == "Unknown" else word

    def word(self, name: str, number: str) -> str:
        """Return what a number stands for.

        Raises:
            ValueError: the file's own set does not have it.
        """
        word = self.values.get(name, {}).get(number)
        if not word:
            raise ValueError(f"the {name} {number} is not among the reference values of the file")
        return word

    def named(self, node: Node, attribute_name: str, name: str) -> str:
        """Take an attribute that is the number of a value, and return what it stands for."""
        return self.word(name, attribute(node, attribute_name))

    def place(self, node: Node) -> tuple[str, Place]:
        """Take a `Location`, and return it with its number.

        Raises:
            ValueError: something in it is unknown or left over.
        """
        parts: dict[str, str] = {}
        countries = []
        for area in node.take_all("LocationAreaCode"):
            countries.append(self.named(area, "AreaCodeID", "AreaCode"))
            area.finish()
        for country in node.take_all("LocationCountry"):
            countries.insert(0, self.named(country, "CountryID", "Country"))
            self.named(country, "CountryRelevanceID", "CountryRelevance")
            country.finish()
        for part in node.take_all("LocationPart"):
            kind = self.named(part, "LocPartTypeID", "LocPartType")
            if kind in parts:
                raise ValueError(f"a location has two parts {kind!r}")
            parts[kind] = self._part(part)
        for tag in ("FeatureVersionReference", "IDRegDocumentReference"):
            node.take_all(tag)
        number = attribute(node, "ID")
        node.finish()
        word = parts.pop("Unknown", None)
        return number, Place(parts, countries[0] if countries else None, word)

    def _part(self, part: Node) -> str:
        value = only(part.take_all("LocationPartValue"), "LocationPartValue")
        part.finish()
        yes_or_no(attribute(value, "Primary"), "Primary")
        self.named(value, "LocPartValueTypeID", "LocPartValueType")
        self.named(value, "LocPartValueStatusID", "LocPartValueStatus")
        comment, text = value.take("Comment"), value.take("Value")
        value.finish()
        if text is None or comment:
            raise ValueError(f"a part of a location is {text!r}, with the comment {comment!r}")
        return text

    def document(self, node: Node) -> tuple[str, Document]:
        """Take an `IDRegDocument`, and return it with the number of the identity it belongs to.

        Raises:
            ValueError: something in it is unknown or left over.
        """
        attribute(node, "ID")
        label, identity = self.named(node, "IDRegDocTypeID", "IDRegDocType"), attribute(node, "IdentityID")
        country, validity = node.take_attribute("IssuedBy-CountryID"), self.named(node, "ValidityID", "Validity")
        node.take_attribute("IssuedIn-LocationID")  # the country again, or a place that says no more of the party
        number, authority, comment = (node.take(tag) for tag in ("IDRegistrationNo", "IssuingAuthority", "Comment"))
        days: dict[str, str] = {}
        for stated in node.take_all("DocumentDate"):
            kind = self.named(stated, "IDRegDocDateTypeID", "IDRegDocDateType")
            days[kind] = self.period(only(stated.take_all("DatePeriod"), "DatePeriod"))
            stated.finish()
        node.take_all("DocumentedNameReference")
        node.finish()
        if number is None or set(days) - {"Issue Date", "Expiration Date"}:
            raise ValueError(f"the {label} {number!r} of identity {identity} has no number, or dates unknown: {days}")
        notes = (authority, comment, None if validity == "Valid" else validity)
        return identity, Document(
            label,
            number,
            self.word("Country", country) if country else None,
            days.get("Issue Date"),
            days.get("Expiration Date"),
            tuple(note for note in notes if note),
        )

    def period(self, node: Node) -> str:
        """Take a `DatePeriod`, and return it as OFAC prints it.

        Raises:
            ValueError: it is no date of our calendar, or something is left over.
        """
        self._check_calendar(node)
        ends, circa = [], False
        for tag in ("Start", "End"):
            end = only(node.take_all(tag), tag)
            circa = yes_or_no(attribute(end, "Approximate"), "Approximate") or circa
            for name in FIXED:
                end.take_attribute(name)
            first, last = (day(only(end.take_all(part), part)) for part in ("From", "To"))
            end.finish()
            ends.append((first, last))
        node.finish()
        return printed_period(ends[0], ends[1], circa=circa)

    def empty_period(self, node: Node) -> None:
        """Take the period of a measure, which OFAC leaves empty.

        Raises:
            ValueError: it says something.
        """
        self._check_calendar(node)
        node.finish()

    def dated(self, node: Node) -> date:
        """Take a date with its calendar."""
        self._check_calendar(node)
        return day(node)

    def _check_calendar(self, node: Node) -> None:
        for name in FIXED:
            node.take_attribute(name)
        calendar = self.named(node, "CalendarTypeID", "CalendarType")
        if calendar != GREGORIAN:
            raise ValueError(f"a date is in the calendar {calendar!r}, expected {GREGORIAN}")


def day(node: Node) -> date:
    """Take a year, a month and a day.

    Raises:
        ValueError: they are no day.
    """
    year, month, number = (int(node.take(tag) or "0") for tag in ("Year", "Month", "Day"))
    node.finish()
    return date(year, month, number)
