"""Office words in a form that compares, and what cells say for a kind of party and for a gender."""

from __future__ import annotations

import unicodedata
from functools import cache

from screening.vocabulary import EntityType, Gender

_LATIN_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i"})

# A record of another kind is not looked at, so a word that could mean two kinds, or one letter, stands for none.
_KINDS = {
    EntityType.PERSON: (
        "person, individual, natural person, private person, human, natürliche person, "
        "privatperson, personne physique, particulier, individu, persona física, particular, individuo, "
        "persona fisica, pessoa física, pessoa singular, natuurlijk persoon, particulier, persoon, "
        "osoba fizyczna, osoba, privatperson, fysisk person, henkilö, yksityishenkilö, fyzická osoba, "
        "természetes személy, magánszemély, persoană fizică, физическое лицо, физлицо, ф/л, частное лицо, "
        "фізична особа, gerçek kişi, şahıs, bireysel, فرد, شخص, 个人, 個人, 自然人, 개인"
    ),
    EntityType.ORGANISATION: (
        "organisation, organization, company, entity, legal entity, legal person, corporate, corporation, business, "
        "firm, organisation or company, juristische person, unternehmen, firma, gesellschaft, "
        "personne morale, société, entreprise, persona jurídica, empresa, sociedad, persona giuridica, azienda, "
        "società, pessoa jurídica, pessoa coletiva, sociedade, rechtspersoon, bedrijf, organisatie, onderneming, "
        "osoba prawna, spółka, juridisk person, företag, organisation, virksomhed, foretak, selskap, yritys, "
        "právnická osoba, společnost, jogi személy, cég, persoană juridică, firmă, юридическое лицо, юрлицо, ю/л, "
        "организация, компания, юридична особа, організація, tüzel kişi, şirket, kurumsal, شركة, منظمة, "
        "公司, 企业, 机构, 法人, 組織, 法人企業, 법인, 회사, 단체"
    ),
    EntityType.VESSEL: (
        "vessel, ship, boat, schiff, navire, bateau, buque, barco, nave, navio, schip, statek, fartyg, skib, skip, "
        "alus, loď, hajó, navă, судно, корабль, gemi, سفينة, 船舶, 船, 선박"
    ),
    EntityType.AIRCRAFT: (
        "aircraft, airplane, aeroplane, plane, helicopter, flugzeug, luftfahrzeug, avion, aéronef, aeronave, avión, "
        "aereo, avião, vliegtuig, samolot, flygplan, fly, lentokone, letadlo, repülőgép, avion, самолёт, "
        "воздушное судно, літак, uçak, طائرة, 飞机, 航空機, 항공기"
    ),
}
_GENDERS = {
    Gender.MALE: (
        "male, m, man, mr, herr, hr, männlich, mann, masculin, homme, monsieur, h, masculino, hombre, varón, sr, "
        "maschio, maschile, uomo, signor, homem, mannelijk, heer, mężczyzna, pan, mężczyzna m, mies, muž, férfi, "
        "bărbat, мужской, муж, мужчина, чоловік, чоловіча, erkek, bay, ذكر, זכר, 男, 男性, 남, 남성"
    ),
    Gender.FEMALE: (
        "female, f, w, woman, mrs, ms, miss, frau, fr, weiblich, féminin, femme, madame, mme, femenino, mujer, sra, "
        "femmina, femminile, donna, signora, feminino, mulher, vrouw, vrouwelijk, mevrouw, kobieta, pani, kvinna, "
        "kvinde, kvinne, nainen, žena, nő, femeie, женский, жен, женщина, жінка, жіноча, kadın, bayan, أنثى, "
        "נקבה, 女, 女性, 여, 여성"
    ),
}


def fold(text: str) -> str:
    """Return a header or a code word without case, accents, spaces and punctuation.

    >>> fold("Razón social:"), fold("DATE_OF_BIRTH"), fold("Imię i Nazwisko")
    ('razonsocial', 'dateofbirth', 'imieinazwisko')
    """
    letters = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_LATIN_STROKES)
    return "".join(letter for letter in letters if letter.isalnum())


@cache
def kind_words() -> dict[str, EntityType]:
    """Return what each folded word for a kind of party stands for."""
    return {fold(word): kind for kind, words in _KINDS.items() for word in words.split(",")}


@cache
def gender_words() -> dict[str, Gender]:
    """Return what each folded word for a gender stands for.

    >>> str(gender_words()[fold("Weiblich")])
    'female'
    """
    return {fold(word): gender for gender, words in _GENDERS.items() for word in words.split(",")}
