"""Addresses, and lists of them as spreadsheet programs save them."""

from __future__ import annotations

import codecs
import re
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brochure.errors import BadInput, UsageError
from brochure.mail.address import parse
from brochure.mail.csv_file import copied
from brochure.mail.policy import Recipient
from brochure.mail.recipients import BadRow, Remark, from_arguments, from_csv, recipient_list
from tests.conftest import environment

ROW = "maria@example.org,Maria Lopez,es,yes"
HEAD = "email,name,language,consent"
MARIA = Recipient("maria@example.org", "maria@example.org", "Maria Lopez", "es", 2)

SPELLINGS = [
    ("maria@example.org", "maria@example.org", "maria@example.org"),
    ("Maria@EXAMPLE.org", "Maria@example.org", "maria@example.org"),
    (" maria@example.org\u00a0", "maria@example.org", "maria@example.org"),
    ('"maria"@example.org', "maria@example.org", "maria@example.org"),
    ("m.o'neil+news@example.org", "m.o'neil+news@example.org", "m.o'neil+news@example.org"),
    ("maria@münchen.example", "maria@xn--mnchen-3ya.example", "maria@xn--mnchen-3ya.example"),
    ("maria@MÜNCHEN.example", "maria@xn--mnchen-3ya.example", "maria@xn--mnchen-3ya.example"),
    ("maria@XN--MNCHEN-3YA.example", "maria@xn--mnchen-3ya.example", "maria@xn--mnchen-3ya.example"),
    ("jose\u0301@example.org", "jos\u00e9@example.org", "jos\u00e9@example.org"),
    ("JOSÉ@example.org", "JOSÉ@example.org", "jos\u00e9@example.org"),
]


@pytest.mark.parametrize(("text", "envelope", "key"), SPELLINGS)
def test_a_mailbox_has_one_key(text: str, envelope: str, key: str) -> None:
    address = parse(text)
    assert (address.envelope, address.key) == (envelope, key)
    assert parse(envelope).key == key


NO_ADDRESSES = {
    "": "@-sign",
    "marialopez": "@-sign",
    "maria@": "after the @-sign",
    "@secret.example": "before the @-sign",
    "marialopez@localhost": "period",
    "marialopez@secret..example": "periods",
    "marialopez@secret.example\nBcc: all@example.org": "line break",
    "marialopez@secret.example\r\n": "line break",
    "maria\x00lopez@secret.example": "control",
    "maria\x85lopez@secret.example": "control",
    "marialopez@secret.example, other@example.org": "','",
    "marialopez@secret.example;other@example.org": "';'",
    "<marialopez@secret.example>": "'<'",
    "Maria <marialopez@secret.example>": "'<'",
    "marialopez(work)@secret.example": r"'\('",
    '"maria lopez"@secret.example': "quotation marks",
    '"marialopez@x"@secret.example': "quotation marks",
    "marialopez@[192.0.2.1]": "bracketed",
    "=?utf-8?q?=0ABcc=3A_x=40y.example?=@secret.example": "encoded",
    "maria\u202elopez@secret.example": "unsafe",
    "marialopez@sec\u2603ret.example": "after the @-sign",
    "m" * 65 + "@secret.example": "long",
    "marialopez@" + "secret." * 60 + "example": "long",
}


@pytest.mark.parametrize(("text", "why"), NO_ADDRESSES.items())
def test_what_is_no_address_is_refused_and_not_repeated(text: str, why: str) -> None:
    with pytest.raises(BadInput, match=why) as caught:
        parse(text)
    message = str(caught.value).lower()
    assert "marialopez" not in message
    assert "secret" not in message


