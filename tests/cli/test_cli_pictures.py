"""`brochure looks --pictures` and `brochure layouts --pictures`: the clinic's own leaflet, small, to choose by."""

from __future__ import annotations

from PIL import Image, ImageChops

from tests.conftest import Desk


def first_leaflet(desk: Desk, *more: str) -> None:
    """Makes the article 'test' the only leaflet."""
    config = (desk.root / "brochure.toml").read_text("utf-8").partition("[[leaflet]]")[0]
    desk.write("brochure.toml", "\n".join([config, "[[leaflet]]", 'article = "test"', *more]) + "\n")


def test_a_look_is_shown_on_the_clinic_s_first_leaflet(desk: Desk) -> None:
    first_leaflet(desk, 'layouts = ["card"]')
    desk.article("Drink water. Rest.", front="title: In the heat")
    (told,) = desk.brochure("looks", "maple", "--pictures", "--json").json["looks"]
    assert told["picture"] == "output/look-maple.jpg"
    assert "output/look-studio.jpg" in desk.brochure("looks", "studio", "--pictures").out
    with Image.open(desk.root / told["picture"]) as one, Image.open(desk.root / "output/look-studio.jpg") as other:
        assert one.width <= 900
        assert one.height <= 720
        assert ImageChops.difference(one, other).getbbox()
    assert "picture" not in desk.brochure("looks", "maple", "--json").json["looks"][0]


def test_a_layout_shows_as_much_of_the_copy_as_it_takes(desk: Desk) -> None:
    first_leaflet(desk)
    desk.article("\n\n".join(["## Rest", *["Drink water and rest in the shade, and call us. " * 8] * 8]))
    (told,) = desk.brochure("layouts", "card", "--pictures", "--json").json["layouts"]
    assert told["picture"] == "output/layout-card.jpg"
    assert (desk.root / told["picture"]).stat().st_size > 5_000


def test_without_an_article_there_is_nothing_to_show(desk: Desk) -> None:
    assert desk.brochure("init", desk.root / "new", "--empty").code == 0
    said = desk.brochure("looks", "--pictures", "--workspace", desk.root / "new").refusal()
    assert "There is no article to show." in said
    assert "two things" in desk.brochure("layouts", "card", "--dummy", "--pictures").refusal(2)
