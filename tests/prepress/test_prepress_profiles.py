"""The press profiles that come with the program, and a clinic's own."""

from __future__ import annotations

import hashlib
import os
import struct
from pathlib import Path

import pytest
from PIL import ImageCms

from brochure.errors import BadInput, Place
from brochure.prepress.profiles import PROFILES, REGISTRY, default, from_file, shipped
from brochure.storage.shipped import SHIPPED

FOLDER = SHIPPED / "assets" / "profiles"
FOGRA39 = (FOLDER / "fogra39.icc").read_bytes()
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def patched(offset: int, value: bytes) -> bytes:
    return FOGRA39[:offset] + value + FOGRA39[offset + len(value) :]


def without(*tags: bytes) -> bytes:
    """FOGRA39 with these tags under another name, as if they weren't there."""
    table_end = 132 + 12 * int.from_bytes(FOGRA39[128:132], "big")
    table = FOGRA39[132:table_end]
    for tag in tags:
        table = table.replace(tag, tag.lower())
    return FOGRA39[:132] + table + FOGRA39[table_end:]


@pytest.mark.parametrize(
    ("name", "condition", "ink_limit"),
    [
        ("fogra39", "FOGRA39", 3.0),
        ("gracol2006", "CGATS TR 006", 3.2),
        ("snap2007", "CGATS TR 002", 2.4),
        ("swop3", "CGATS TR 003", 3.0),
        ("swop5", "CGATS TR 005", 2.8),
    ],
)
def test_shipped(name: str, condition: str, ink_limit: float) -> None:
    profile = shipped(name)
    assert (profile.name, profile.condition, profile.registry) == (name, condition, REGISTRY)
    assert profile.ink_limit == ink_limit
    assert profile.info
    assert profile.icc == (FOLDER / f"{name}.icc").read_bytes()


def test_every_profile_is_listed() -> None:
    assert {path.stem for path in FOLDER.glob("*.icc")} == set(PROFILES)


@pytest.mark.parametrize("name", PROFILES)
def test_shipped_files_are_small_reproducible_and_say_whence_they_come(name: str) -> None:
    icc = shipped(name).icc
    assert len(icc) == int.from_bytes(icc[:4], "big") < 600_000
    assert struct.unpack_from(">6H", icc, 24) == (2026, 11, 20, 0, 0, 0)
    assert icc[84:100] == bytes(16)
    assert (b"zlib licence" if name == "fogra39" else b"Copyright 2007 NPES") in icc
    assert not any(place in icc for place in (b"/work", b"/tmp", b"/home"))


@pytest.mark.parametrize("name", PROFILES)
def test_shipped_files_pass_for_a_clinics_own(name: str) -> None:
    """The limit found in the tables is about the one they were built with; interpolation adds up to 4 %."""
    own = from_file(name, shipped(name).icc)
    assert own.condition == "Custom"
    assert own.registry == ""
    assert name in own.info
    assert own.ink_limit == pytest.approx(shipped(name).ink_limit, abs=0.05)


def test_a_clinic_may_say_condition_and_limit() -> None:
    own = from_file("ours", FOGRA39, condition="FOGRA39", ink_limit=2.6)
    assert (own.condition, own.registry, own.ink_limit) == ("FOGRA39", REGISTRY, 2.6)


@pytest.mark.parametrize(
    ("paper", "name"),
    [("a4", "fogra39"), ("A4", "fogra39"), ("letter", "gracol2006"), ("legal", "gracol2006")],
)
def test_default_by_paper(paper: str, name: str) -> None:
    assert default(paper).name == name


def test_unknown_name() -> None:
    with pytest.raises(BadInput, match=r"no press profile 'fogra93'\. Did you mean 'fogra39'"):
        shipped("fogra93")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is damaged or is no ICC profile"),
        (b"\x89PNG" * 99, "is damaged or is no ICC profile"),
        (FOGRA39[:300_000], "its end is missing"),
        (patched(128, b"\xff" * 4), "its end is missing"),
        (patched(128 + 8, b"\xff" * 4), "its end is missing"),
        (SRGB, "is a display profile"),
        (LAB, "not the output profile of a press"),
        (patched(12, b"link"), "is a device link"),
        (patched(12, b"abst"), "is an abstract profile"),
        (patched(16, b"RGB "), "is for RGB, not for CMYK"),
        (patched(16, b"GRAY"), "is for GRAY, not for CMYK"),
        (patched(16, b"Lab "), "is for Lab, not for CMYK"),
        (without(b"B2A0", b"B2A1", b"B2A2"), "has no table from colour to ink"),
        (without(b"A2B0", b"A2B1", b"A2B2"), "has no table from ink to colour"),
    ],
)
def test_refuses_what_is_no_press_profile(content: bytes, fault: str) -> None:
    place = Place(Path("brochure.toml"), 7)
    with pytest.raises(BadInput, match=fault) as caught:
        from_file("ours.icc", content, place=place)
    line = str(caught.value)
    assert line.startswith("brochure.toml:7: The press profile 'ours.icc' ")
    assert line.endswith(".")
    assert "Ask the print shop" in line
    assert "\n" not in line


def test_refuses_tables_that_cannot_be_read() -> None:
    """The header and the table of tags are whole; what they point to is not."""
    table_end = 132 + 12 * int.from_bytes(FOGRA39[128:132], "big")
    with pytest.raises(BadInput, match="its tables cannot be read"):
        from_file("ours.icc", FOGRA39[:table_end] + bytes(len(FOGRA39) - table_end))


def test_every_cut_is_refused() -> None:
    for length in range(0, len(FOGRA39), 29_989):
        with pytest.raises(BadInput):
            from_file("ours.icc", FOGRA39[:length])


def test_the_build_script_can_be_run_and_names_no_machine() -> None:
    script = FOLDER / "build"
    if script.is_file():  # it is left out of some packages
        assert os.access(script, os.X_OK)
        assert not any(place in script.read_text("utf-8") for place in ("/work", "/tmp", "/home", "http"))


def test_the_readme_has_the_files_as_they_are() -> None:
    readme = (FOLDER / "README.md").read_text("utf-8")
    for name in PROFILES:
        assert hashlib.sha256(shipped(name).icc).hexdigest() in readme
