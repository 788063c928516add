"""The live proof page in a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from tests.proof.live_table import ARTICLE, BODY, PATIENCE, TITLE, Table, browser, sources, table, workspace

pytestmark = pytest.mark.xdist_group("live-page")

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
WIDE, PHONE = (1440, 900), (390, 844)

expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    """A workspace with a release, as its page shows it."""
    with table(workspace(tmp_path_factory.mktemp("live") / "workspace")) as live:
        live.wait_until_made()
        frozen = live.root / "output/releases/test/v3"
        shutil.copytree(live.root / "output/test", frozen)
        live.until(lambda page: "Compare with v3" in page)
        yield live


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as chromium:
        yield chromium


@pytest.fixture
def page(live: Table, chromium: Browser) -> Iterator[Page]:
    """The first leaflet on a wide screen; whatever goes wrong in the page fails the test."""
    yield from _open(live, chromium, WIDE)


@pytest.fixture
def phone(live: Table, chromium: Browser) -> Iterator[Page]:
    yield from _open(live, chromium, PHONE)


def _open(live: Table, chromium: Browser, size: tuple[int, int]) -> Iterator[Page]:
    live.as_usual()
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    page = context.new_page()
    faults: list[str] = []
    requests: list[Request] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: requests.append(request))
    page.goto(live.address)
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator("#line")).to_have_text("Live")
    expect(page.locator(".sheet img")).to_have_count(2)
    yield page
    context.close()
    assert faults == []
    assert [request.url for request in requests if not request.url.startswith(live.address + "/")] == []


def tab_to(page: Page, target: Locator) -> None:
    """Presses Tab until the focus has come there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("Tab never comes there")


def violations(page: Page) -> list[Any]:
    """What axe-core finds wrong with the page as it is."""
    page.evaluate(f"() => {{ {AXE} }}")
    results = page.evaluate("() => axe.run()")
    assert isinstance(results, dict)
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in results["violations"]]


def test_a_saved_edit_is_seen_without_reloading(live: Table, page: Page) -> None:
    page.get_by_label("Safe zone").check(force=True)
    page.evaluate("() => { window.same = true; scrollTo(0, 400) }")
    before = sources(page)
    live.copy(BODY.replace("Breathe in slowly", "Breathe in, and wait"))
    expect(page.locator(".sheet img").nth(0)).not_to_have_attribute("src", before[0])
    # what did not change keeps its address, and what the reader chose stays
    assert sources(page)[1] == before[1]
    assert page.evaluate("() => window.same && scrollY") == 400
    assert page.get_by_label("Safe zone").is_checked()
    expect(page.locator(".sheet .overlay .safe").first).to_be_visible()
    assert page.evaluate("() => [...document.images].every(image => image.complete && image.naturalWidth > 0)")


@pytest.mark.parametrize(("pixels", "size", "wide"), [(1, WIDE, 940), (2, WIDE, 1880), (1, PHONE, 1880)])
def test_pictures_are_as_fine_as_they_are_shown(
    live: Table, chromium: Browser, pixels: int, size: tuple[int, int], wide: int
) -> None:
    live.as_usual()
    viewport: Any = {"width": size[0], "height": size[1]}
    with chromium.new_context(viewport=viewport, device_scale_factor=pixels) as context:
        page = context.new_page()
        page.goto(live.address)
        expect(page.locator(".sheet img").first).to_have_js_property("naturalWidth", wide)
        before = sources(page)
        live.copy(BODY.replace("Breathe in slowly", "Breathe in, and wait"))
        expect(page.locator(".sheet img").first).not_to_have_attribute("src", before[0])
        expect(page.locator(".sheet img").first).to_have_js_property("naturalWidth", wide)
        assert sources(page)[1] == before[1]
        # they become finer with the window, the zoom, or another screen
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        expect(page.locator(".sheet img").first).to_have_js_property("naturalWidth", 1880)


def test_an_error_is_told_by_line_and_the_last_pictures_stay(live: Table, page: Page) -> None:
    before = sources(page)
    live.copy("## Begin\n\n::: nonsense\nwords\n:::\n")
    alarms = page.get_by_role("region", name="What is wrong")
    expect(alarms).to_contain_text(f"{ARTICLE}, line 7")
    assert alarms.get_attribute("aria-live") == "polite"
    expect(page.locator(".list .state").first).to_have_text("error")
    assert sources(page) == before
    live.copy()
    expect(alarms).to_have_text("")
    expect(page.locator(".list .state.error")).to_have_count(0)


