"""Other wordings of a published name."""

from __future__ import annotations

import pytest

from screening import compare
from screening.names.wordings import wordings


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("LLC NPP Nifrit", "LLC scientific production enterprise Nifrit"),
        ("NII Tochnykh Priborov", "scientific research institute Tochnykh Priborov"),
        ("Open Joint Stock CompanyKidma Tech", "Open Joint Stock Company Kidma Tech"),
        ("Boustead AgenciesSdn Bhd", "Boustead Agencies Sdn Bhd"),
        ("National Oil Company (NOC)", "NOC"),
        ("T34M", "TeaM"),
        ("EA5T 1", "EAsT 1"),
        ("Nifrit (IMO 9187629)", "Nifrit"),
        ("Nifrit ex Kidma", "Kidma"),
        ("Nifrit Ltd (formerly Kidma Ltd)", "Kidma Ltd)"),
        ("NIFRIT JSC 16 LONG STR", "NIFRIT JSC"),
        ("NIFRIT BUILDING PUBLIC J", "NIFRIT BUILDING"),
    ],
)
def test_an_organisation_is_also_worded_so(text: str, other: str) -> None:
    assert other in wordings(text, person=False)


@pytest.mark.parametrize(
    "text",
    [
        "Imp Ex Nifrit",
        "Nifrit Corporation, 712 Repair Plant",
        "Nifrit Fund LP 2",
        "Saforin Limited",
        "Cosmos GmbH",
        "GmbH Cosmos",
        "Golden Heron Company",
        "Tango2",
        "27th Centre",
        "YV378T",
        "A1",
        "",
    ],
)
def test_other_names_have_one_wording(text: str) -> None:
    assert wordings(text, person=False) == (text,)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("NPP Nifrit", "Scientific Production Enterprise Nifrit"),
        ("IRGC", "Islamic Revolutionary Guard Corps"),
        ("KidmaLimited Liability Company", "Kidma LLC"),
        ("LI MITED LIABILITY COMPANY A1", "Limited Liability Company A1"),
        ("VF 74NKER-4", "VF Tanker-4"),
        ("M4R4", "Mara"),
        ("MAGNISERVIA, 5.A. DE C.V.", "MAGNISERVIA, S.A. DE C.V."),
    ],
)
def test_a_name_meets_its_other_wording(one: str, two: str) -> None:
    assert compare(one, two, kind="organisation").score >= 0.7
