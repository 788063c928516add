"""The pictures on the live proof page: there for whoever looks, whatever lies in the output folder."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from brochure.production.plan import BuildRequest, Product, Task
from brochure.proof.live import pictures as module
from brochure.proof.live.build_loop import Source
from brochure.proof.live.checker import LeafletChecks
from brochure.proof.live.files import last_release, stamp_within
from brochure.proof.live.pictures import Picture, Pictures, RenderSize
from brochure.proof.live.snapshot import Leaflet, Snapshot, leaflets_of
from brochure.proof.live.view_model import leaflet_view

VIEW = RenderSize(60)
PAGE = 200, 100
TASK = Task("test", None, "letter", ("email",))


def pdf(trim: list[float] | None = None, shade: float = 0.5) -> bytes:
    """A page of one grey, with this TrimBox."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=PAGE)
    page.obj.Contents = document.make_stream(f"{shade} g 0 0 200 100 re f".encode())
    if trim is not None:
        page.obj.TrimBox = pikepdf.Array(trim)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def products(folder: Path, count: int) -> list[Path]:
    """So many products, no two of which look the same."""
    paths = [folder / f"{number}.pdf" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(pdf(shade=number / count))
    return paths


def two_pages(shades: tuple[float, float], *, form: bool = False) -> bytes:
    """A page of each grey, and a form if asked, whose fields are drawn over them."""
    out, document = io.BytesIO(), pikepdf.new()
    for shade in shades:
        with pikepdf.open(io.BytesIO(pdf(shade=shade))) as other:
            document.pages.extend(other.pages)
    for page in document.pages:
        page.obj.Resources = pikepdf.Dictionary()
    if form:
        document.Root.AcroForm = pikepdf.Dictionary(Fields=[])
    document.save(out)
    return out.getvalue()


def size(picture: Picture) -> tuple[float, float]:
    return picture.width, picture.height


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """A workspace with nothing in its output folder."""
    source = Source(tmp_path / "workspace", BuildRequest(), tmp_path / "workspace/output")
    (source.output / "test").mkdir(parents=True)
    return source


@pytest.fixture
def leaflet() -> Leaflet:
    (leaflet,) = leaflets_of((TASK,))
    return leaflet


@pytest.mark.parametrize(("form", "drawn"), [(False, [2, 1]), (True, [2, 2])])
def test_a_page_that_looks_as_it_did_is_not_drawn_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: bool, drawn: list[int]
) -> None:
    path, pictures, draw, count = tmp_path / "product.pdf", Pictures(), module._drawn_area, 0

    def counting(*given: Any, **more: Any) -> Picture:
        nonlocal count
        count += 1
        return draw(*given, **more)

    monkeypatch.setattr(module, "_drawn_area", counting)
    for shades, most in zip(((0.1, 0.2), (0.1, 0.3)), drawn, strict=True):
        count = 0
        path.write_bytes(two_pages(shades, form=form))
        found = [
            Image.open(io.BytesIO(each.data)).convert("L").getpixel((9, 9))
            for each in pictures.of(path, tmp_path, VIEW)
        ]
        assert found == pytest.approx([255 * shade for shade in shades], abs=2)
        assert count == most


def test_a_draft_is_drawn_as_the_product_that_comes_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, pictures = tmp_path / "product.pdf", Pictures()
    path.write_bytes(two_pages((0.1, 0.2)))
    drawn = pictures.of_draft(path.read_bytes(), path.name, VIEW)
    monkeypatch.setattr(module, "_drawn_area", None)
    assert pictures.of(path, tmp_path, VIEW) == drawn
    assert pictures.of_draft(b"%PDF-1.7 damaged", path.name, VIEW) == ()


def test_pictures_have_as_many_pixels_as_are_asked_for(tmp_path: Path) -> None:
    path, pictures = tmp_path / "product.pdf", Pictures()
    path.write_bytes(pdf())
    found = [pictures.of(path, tmp_path, RenderSize(61, fine=fine))[0] for fine in (1, 2)]
    assert [Image.open(io.BytesIO(each.data)).width for each in found] == [61, 122]
    assert found[0].address != found[1].address
    assert size(found[0]) == size(found[1]) == PAGE


def test_pictures_are_served_while_others_are_drawn(tmp_path: Path) -> None:
    paths, pictures, done = products(tmp_path, 40), Pictures(), Event()
    (first,) = pictures.of(paths[0], tmp_path, VIEW)

    def ask() -> set[bytes | None]:
        served = {pictures.data(first.id)}
        while not done.is_set():
            served.add(pictures.data(first.id))
            assert pictures.data("none") is None
        return served

    with ThreadPoolExecutor(6) as pool:
        answers = [pool.submit(ask) for _ in range(3)]
        try:
            drawn = [pool.submit(lambda: [pictures.of(path, tmp_path, VIEW) for path in paths]) for _ in range(3)]
            batches = [future.result() for future in drawn]
        finally:
            done.set()
        assert [future.result() for future in answers] == [{first.data}] * 3
    assert batches[0] == batches[1] == batches[2]


def test_a_picture_is_served_at_once_though_a_slow_one_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first, second), pictures = products(tmp_path, 2), Pictures()
    (picture,) = pictures.of(first, tmp_path, VIEW)
    begun, end = Event(), Event()

    def slow(*_: object) -> tuple[Picture, ...]:
        begun.set()
        end.wait()
        return ()

    monkeypatch.setattr(module, "_drawn", slow)
    with ThreadPoolExecutor(1) as pool:
        drawing = pool.submit(pictures.of, second, tmp_path, VIEW)
        begun.wait()
        try:
            assert pictures.data(picture.id) == picture.data
        finally:
            end.set()
        assert drawing.result() == ()