def test_arguments_are_recipients() -> None:
    quoted = '"Lopez, María" <Maria@Example.org>'
    assert from_arguments(["maria@example.org", "Maria Lopez <maria@example.org>", quoted, "<a@b.example>"]) == [
        Recipient("maria@example.org", "maria@example.org", line=1),
        Recipient("maria@example.org", "maria@example.org", "Maria Lopez", line=2),
        Recipient("Maria@example.org", "maria@example.org", "Lopez, María", line=3),
        Recipient("a@b.example", "a@b.example", line=4),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        "maria",
        "maria@example.org, jose@example.org",
        "Maria <maria@example.org> <jose@example.org>",
        "Maria\r\nBcc: <jose@example.org>",
        "=?utf-8?q?a=0Ab?= <maria@example.org>",
        "=cmd <maria@example.org>",
    ],
)
def test_a_wrong_argument_is_named_by_its_place(wrong: str) -> None:
    with pytest.raises(UsageError, match=r"Recipient 2 cannot be used") as caught:
        from_arguments(["first@example.org", wrong])
    assert "@" not in caught.value.message.replace("@-sign", "")


def read(file: Path) -> Iterator[Recipient | Remark | BadRow]:
    with copied(file) as table:
        yield from from_csv(table)


def listed(tmp_path: Path, content: str | bytes) -> list[Recipient | Remark | BadRow]:
    file = tmp_path / "list.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read(file))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "cp1252"),
    ],
)
def test_lists_of_all_spreadsheet_programs(
    tmp_path: Path, mark: bytes, encoding: str, delimiter: str, end: str
) -> None:
    text = f"\n{HEAD}\n{ROW.replace('Maria', 'María')}\n".replace(",", delimiter).replace("\n", end)
    (recipient,) = listed(tmp_path, mark + text.encode(encoding))
    assert recipient == Recipient("maria@example.org", "maria@example.org", "María Lopez", "es", 3)


@pytest.mark.parametrize(
    ("names", "codec"),
    [
        (["Łukasz Wiśniewski", "Żaneta Gąsior"], "cp1250"),
        (["Иван Петров", "Ольга Соколова"], "cp1251"),
        (["Γιώργος Παπαδόπουλος", "Ελένη Νικολάου"], "cp1253"),
        (["José García", "Zoë Núñez"], "cp1252"),
    ],
)
def test_names_in_the_letters_of_their_language(tmp_path: Path, names: list[str], codec: str) -> None:
    rows = "\n".join(f"a{number}@example.org,{name},en,yes" for number, name in enumerate(names))
    file = tmp_path / "list.csv"
    file.write_bytes(f"{HEAD}\n{rows}\n".encode(codec))
    with copied(file) as table:
        assert [row.name for row in from_csv(table) if isinstance(row, Recipient)] == names