def test_copy_that_is_too_long_is_counted_and_leads_to_its_panel(live: Table, page: Page) -> None:
    live.copy(BODY + "\n## More\n\n" + "Here is more to read than fits. " * 190)
    expect(page.locator(".title .state")).to_have_text(re.compile(r"over by \d+ words"))
    finding = page.locator(".findings a").first
    tab_to(page, finding)
    page.keyboard.press("Enter")
    marked = page.locator("#panel-right")
    expect(marked).to_have_class(re.compile("marked"))
    expect(marked).to_be_focused()
    expect(marked).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(marked).not_to_have_class(re.compile("marked"))


def test_fit_is_told_for_each_panel_in_reading_order(page: Page) -> None:
    assert page.locator(".fit a span:first-child").all_text_contents() == ["Flap", "Left", "Middle", "Right"]
    assert all(re.fullmatch(r"full|short by \d+ lines|free, lines for notes", words) for words in words_of_fit(page))
    captions = page.locator(".panel figcaption").all_text_contents()
    assert [caption.partition(",")[0] for caption in captions] == ["Cover", "Flap", "Left", "Middle", "Right", "Back"]
    page.locator(".fit a").nth(1).click()
    expect(page.locator("#panel-left")).to_be_focused()


def words_of_fit(page: Page) -> list[str]:
    return page.locator(".fit .words").all_text_contents()


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("label", "kind"), [("Trim", "trim"), ("Bleed", "bleed"), ("Safe zone", "safe"), ("Folds", "folds")]
)
def test_overlays_are_switched_by_keyboard(page: Page, label: str, kind: str) -> None:
    drawn = page.locator(f"#side-1 .overlay .{kind}").first
    expect(drawn).to_be_hidden()
    tab_to(page, page.get_by_label(label))
    page.keyboard.press("Space")
    expect(drawn).to_have_css("visibility", "visible")
    page.reload()
    expect(drawn).to_have_css("visibility", "visible")


def test_overlays_lie_where_the_layout_says(page: Page) -> None:
    folds = page.locator("#side-1 .overlay line.folds")
    assert [float(fold.get_attribute("x1") or 0) for fold in folds.all()] == [3.625 * 72, (3.625 + 3.6875) * 72]
    bleed = page.locator("#side-1 .overlay .bleed")
    assert [float(bleed.get_attribute(name) or 0) for name in ("x", "y", "width", "height")] == [-9, -9, 810, 630]
    assert page.locator("#side-1 .overlay .safe").count() == 3


def test_the_slider_parts_before_from_after(live: Table, page: Page) -> None:
    live.copy(BODY.replace("Begin here", "Begin anew"))
    expect(page.locator(".pair").first).not_to_contain_text("Nothing has changed")
    opener = page.get_by_role("button", name="Compare with v3")
    tab_to(page, opener)
    page.keyboard.press("Enter")
    slider = page.locator("[data-pair]").first
    slider.focus()
    page.keyboard.press("Home")
    pair = page.locator(".pair .paper").first
    assert pair.evaluate("element => element.style.getPropertyValue('--at')") == "0%"
    page.keyboard.press("End")
    assert pair.evaluate("element => element.style.getPropertyValue('--at')") == "100%"
    images = pair.locator("img")
    assert images.nth(0).get_attribute("src") != images.nth(1).get_attribute("src")
    page.keyboard.press("Escape")
    expect(page.locator("#compare")).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_piece_is_folded_and_turned(page: Page) -> None:
    page.get_by_role("button", name="Fold it").click()
    flap, cover = page.locator(".flap.right"), page.locator(".flap.left")
    stage, later = page.locator("#stage"), page.get_by_role("button", name="Next")
    angle = "element => parseFloat(element.style.getPropertyValue('--angle'))"
    assert (flap.evaluate(angle), cover.evaluate(angle)) == (-179.9, 179.9)
    expect(stage).to_have_text("1 of 3: Cover")
    # the cover opens first
    tab_to(page, later)
    page.keyboard.press("Enter")
    assert (flap.evaluate(angle), cover.evaluate(angle)) == (-179.9, 0)
    expect(stage).to_have_text("2 of 3: Flap and left")
    page.keyboard.press("ArrowRight")
    assert (flap.evaluate(angle), cover.evaluate(angle)) == (0, 0)
    expect(later).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", "3 of 3: Left, middle and right")
    page.get_by_role("slider").press("ArrowLeft")
    expect(stage).to_have_text("2 of 3: Flap and left")
    widths = [float((piece.get_attribute("data-size") or "").split()[0]) for piece in page.locator(".flap").all()]
    assert sorted(widths) == [3.625 * 72, 3.6875 * 72, 3.6875 * 72]
    page.get_by_role("button", name="Turn it over").press("Enter")
    expect(page.locator(".piece")).to_have_class(re.compile("over"))
    page.keyboard.press("Escape")
    expect(page.locator("#fold")).to_be_hidden()
    page.get_by_role("button", name="Fold it").click()
    expect(stage).to_have_text("1 of 3: Cover")


