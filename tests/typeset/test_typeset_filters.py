"""What templates call: dates, telephone numbers, addresses and the size of headlines."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brochure.content.words import words
from brochure.typeset.filters import headline, host, month
from brochure.typeset.telephones import dial, numbers

title = st.lists(st.text(st.sampled_from("abcdefgh"), min_size=1, max_size=18), min_size=1, max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "September 2026"),
        ("es", "septiembre de 2026"),
        ("fr-CA", "septembre 2026"),
        ("de", "September 2026"),
        ("vi", "tháng 9 năm 2026"),
        ("ja", "2026年9月"),
    ],
)
def test_month(language: str, said: str) -> None:
    assert month(date(2026, 9, 14), words(language).texts) == said


@pytest.mark.parametrize("language", ["en", "es", "vi"])
def test_each_month_has_a_name_of_its_own(language: str) -> None:
    assert len({month(date(2026, number, 1), words(language).texts) for number in range(1, 13)}) == 12


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        ("(555) 555-0142", "tel:5555550142"),
        ("+1 555 555 0142", "tel:+15555550142"),
        (" +44 (0)20-7946.0958", "tel:+442079460958"),
        ("(0)20 7946 0958", "tel:02079460958"),
        ("555.555.0142", "tel:5555550142"),
        ("1-800-FLOWERS", "tel:18003569377"),
        ("1-800-Flowers", "tel:18003569377"),
        ("(800) CALL-NOW", "tel:8002255669"),
        ("1-800-273-TALK (8255)", "tel:18002738255"),
        ("(555) 555-0142 ext. 12", "tel:5555550142;ext=12"),
        ("555-555-0142 x12", "tel:5555550142;ext=12"),
        ("01 23 45 67 89 poste 12", "tel:0123456789;ext=12"),
        ("(555) 555-0142 (24 hours)", "tel:5555550142"),
        ("Tel. 555 0142, Mon 8-5", "tel:5550142"),
        ("030 / 12 34 56-78", "tel:03012345678"),
        ("٠٢٠ ٧٩٤٦ ٠٩٥٨", "tel:02079460958"),
        ("555‑0142", "tel:5550142"),
        ("Call 988", "tel:988"),
        ("Ask at the desk", "tel:"),
    ],
)
def test_dial(phone: str, dialled: str) -> None:
    assert dial(phone) == dialled


@pytest.mark.parametrize(
    ("phone", "links"),
    [
        ("020 7946 0958 / 0959", {"020 7946 0958": "tel:02079460958", "0959": "tel:02079460959"}),
        ("555-0142/0143", {"555-0142": "tel:5550142", "0143": "tel:5550143"}),
        ("0800/1234567/8", {"0800/1234567": "tel:08001234567", "8": "tel:08001234568"}),
        ("555-0142 or 1-800-FLOWERS", {"555-0142": "tel:5550142", "1-800-FLOWERS": "tel:18003569377"}),
        ("911 / 988", {"911": "tel:911", "988": "tel:988"}),
        ("555-0142 x1, 555-0143", {"555-0142 x1": "tel:5550142;ext=1", "555-0143": "tel:5550143"}),
    ],
)
def test_each_number_has_a_link_of_its_own(phone: str, links: dict[str, str]) -> None:
    parts = numbers(phone)
    assert "".join(part.text for part in parts) == phone
    assert {part.text: part.dial for part in parts if part.dial} == links
    assert [part.whole for part in numbers("020 7946 0958 / 0959")] == ["020 7946 0958", "", "020 7946 0959"]


@given(st.text(st.sampled_from("0123456789 ()/+-.,orxABCext#"), max_size=40))
def test_whatever_is_written_is_printed(phone: str) -> None:
    assert "".join(part.text for part in numbers(phone)) == phone
    assert dial(phone).startswith("tel:")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://redmaple.example", "redmaple.example"),
        ("https://redmaple.example/", "redmaple.example"),
        ("http://www.redmaple.example/book/", "www.redmaple.example/book"),
        ("redmaple.example", "redmaple.example"),
        ("", ""),
    ],
)
def test_host(address: str, said: str) -> None:
    assert host(address) == said


@given(title, st.floats(80, 500), st.integers(1, 5))
def test_a_headline_stays_within_its_range(text: str, measure: float, lines: int) -> None:
    size = headline(text, measure, 34, 17, lines)
    assert 17 <= size <= 34
    assert (size * 2).is_integer()


@given(title, st.floats(80, 500), st.integers(1, 5), title)
def test_a_longer_headline_is_never_larger(text: str, measure: float, lines: int, more: str) -> None:
    assert headline(f"{text} {more}", measure, 34, 17, lines) <= headline(text, measure, 34, 17, lines)


@given(title, st.floats(80, 400), st.integers(1, 4))
def test_more_room_never_makes_a_headline_smaller(text: str, measure: float, lines: int) -> None:
    size = headline(text, measure, 34, 17, lines)
    assert size <= headline(text, measure + 20, 34, 17, lines)
    assert size <= headline(text, measure, 34, 17, lines + 1)


def test_a_long_word_keeps_a_headline_small() -> None:
    assert headline("Go on", 200, 34, 17, 3) == 34
    assert headline("Electroencephalography", 200, 34, 10, 3) < 200 / 22 / 0.5
    assert headline("", 200, 34, 17, 3) == 34