def test_one_odd_byte_spoils_no_other_name(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(f"{HEAD}\na@example.org,Zoë Núñez,en,yes\n".encode() + b"b@example.org,Jos\xe9,en,yes\n")
    with copied(file) as table:
        assert [row.name for row in from_csv(table) if isinstance(row, Recipient)] == ["Zoë Núñez", "José"]


@pytest.mark.parametrize(
    "head",
    [
        "email,name,language,consent",
        "E-Mail, Name ,LANGUAGE,Consent",
        "Address,name,language,consent",
        "Correo electrónico,Nombre,Idioma,Consentimiento",
        "Adresse e-mail,Nom,Langue,Consentement",
        "courriel,nom_complet,langue,consentement",
    ],
)
def test_columns_are_named_in_three_languages(tmp_path: Path, head: str) -> None:
    assert listed(tmp_path, f"{head}\n{ROW}\n") == [MARIA]


def test_other_columns_and_empty_rows_are_passed_over(tmp_path: Path) -> None:
    text = (
        '\n,,\nconsent,Notes,Address,e-mail\nyes,"Likes tea,\nand ""cake""","1 Street,\nTown",maria@example.org\n\n'
        ",,,\nyes,,,jose@example.org,,\n"
    )
    assert listed(tmp_path, text) == [
        Recipient("maria@example.org", "maria@example.org", line=4),
        Recipient("jose@example.org", "jose@example.org", line=9),
    ]


@pytest.mark.parametrize(
    "yes",
    [
        *("yes", "YES", "y", "true", "1", "x", "sí", "Si", "oui", "Vrai", "verdadero"),
        *("2026-09-14", "2026-09-14T10:15:00Z", "2026-09-14 10:15", "14/09/2026", "9/14/2026", "14.9.2026"),
    ],
)
def test_consent(tmp_path: Path, yes: str) -> None:
    assert listed(tmp_path, f"email,consent\nmaria@example.org, {yes} \n") == [
        Recipient("maria@example.org", "maria@example.org", line=2)
    ]


WRONG = {
    "maria@example.org,Maria,es,": "agreed",
    "maria@example.org,Maria,es,no": "agreed",
    "maria@example.org,Maria,es,0": "agreed",
    "maria@example.org,Maria,es,maybe": "agreed",
    "maria@example.org,Maria,es,yes but": "agreed",
    "maria@example.org,Maria,es": "agreed",
    "maria@example.org,=HYPERLINK(1),es,yes": "formula",
    "maria@example.org,+1,es,yes": "formula",
    "maria@example.org,-1,es,yes": "formula",
    "maria@example.org,@SUM(1),es,yes": "formula",
    "maria@example.org, =1,es,yes": "formula",
    "maria@example.org,\t=1,es,yes": "control",
    "=1+1@example.org,Maria,es,yes": "formula",
    "maria@,Maria,es,yes": "address cannot be used",
    ",Maria,es,yes": "no address",
    "maria@example.org,Maria,Spanish please,yes": "tag",
    "maria@example.org,Maria,e,yes": "tag",
    "maria@example.org,Maria,es,yes,extra": "more cells",
    "maria@example.org,Lopez, Maria,es,yes": "agreed|more cells",
    "maria@example.org," + "M" * 121 + ",es,yes": "longer",
    'maria@example.org,"Maria\nBcc: x@y.example",es,yes': "line break",
    'maria@example.org,"Maria\r\nBcc: x@y.example",es,yes': "line break",
    "maria@example.org,Mar\x07ia,es,yes": "control",
    "maria@example.org,Mar\u2028ia,es,yes": "control",
    "maria@example.org,Mar\u202eia,es,yes": "control",
    "maria@example.org,=?utf-8?q?Mar=0Aia?=,es,yes": r"=\?…\?=",
    'maria@example.org,"Maria"Lopez,es,yes': "quotation mark",
    "maria@example.org," + "M" * 60_000 + ",es,yes": "50000 letters",
}


@pytest.mark.parametrize("row", WRONG)
def test_a_wrong_row_is_reported_by_line_and_passed_over(tmp_path: Path, row: str) -> None:
    wrong, good = listed(tmp_path, f"{HEAD}\n{row}\n{ROW}\n".encode())
    assert isinstance(wrong, BadRow)
    assert wrong.line == 2
    assert re.search(WRONG[row], wrong.why)
    assert "maria@" not in wrong.why
    assert isinstance(good, Recipient)
    assert good.line == 3 + row.count("\n")


@pytest.mark.parametrize("rows", [3, 200, 9000])
def test_a_quotation_mark_that_is_never_closed_swallows_no_row(tmp_path: Path, rows: int) -> None:
    wrong, *good = listed(tmp_path, f'{HEAD}\njose@example.org,"Jose,es,yes\n' + f"{ROW}\n" * rows)
    assert wrong == BadRow(2, "a quotation mark in it is not closed, or stands in the midst of a cell")
    assert [row.line for row in good] == list(range(3, 3 + rows))
    assert all(isinstance(row, Recipient) for row in good)


NO_LISTS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "blank": (b"\n\n \n,,\n", "empty"),
    "no header": (ROW.encode(), "names of its columns"),
    "no addresses": (b"name,consent\nMaria,yes\n", "no column of e-mail"),
    "no consent": (b"email,name\nmaria@example.org,Maria\n", "who agreed"),
    "two columns": (b"email,e-mail,consent\n", "two columns"),
    "quote in header": (b'"email,consent\n' + b"a" * 60_000, "names of its columns"),
    "nul": (b"email,consent\nmar\x00ia@example.org,yes\n", "binary"),
    "utf-16 without mark": (f"{HEAD}\n{ROW}\n".encode("utf-16-le"), "binary"),
    "broken utf-16": (codecs.BOM_UTF16_LE + b"a\x00\x00\xd8", "binary"),
    "utf-32": (codecs.BOM_UTF32_LE + HEAD.encode("utf-32-le"), "binary"),
    "no encoding": (b"email,consent\nmaria@example.org,\x81\xff\n", "binary"),
    "Excel": (b"PK\x03\x04" + b"a" * 100, "workbook"),
    "PDF": (b"%PDF-1.7", "PDF"),
}


