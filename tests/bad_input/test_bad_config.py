"""brochure.toml with a fault: one line that names the line and the mend, and nothing is made."""

from __future__ import annotations

import subprocess

import pytest

from tests.conftest import Brochure, Desk, command, environment

NAME = 'name = "Red Maple Wellness"'
#: With what stands behind it, for a leaflet may name its own.
EDITIONS = 'editions = ["office", "email", "large-print"]   #'

FAULTS = [
    pytest.param(NAME, 'name = "Red', "not valid TOML", "quotes", id="unclosed text"),
    pytest.param(NAME, "name = Red", "not valid TOML", "quotes", id="no quotes"),
    pytest.param(NAME, f"{NAME}\n[clinic]", "not valid TOML", "twice", id="table twice"),
    pytest.param(NAME, f"{NAME}\n{NAME}", "not valid TOML", "overwrite", id="key twice"),
    pytest.param(NAME, f"nmae{NAME[4:]}", "'clinic.nmae'", "'name'", id="unknown key"),
    pytest.param('accent = "#e3a23b"', 'acent = "#e3a23b"', "'brand.colours.acent'", "'accent'", id="unknown colour"),
    pytest.param(NAME, 'name = ""', "'clinic.name'", "must not be empty", id="no name"),
    pytest.param(NAME, 'name = "  "', "'clinic.name'", "must not be empty", id="blank name"),
    pytest.param(NAME, "name = 5", "'clinic.name'", "must be text in quotes", id="number for text"),
    pytest.param("references = true", 'references = "soon"', "'defaults.references'", "true or false", id="no bool"),
    pytest.param(EDITIONS, 'editions = "office" #', "editions'", "must be a list", id="no list"),
    pytest.param(EDITIONS, "editions = [] #", "editions'", "not be empty", id="empty list"),
    pytest.param('"#8a2a1f"', '"red"', "'brand.colours.primary'", "'#8a2a1f'", id="colour"),
    pytest.param('paper = "letter"', 'paper = "lettre"', "'lettre'", "'letter'", id="paper"),
    pytest.param(EDITIONS, 'editions = ["ofice"] #', "'ofice'", "'office'", id="edition"),
    pytest.param(
        '"https://redmaple.example"', '"redmaple.example"', "'clinic.web'", "https://", id="web without https"
    ),
    pytest.param('"https://redmaple.example"', '"file:///etc/passwd"', "'clinic.web'", "https://", id="web to a file"),
    pytest.param("redmaple.example", f"redmaple.example/{'a' * 4000}", "'clinic.web'", "https://", id="web too long"),
]


@pytest.mark.parametrize(("old", "new", "fault", "mend"), FAULTS)
def test_a_fault_is_named_with_its_line(desk: Desk, old: str, new: str, fault: str, mend: str) -> None:
    if old == "redmaple.example":
        old, new = f"https://{old}", f"https://{new}"
    line = desk.swap("brochure.toml", old, new)
    before = desk.files("output")
    message = desk.build().refusal()
    # What stands twice is at fault where it stands again.
    assert f" brochure.toml:{line + new.count(chr(10))}: " in message
    assert fault in message
    assert mend in message
    assert desk.files("output") == before


def test_tables_nested_beyond_all_measure(desk: Desk) -> None:
    desk.write("brochure.toml", "name = " + "[" * 5000)
    assert "brochure.toml" in desk.build().refusal()


def test_a_file_that_is_not_text(desk: Desk) -> None:
    desk.write("brochure.toml", b"\xff\xfe[\x00c\x00")
    assert "brochure.toml" in desk.build().refusal()


def test_a_link_to_elsewhere(desk: Desk) -> None:
    outside = desk.root.rename(desk.root.with_name("elsewhere")) / "brochure.toml"
    desk.root.mkdir()
    (desk.root / "brochure.toml").symlink_to(outside)
    assert "outside the workspace" in desk.brochure("build", "--workspace", desk.root).refusal()


@pytest.mark.sample(1)
@pytest.mark.parametrize("article", ["a-windw-for-change", "a-window-for-change/", "a\\u0000b"])
def test_a_leaflet_of_an_article_that_is_missing(desk: Desk, article: str) -> None:
    line = desk.swap("brochure.toml", 'article = "a-window-for-change"', f'article = "{article}"\neditions = ["email"]')
    desk.swap("brochure.toml", 'article = "how-ketamine-therapy-works"', f'article = "{article}"\neditions = ["email"]')
    text = (desk.root / "brochure.toml").read_text("utf-8")
    desk.write("brochure.toml", text.partition('\n[[leaflet]]\narticle = "how-ketamine-therapy-works-es"')[0])
    message = desk.build("--jobs", "1", "-q").refusal()
    assert "There is no article" in message
    if "\\" not in article:
        assert f" brochure.toml:{line - 4}: " in message
        assert "'a-window-for-change'" in message


def test_a_missing_logo_is_looked_for_among_the_pictures(desk: Desk) -> None:
    desk.write("assets/images/lego.svg", "<svg/>")
    desk.article("Words.")
    desk.swap("brochure.toml", "# logo = ", "logo = ")
    message = desk.build().refusal()
    assert "brochure.toml" in message
    assert "There is no picture 'assets/images/logo.svg'" in message


def test_a_logo_whose_name_cannot_be_one(desk: Desk) -> None:
    desk.article("Words.")
    desk.swap("brochure.toml", '# logo = "assets/images/logo.svg"', 'logo = "a\\u0000.svg"')
    assert "leads nowhere" in desk.build().refusal()


def test_a_missing_font_family(desk: Desk) -> None:
    desk.article("Words.")
    desk.swap("brochure.toml", '"Source Serif 4 Display"', '"Source Serif 4 Displai"')
    message = desk.build().refusal()
    assert "brochure.toml" in message
    assert "Did you mean 'Source Serif 4 Display'?" in message


def test_a_font_that_is_none(desk: Desk, process: Brochure) -> None:
    desk.article("Words.")
    desk.write("assets/fonts/Own.ttf", "not a font")
    assert "'Own.ttf' is not a font" in process("build", "test", "--edition", "email").refusal()


@pytest.mark.parametrize(("key", "colour"), [("ink", "#bbbbbb"), ("paper", "#202030")])
def test_text_that_could_not_be_read(desk: Desk, key: str, colour: str) -> None:
    desk.article("Words.")
    desk.swap("brochure.toml", {"ink": '"#2a2320"', "paper": '"#ffffff"'}[key], f'"{colour}"')
    assert "could not be read: its contrast is" in desk.build().refusal()


def test_a_sheet_larger_than_a_page_can_be(desk: Desk) -> None:
    desk.article("Words.")
    text = (desk.root / "brochure.toml").read_text("utf-8")
    desk.write("brochure.toml", f"{text}\n[printer]\nacross = 20\n")
    message = desk.build("test", "--layout", "trifold", "--edition", "press").refusal()
    assert "Lower across or down" in message


def test_a_picture_that_is_not_there_yet(desk: Desk) -> None:
    desk.article("![A hill](../images/hill.png)")
    message = desk.build().refusal()
    assert "There is no picture '../images/hill.png'" in message


def test_standard_output_that_is_closed(desk: Desk) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", *command("status", "--json")],
        cwd=desk.root,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "fault of brochure" not in done.stderr
