from __future__ import annotations

from pathlib import Path

import pytest

from screening.batch import BatchOptions
from screening.batch.codepages import guess_code_page
from screening.errors import FileError
from tests.batch.conftest import Run
from tests.batch.fakes import FakeScreener, read_csv

ENCODINGS = {
    "utf-8": ("Jürgen Größmann", "Łukasz Wałęsa", "Иван Петров", "محمد علي"),
    "utf-8-sig": ("Jürgen Größmann", "Łukasz Wałęsa", "Иван Петров"),
    "utf-16": ("Jürgen Größmann", "Иван Петров", "王小明"),
    "utf-16-le": ("Jürgen Größmann", "Zoë Peña"),
    "utf-16-be": ("Jürgen Größmann", "Zoë Peña"),
    "utf-32": ("Jürgen Größmann", "Иван Петров"),
    "cp1252": ("Jürgen Größmann", "Zoë Peña", "François Crêpe", "Søren Åse"),
    "iso8859-1": ("Jürgen Größmann", "Zoë Peña"),
    "mac-roman": ("Jürgen Größmann", "José Muñoz"),
    "cp1250": ("Łukasz Wałęsa", "Jiří Dvořák", "Kościuszko"),
    "iso8859-2": ("Łukasz Wałęsa", "Brzeziński", "Kościuszko"),
    "cp1251": ("Иван Петров", "ООО Ромашка", "ПРИГОЖИН"),
    "koi8-r": ("Иван Петров", "ООО Ромашка"),
    "cp1253": ("Γεώργιος Παπαδόπουλος", "Αλέξης Τσίπρας"),
    "cp1254": ("Şükrü Öztürk", "İbrahim Yıldız"),
    "cp1255": ("ישראל ישראלי", "יוסף לוי"),
    "cp1256": ("محمد علي", "شركة النور"),
    "cp1257": ("Žilvinas Šarūnas", "Jānis Bērziņš"),
    "gb18030": ("中国工商银行", "王小明"),
    "big5": ("中國工商銀行", "臺灣大學"),
    "shift_jis": ("株式会社山田", "東京都"),
    "cp949": ("김정은", "이대한"),
}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_name_arrives_in_every_encoding_and_delimiter(
    run: Run, fake: FakeScreener, encoding: str, delimiter: str
) -> None:
    names = ENCODINGS[encoding]
    lines = [
        delimiter.join(("Nr", "Name", "DOB")),
        *(delimiter.join((f"00{n}", name, "1961")) for n, name in enumerate(names)),
    ]
    report = run("\r\n".join(lines).encode(encoding))
    assert fake.names == list(names)
    assert report.detected.delimiter == delimiter
    assert report.detected.first_names == names[:3]
    written = read_csv(report.output, delimiter)
    assert [row["Name"] for row in written] == list(names)
    assert [row["Nr"] for row in written] == [f"00{n}" for n in range(len(names))]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("Name\nMüller\n".encode("utf-16-le"), "no byte order mark"),
        ("Name\nMüller\n".encode("cp1252"), "read as cp1252, for example Müller"),
        ("Name\nMuñoz\n".encode("cp1252"), "cp1250 would read Muńoz"),
    ],
)
def test_a_choice_of_encoding_is_told(run: Run, content: bytes, told: str) -> None:
    assert told in " ".join(run(content).detected.warnings)


def test_a_given_encoding_decides_where_bytes_do_not(run: Run, fake: FakeScreener) -> None:
    content = "Name\nPřemysl\n".encode("cp1250")
    with pytest.raises(FileError, match=r"line 2 on: cp1252 reads Pøemysl; cp1250 reads Přemysl.*--encoding"):
        run(content)
    report = run(content, BatchOptions(encoding="windows-1250"))
    assert (report.detected.encoding, fake.names) == ("cp1250", ["Přemysl"])


def test_pure_ascii_is_read_in_the_given_encoding(run: Run, fake: FakeScreener) -> None:
    run(b"Name\nM+APw-ller\n", BatchOptions(encoding="utf-7"))
    assert fake.names == ["Müller"]


@pytest.mark.parametrize(("encoding", "told"), [("cp1252", "every byte is valid utf-8"), ("utf-8", "")])
def test_a_given_encoding_that_the_bytes_contradict_is_told(
    run: Run, fake: FakeScreener, encoding: str, told: str
) -> None:
    report = run("Name\nMüller\n".encode(), BatchOptions(encoding=encoding))
    assert fake.names == ["Müller"]
    assert " ".join(report.detected.warnings) == (f"the given encoding {encoding} was not used: {told}" if told else "")


def test_a_byte_order_mark_wins_over_a_given_encoding(run: Run) -> None:
    report = run("Name\nMüller\n".encode("utf-16"), BatchOptions(encoding="cp1252"))
    assert report.detected.encoding == "utf-16-le"
    assert report.detected.warnings == (
        "the given encoding cp1252 was not used: it begins with the byte order mark of utf-16-le",
    )


def test_a_bad_byte_far_down_is_named_before_anything_is_screened(run: Run, fake: FakeScreener, tmp_path: Path) -> None:
    good = "Name\n" + "Müller\n" * 39_998
    content = good.encode() + b"M\xfcller\n" + "Größe\n".encode()
    with pytest.raises(FileError, match=rf"byte {len(good.encode()) + 1} \(0xFC\) in line 40000 is not UTF-8"):
        run(content)
    assert fake.asked == []
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_bad_byte_under_a_byte_order_mark_has_its_line_and_offset(run: Run, encoding: str) -> None:
    good = ("Name\n" + "Müller\n" * 200_000).encode(encoding)
    bad = {"utf-8-sig": b"\xff", "utf-16": b"\x00\xdc", "utf-32": b"\x00\x00\x00\xff"}[encoding]
    with pytest.raises(FileError, match=rf"byte {len(good)} \(0x..\) in line 200002 cannot be read as utf-"):
        run(good + bad + "Müller\n".encode("utf-16-le"))


@pytest.mark.parametrize(
    ("content", "encoding", "message"),
    [
        (
            b"Name\nM\xfcller\n",
            "utf-8",
            r"byte 6 \(0xFC\) in line 2 cannot be read as utf-8, which the file was given as",
        ),
        (b"Name\nMueller\xfc\n", "ascii", "cannot be read as ascii"),
        (b"Name\nMueller\n", "utf-32", "cannot be read as utf-32"),
        (b"Name\nMueller\n", "klingon", "unknown encoding 'klingon'"),
        (b"Name\nMueller\n", "rot13", "unknown encoding 'rot13'"),
        (b"Name\n\0\0\0\0\n", None, "holds NUL bytes"),
        (b"Name\n\x01\xff\x80\x81\n", None, "no code page gives words there"),
        (b"", None, "is empty"),
    ],
)
def test_an_unreadable_file_is_refused_in_one_sentence(
    run: Run, content: bytes, encoding: str | None, message: str
) -> None:
    with pytest.raises(FileError, match=message):
        run(content, BatchOptions(encoding=encoding))


def test_an_absent_file_is_refused(run: Run, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be opened: No such file"):
        run(tmp_path / "absent.csv")


@pytest.mark.parametrize("case", [str.lower, str.upper, str.title])
def test_russian_in_any_case_is_told_from_its_other_code_page(case: object) -> None:
    text = case("иван петров\nооо ромашка\nалександр соколов")  # type: ignore[operator]
    for page in ("cp1251", "koi8-r"):
        assert guess_code_page(text.encode(page), Path("f"), 1)[0] == page