@pytest.mark.parametrize("name", NO_LISTS)
def test_what_is_no_list_is_refused_with_the_mend(tmp_path: Path, name: str) -> None:
    data, why = NO_LISTS[name]
    with pytest.raises(BadInput, match=why) as caught:
        listed(tmp_path, data)
    assert caught.value.hint
    assert caught.value.place
    assert caught.value.place.file == tmp_path / "list.csv"
    assert "maria" not in str(caught.value)


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        next(read(tmp_path / "none.csv"))
    with pytest.raises(BadInput, match="not a file"):
        next(read(tmp_path))


@settings(database=None, deadline=None)
@given(st.lists(st.text('",;\n\r\t ab@.\x00é', max_size=40), max_size=12))
def test_any_rows_are_recipients_or_wrong(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    file = tmp_path_factory.mktemp("any") / "list.csv"
    file.write_text("\n".join([HEAD, *lines, "", ROW, ""]), "utf-8", newline="")
    if "\x00" in "".join(lines):
        with pytest.raises(BadInput, match="binary"):
            list(read(file))
        return
    rows = list(read(file))
    assert [one.line for one in rows] == sorted({one.line for one in rows})
    assert rows[-1].line <= file.read_bytes().count(b"\n") + file.read_bytes().count(b"\r")


def test_reading_takes_no_more_memory_for_a_longer_list(tmp_path: Path) -> None:
    row = ROW + "," + "note " * 250 + "\n"
    (tmp_path / "list.csv").write_text(f"{HEAD},notes\n" + row * 4_000)
    tracemalloc.start()
    try:
        assert sum(isinstance(row, Recipient) for row in read(tmp_path / "list.csv")) == 4_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3_500_000 < (tmp_path / "list.csv").stat().st_size


_COUNT = """
import resource, sys
from pathlib import Path
from brochure.mail.recipients import Recipient, from_csv
from brochure.mail.csv_file import copied
with copied(Path(sys.argv[1])) as table:
    good = sum(isinstance(row, Recipient) for row in from_csv(table))
print(good, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_a_million_rows(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """A fifth of them without `--all`. Most have no consent: to check a million addresses takes half a minute."""
    results = []
    most_rows = 1_000_000 if pytestconfig.getoption("whole") else 200_000
    for rows in (1_000, most_rows):
        file = tmp_path / f"{rows}.csv"
        with file.open("w") as out:
            out.write(f"{HEAD}\n")
            out.writelines(f"person{row}@example.org,,,{'' if row % 100 else 'yes'}\n" for row in range(rows))
        command = [sys.executable, "-c", _COUNT, str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment())
        results.append([int(number) for number in done.stdout.split()])
    (few, least), (many, most) = results
    assert (few, many) == (10, most_rows // 100)
    kilobyte = 1 if sys.platform == "linux" else 1024
    assert most - least < 16_000 * kilobyte


def test_what_was_looked_through_is_what_is_sent_to(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"{HEAD}\n{ROW}\n")
    with recipient_list((), file, strict=True) as people:
        file.write_text(f"{HEAD}\nother@example.org,,,yes\nwrong\n")
        assert [list(people.people()) for _ in range(2)] == [[MARIA], [MARIA]]
        file.unlink()
        assert list(people.people()) == [MARIA]
        assert people.count == 1