def test_every_open_leaflet_keeps_its_pictures(tmp_path: Path) -> None:
    pictures = Pictures()
    named = [picture for path in products(tmp_path, 60) for picture in pictures.of(path, tmp_path, VIEW)]
    assert len({picture.id for picture in named}) == 60
    assert all(pictures.data(picture.id) == picture.data for picture in named)


def test_beyond_its_bytes_the_longest_unseen_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths, pictures = products(tmp_path, 3), Pictures()
    (first,), (second,) = (pictures.of(path, tmp_path, VIEW) for path in paths[:2])
    pictures.of(paths[0], tmp_path, VIEW)
    monkeypatch.setattr(module, "_KEPT", len(first.data) + len(second.data) + 9)
    (third,) = pictures.of(paths[2], tmp_path, VIEW)
    assert [pictures.data(picture.id) is not None for picture in (first, second, third)] == [True, False, True]
    # and one that is too large by itself is shown all the same
    monkeypatch.setattr(module, "_KEPT", 1)
    (again,) = pictures.of(paths[1], tmp_path, VIEW)
    assert pictures.data(again.id)
    assert pictures.data(third.id) is None


@pytest.mark.parametrize("piece", [None, (120.0, 60.0), (900.0, 900.0)])
@pytest.mark.parametrize(
    "trim",
    [
        [0, 0, 0, 0],
        [50, 10, 50, 90],
        [10, 50, 190, 50],
        [10, 50, 190, 50.01],
        [500, 500, 700, 600],
        [-300, -300, -100, -100],
        [-1e30, 1e30, -1e29, 2e30],
        [1, 2, 3],
    ],
)
def test_a_trim_that_is_none_shows_the_whole_page(
    tmp_path: Path, trim: list[float], piece: tuple[float, float] | None
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(trim))
    (picture,) = Pictures().of(path, tmp_path, RenderSize(60, piece))
    assert size(picture) == ((120, 60) if piece == (120.0, 60.0) else PAGE)
    assert Image.open(io.BytesIO(picture.data)).width == 120


def test_a_trim_beyond_the_page_ends_with_it(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([150, -50, 900, 60]))
    (picture,) = Pictures().of(path, tmp_path, VIEW)
    assert size(picture) == (50, 60)


@pytest.mark.parametrize("error", [ValueError, ZeroDivisionError, MemoryError, OSError, pypdfium2.PdfiumError])
def test_a_product_that_cannot_be_drawn_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    (bad, good), pictures = products(tmp_path, 2), Pictures()

    def fail(*_: object) -> Picture:
        raise error("no")

    with monkeypatch.context() as patch:
        patch.setattr(module, "_shown", fail)
        assert pictures.of(bad, tmp_path, VIEW) == ()
    assert len(pictures.of(good, tmp_path, VIEW)) == 1


def test_what_a_link_leads_to_outside_is_neither_drawn_nor_offered(source: Source, leaflet: Leaflet) -> None:
    secret, snapshot = source.root / "secret.pdf", Snapshot(leaflets=(leaflet,))
    secret.write_bytes(pdf())
    product = source.output / leaflet.representative.path
    product.symlink_to(secret)
    view = leaflet_view(snapshot, leaflet, source, Pictures(), LeafletChecks())
    assert view.sheets == ()
    assert view.downloads == ()
    product.unlink()
    product.write_bytes(pdf())
    view = leaflet_view(snapshot, leaflet, source, Pictures(), LeafletChecks())
    assert (len(view.sheets), len(view.downloads)) == (1, 1)


def test_a_product_that_was_moved_out_and_linked_is_shown_no_longer(source: Source, leaflet: Leaflet) -> None:
    pictures, product = Pictures(), source.output / leaflet.representative.path
    product.write_bytes(pdf())
    assert len(pictures.of(product, source.output, VIEW)) == 1
    product.rename(source.root / "moved.pdf")
    product.symlink_to(source.root / "moved.pdf")
    assert pictures.of(product, source.output, VIEW) == ()


@pytest.mark.parametrize("linked", ["file", "version", "article"])
def test_a_release_that_leads_outside_is_none(source: Source, leaflet: Leaflet, linked: str) -> None:
    product: Product = leaflet.representative
    away = source.root / "away"
    outside = away / "v7" / product.path.name
    outside.parent.mkdir(parents=True)
    outside.write_bytes(pdf())
    archive = source.releases / "test"
    link, target = {
        "file": (archive / "v7" / product.path.name, outside),
        "version": (archive / "v7", outside.parent),
        "article": (archive, away),
    }[linked]
    link.parent.mkdir(parents=True)
    link.symlink_to(target)
    (source.output / product.path).write_bytes(pdf(shade=0.1))
    assert last_release(source.releases, product) is None
    view = leaflet_view(Snapshot(leaflets=(leaflet,)), leaflet, source, Pictures(), LeafletChecks())
    assert (len(view.sheets), view.sheets[0].before, view.release) == (1, None, None)


def test_links_that_stay_in_the_folder_are_followed(tmp_path: Path) -> None:
    (path,) = products(tmp_path, 1)
    link = tmp_path / "link.pdf"
    link.symlink_to(path.name)
    assert stamp_within(link, tmp_path) == stamp_within(path, tmp_path)
    assert len(Pictures().of(link, tmp_path, VIEW)) == 1