def test_a_phone_shows_it_all_in_its_width(phone: Page) -> None:
    narrow = "() => document.documentElement.scrollWidth <= innerWidth"
    assert phone.evaluate(narrow)
    menu = phone.get_by_role("button", name="Leaflets")
    expect(phone.locator("#leaflets")).to_be_hidden()
    menu.press("Enter")
    expect(phone.locator("#leaflets")).to_be_visible()
    phone.keyboard.press("Escape")
    expect(phone.locator("#leaflets")).to_be_hidden()
    menu.click()
    phone.get_by_role("link", name="E-mail edition").click()
    expect(phone.locator(".title p")).to_contain_text("E-mail edition")
    assert phone.evaluate(narrow)
    assert violations(phone) == []
    phone.go_back()
    expect(phone.locator("#panel-cover")).to_be_visible()


@pytest.mark.sample(1)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(live: Table, page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.get_by_label("Trim").check(force=True)
    assert violations(page) == []
    for name in ("Fold it", "Compare with v3"):
        page.get_by_role("button", name=name).click()
        assert violations(page) == []
        page.keyboard.press("Escape")
    live.copy("## Begin\n\n::: nonsense\nwords\n:::\n")
    expect(page.locator(".alarm")).to_be_visible()
    page.locator(".menu").evaluate("element => element.blur()")
    assert violations(page) == []


def test_editions_are_downloaded_as_they_lie(live: Table, page: Page) -> None:
    expect(page.locator(".editions a")).to_have_count(2)
    for link in page.locator(".editions a").all():
        with page.expect_download() as waiting:
            link.click()
        name = waiting.value.suggested_filename
        assert waiting.value.path().read_bytes() == (live.root / "output/test" / name).read_bytes()


def test_another_leaflet_is_shown_in_place_and_followed(live: Table, page: Page) -> None:
    page.evaluate("() => { window.same = true }")
    page.get_by_role("link", name="Handout").click()
    expect(page.locator(".title p")).to_contain_text("Handout")
    before = sources(page)
    copy = (live.root / "assets/articles/other.md").read_text("utf-8")
    live.write("assets/articles/other.md", copy.replace("Breathe in slowly", "Breathe in, and wait"))
    expect(page.locator(".sheet img").first).not_to_have_attribute("src", before[0])
    assert page.evaluate("() => window.same")
    page.get_by_role("button", name="Fold it").click()
    expect(page.get_by_role("slider")).to_be_hidden()


def test_the_skip_link_comes_first(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#table")).to_be_focused()


def test_the_page_comes_back_with_its_server(tmp_path: Path, chromium: Browser) -> None:
    root = workspace(tmp_path / "workspace")
    with table(root) as first, chromium.new_context() as context:
        first.wait_until_made()
        page = context.new_page()
        page.goto(first.address)
        page.evaluate("() => { window.same = true }")
        before = sources(page)
        assert first.stop() == 130
        expect(page.locator("#line")).to_contain_text("Waiting")
        assert sources(page) == before
        with table(root, first.port) as second:
            second.copy(BODY.replace("Breathe in slowly", "Breathe in, and wait"))
            expect(page.locator("#line")).to_have_text("Live")
            expect(page.locator(".sheet img").first).not_to_have_attribute("src", before[0])
            assert page.evaluate("() => window.same")


def test_what_is_found_is_drawn_at_its_place_and_listed_with_its_mend(live: Table, page: Page) -> None:
    live.copy(BODY.replace("Breathe in slowly.", "Breathe in slowly. Take 1.0 mg of it."))
    pin = page.locator(".sheets .pin.error").first
    expect(pin).to_have_accessible_name(re.compile(r"Error \d+: '1.0 mg' may be read"))
    expect(page.locator(".sheets .overlay .found.error rect").first).to_be_visible()
    tab_to(page, pin)
    page.keyboard.press("Enter")
    listed = page.locator(".findings li.marked")
    expect(listed).to_be_focused()
    expect(listed).to_contain_text("Leave the zero out")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(pin).to_be_focused()
    page.get_by_label("Findings", exact=True).uncheck(force=True)
    expect(pin).to_be_hidden()
    page.get_by_label("Findings", exact=True).check(force=True)
    live.copy()
    expect(page.locator(".pin.error")).to_have_count(0)
