"""Where a clinic sees its patients: a list that fits, each place linked by itself, and leaflets for some of them."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from brochure.production.plan import BuildRequest, plan, products
from brochure.workspace.locations import MOST_SHOWN
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk
from tests.products.pdf import tool

NORTH = """
[[location]]
name = "North"
address = ["1 North Way", "Springfield"]
phone = "020 7946 0958 / 0959"
hours = ["Mon–Fri 8–5", "Sat 9–12"]
languages = ["English", "Español"]

[location.translations.es]
name = "Norte"
hours = ["Lun a vie 8–17"]
"""
SOUTH = """
[[location]]
name = "South Bank"
id = "south"
address = "2 South Way"
phone = "1-800-FLOWERS"
map = "https://maps.example/south"
"""
EAST = """
[[location]]
name = "East"
address = "3 East Way"
"""


def found(desk: Desk, *locations: str, leaflets: str = "") -> None:
    config = desk.root / "brochure.toml"
    text = config.read_text("utf-8").partition("[[leaflet]]")[0]
    config.write_text(text + leaflets + "".join(locations), "utf-8")


def leaflet(locations: str = "", article: str = "test") -> str:
    return f'[[leaflet]]\narticle = "{article}"\n{f"locations = {locations}" if locations else ""}\n\n'


def links(path: Path) -> dict[str, str]:
    """What each link of a PDF says of itself, by where it leads."""
    with pikepdf.open(path) as pdf:
        notes = [note for page in pdf.pages for note in page.obj.get("/Annots", ()) if "/A" in note]
        return {str(note.A.URI): str(note.Contents) for note in notes}


def test_each_place_is_linked_by_itself(desk: Desk) -> None:
    found(desk, NORTH, SOUTH, EAST)
    desk.swap("brochure.toml", "[clinic]\n", '[clinic]\nmap = "https://osm.example/search?q={address}&z=9"\n')
    desk.article("Words.")
    assert desk.build("test", "--edition", "email", "--edition", "large-print").code == 0
    for edition in ("email", "large-print"):
        led = links(desk.root / f"output/test/test-{edition}.pdf")
        assert led["tel:02079460958"] == "Call 020 7946 0958"
        assert led["tel:02079460959"] == "Call 020 7946 0959"
        assert led["tel:18003569377"] == "Call 1-800-FLOWERS"
        assert (
            led["https://osm.example/search?q=1%20North%20Way%2C%20Springfield&z=9"] == "Map: 1 North Way, Springfield"
        )
        assert led["https://maps.example/south"] == "Map: 2 South Way"
        assert led["https://osm.example/search?q=3%20East%20Way&z=9"] == "Map: 3 East Way"
        text = tool("pdftotext", desk.root / f"output/test/test-{edition}.pdf", "-")
        assert all(words in text for words in ("Mon–Fri 8–5", "Languages: English, Español", "South Bank"))


@pytest.mark.sample(2)
@pytest.mark.parametrize(("layout", "count"), [("trifold", 2), ("trifold", 14), ("handout", 14)])
def test_few_places_or_many_find_room(desk: Desk, layout: str, count: int) -> None:
    many = [f'\n[[location]]\nname = "Place {n}"\naddress = "{n} Way"\nhours = "Mon 8–5"\n' for n in range(count)]
    found(desk, *many)
    desk.article("Words.")
    done = desk.build("test", "--layout", layout, "--edition", "office")
    assert done.code == 0, done.err
    pdf = desk.root / f"output/test/test-{layout}-letter-office.pdf"
    text = tool("pdftotext", pdf, "-")
    assert [text.count(f"Place {n}\n") for n in range(count)] == [1] * count
    outside = tool("pdftotext", "-l", "1", pdf, "-")
    if layout == "trifold":
        assert ("Place 1\n" in outside) == (count == 2)


def test_too_many_places_are_told_with_the_mend(desk: Desk) -> None:
    found(desk, *(f'\n[[location]]\nname = "Place {n}"\naddress = "{n} Way"\n' for n in range(70)))
    desk.article("Words.")
    message = desk.build("test", "--layout", "trifold", "--edition", "office").refusal(4)
    assert "Let the leaflet show fewer locations in brochure.toml, or: Shorten the list of places (" in message


def test_a_leaflet_shows_what_it_names_and_its_files_say_so(desk: Desk) -> None:
    leaflets = leaflet() + leaflet('["south", "North"]') + leaflet('["North", "south", "east"]')
    found(desk, NORTH, SOUTH, EAST, leaflets=leaflets)
    desk.article("Words.")
    done = desk.build("test", "--json", "--edition", "email", "--edition", "office")
    listed = {Path(product["path"]).name: product["locations"] for product in done.json["products"]}
    assert listed == {
        "test-trifold-letter-office.pdf": [],
        "test-email.pdf": [],
        "test-south-north-trifold-letter-office.pdf": ["south", "North"],
        "test-south-north-email.pdf": ["south", "North"],
    }
    text = tool("pdftotext", desk.root / "output/test/test-south-north-email.pdf", "-")
    assert "East" not in text
    assert text.index("2 South Way") < text.index("1 North Way")


def test_only_what_shows_a_place_is_stale_when_it_changes(desk: Desk) -> None:
    found(desk, NORTH, SOUTH, leaflets=leaflet() + leaflet('["south"]'))
    desk.article("Words.")
    assert desk.build("test", "--edition", "email").code == 0
    desk.swap("brochure.toml", '"1 North Way", "Springfield"]', '"9 North Way", "Springfield"]')
    status = {Path(p["path"]).name: p for p in desk.brochure("status", "test", "--json").json["products"]}
    assert status["test-email.pdf"]["reasons"] == ["north in brochure.toml changed"]
    assert status["test-south-email.pdf"]["status"] == "fresh"
    found(desk, NORTH, SOUTH, EAST, leaflets=leaflet() + leaflet('["south"]'))
    status = {Path(p["path"]).name: p for p in desk.brochure("status", "test", "--json").json["products"]}
    assert status["test-email.pdf"]["reasons"] == ["locations in brochure.toml changed"]
    assert status["test-south-email.pdf"]["status"] == "fresh"


def test_a_place_in_the_language_of_the_leaflet(desk: Desk) -> None:
    found(desk, NORTH, SOUTH)
    desk.article("Palabras.", "title: Una prueba\nlanguage: es")
    assert desk.build().code == 0
    text = tool("pdftotext", desk.root / "output/test/test-email.pdf", "-")
    assert all(
        words in text for words in ("Dónde encontrarnos", "Norte", "Lun a vie 8–17", "Idiomas: English, Español")
    )
    assert "Mon–Fri" not in text


def test_who_is_sent_a_leaflet_gets_the_one_for_all_places(desk: Desk) -> None:
    found(desk, NORTH, SOUTH, leaflets=leaflet('["south"]') + leaflet())
    desk.article("Words.")
    request = BuildRequest(("test",), editions=("email",), one=True)
    assert [str(p.path) for p in products(plan(open_workspace(desk.root), request))] == ["test/test-email.pdf"]
    found(desk, NORTH, SOUTH, leaflets=leaflet('["south"]') + leaflet('["north"]'))
    said = desk.brochure("send", "test", "--to", "a@b.example").refusal()
    assert "'test' has leaflets for south and for north, and none for all locations." in said


FAULTS = [
    pytest.param((NORTH, NORTH.replace("1 North", "2 North")), "", "The location 'North' is there twice", id="twice"),
    pytest.param((NORTH, SOUTH.replace('"south"', '"NORTH"')), "", "'NORTH' is there twice", id="id like a name"),
    pytest.param((NORTH,), '["nroth"]', "There is no location 'nroth'. Did you mean 'north'?", id="unknown"),
    pytest.param((), '["north"]', "There is no location 'north'. Add it as a [[location]] table", id="none at all"),
    pytest.param((NORTH,), '["north", "North"]', "names the location 'North' twice", id="named twice"),
    pytest.param((NORTH,), "[]", "'leaflet[1].locations' must not be empty", id="none named"),
    pytest.param((NORTH.replace('"North"', '"***"'),), "", "'***' has no letters in its name", id="no letters"),
    pytest.param((NORTH.replace("phone", "fone"),), "", "'location[1].fone' is not a key", id="unknown key"),
    pytest.param((SOUTH.replace("https:", "htp:"),), "", "'htp://maps.example/south' is not a web address", id="map"),
    pytest.param(
        (NORTH.replace('"North"', '"North gate"'), NORTH.replace('"North"', '"North end"')),
        '["north"]',
        "'north' may be more than one location. Write 'north-gate' or 'north-end'.",
        id="one of two",
    ),
]


@pytest.mark.parametrize(("locations", "named", "said"), FAULTS)
def test_each_fault_is_one_line_with_its_place(desk: Desk, locations: tuple[str, ...], named: str, said: str) -> None:
    found(desk, *locations, leaflets=leaflet(named) if named else "")
    desk.article("Words.")
    message = desk.build().refusal()
    assert said in message
    assert message.startswith("brochure: brochure.toml:")


def test_of_more_locations_than_a_sheet_shows_a_leaflet_names_some(desk: Desk) -> None:
    many = [EAST.replace('"East"', f'"East {number}"') for number in range(MOST_SHOWN + 1)]
    names = [f"east-{number}" for number in range(MOST_SHOWN + 1)]
    desk.article("Words.")
    found(desk, *many, leaflets=leaflet(str(names[-1:])))
    workspace = open_workspace(desk.root)
    task, *_ = plan(workspace, BuildRequest())
    assert workspace.showing(task.locations).config.location == workspace.config.location[-1:]
    for shown in ("", str(names)):
        found(desk, *many, leaflets=leaflet(shown))
        refused = desk.build().refusal()
        assert "The leaflet shows 201 locations, more than 200." in refused
        assert refused.startswith("brochure: brochure.toml:")
