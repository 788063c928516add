"""The parts of the live proof page that are plain functions."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import pairwise
from math import cos, pi
from pathlib import Path
from threading import Event
from typing import Any, ClassVar

import pytest

from brochure.errors import BadInput, Overset, Place
from brochure.findings import Finding
from brochure.geometry.fold import Fold
from brochure.geometry.piece import Panel, Piece, Side
from brochure.production.outcome import Outcome
from brochure.production.plan import BuildRequest, Product, Task
from brochure.proof.live.build_loop import BuildLoop, Source
from brochure.proof.live.events import PageEvents
from brochure.proof.live.files import last_release, read_within
from brochure.proof.live.fold_animation import StripTurn, opening_sequence
from brochure.proof.live.pictures import Pictures, RenderSize
from brochure.proof.live.snapshot import Leaflet, Snapshot, leaflets_of, products_by_id
from brochure.proof.live.status import leaflet_status, messages, panel_statuses
from brochure.typeset.fit import Fit, PanelFit
from tests.proof.handmade import handmade
from tests.proof.live_table import PATIENCE, workspace

PRODUCT = Product("test", "trifold", "letter", "office")
PANELS = tuple(Panel(name, "inside", 100.0 * at, 0, 100, 300, (9, 9, 9, 9), True) for at, name in enumerate("abc"))
PIECE = Piece(300, 300, (Side("inside", PANELS),), PANELS)


def outcome(fit: Fit | None = None, error: BadInput | Overset | None = None, *findings: Finding) -> Outcome:
    return Outcome(PRODUCT, Path("x.pdf"), "failed" if error else "built", fit=fit, error=error, findings=findings)


def overset(words: int) -> Overset:
    error = Overset("too long", hint="Cut.", place=Place(Path("a.md"), 7))
    error.words = words
    return error


@pytest.mark.parametrize(
    ("fold", "count"),
    [("half", 2), ("roll", 3), ("roll", 4), ("z", 3), ("z", 4), ("accordion", 6), ("gate", 3), ("parallel", 4)],
)
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_closed_piece_lies_on_one_panel_with_its_cover_on_top(fold: Fold, count: int, mirrored: bool) -> None:
    sequence = opening_sequence(fold, count, to_left=mirrored)
    turns = (*sequence.left, *sequence.right)
    assert sorted([sequence.fixed, *(turn.strip for turn in turns)]) == list(range(count))
    assert {turn.turn.movement for turn in turns} == set(range(max(turn.turn.movement for turn in turns) + 1))
    heights = {sequence.fixed: 0.0}
    for chain in (sequence.left, sequence.right):
        assert [abs(a - b) for a, b in pairwise([sequence.fixed, *(turn.strip for turn in chain)])] == [1] * len(chain)
        heights.update(_heights(chain))
    cover = count - 1 if mirrored and fold != "gate" else 0
    assert heights[cover] == max(heights.values())
    assert len(set(heights.values())) == count or fold == "gate"


def _heights(chain: tuple[StripTurn, ...]) -> dict[int, float]:
    """How high each strip lies when all is closed: each is turned over by every turn before it."""
    heights, height, way = {}, 0.0, 1.0
    for turn in chain:
        height += way * turn.turn.direction * turn.turn.layers
        heights[turn.strip] = height
        way *= cos(pi)
    return heights


def test_what_does_not_fold_lies_still() -> None:
    assert opening_sequence("none", 1).fixed == opening_sequence("none", 3).fixed == 0
    assert opening_sequence("none", 3).left == opening_sequence("none", 3).right == ()


def test_statuses_are_told_in_words() -> None:
    fit = Fit(10, 0.97, ())
    assert leaflet_status(None).kind == "waiting"
    assert leaflet_status(outcome(fit)).words == "fits"
    assert leaflet_status(outcome()).words == "fits"
    assert leaflet_status(outcome(Fit(10, 0.5, ()))) == leaflet_status(outcome(Fit(11, 0.5, ())))
    assert leaflet_status(outcome(Fit(10, 0.5, ()))).words == "50% full"
    assert leaflet_status(outcome(error=overset(12))).words == "over by 12 words"
    assert leaflet_status(outcome(error=overset(1))).words == "over by 1 word"
    uncounted = leaflet_status(outcome(error=overset(0)))
    assert (uncounted.kind, uncounted.words) == ("long", "too long")
    assert leaflet_status(outcome(error=BadInput("wrong"))).kind == "error"
    assert leaflet_status(outcome(fit, None, Finding("r", "error", "m"))).kind == "error"
    assert leaflet_status(outcome(fit, None, Finding("r", "warning", "m"))).kind == "fits"


def test_panels_are_full_short_or_free() -> None:
    fit = Fit(10, 0.6, (PanelFit("a", 0.99, 0), PanelFit("b", 0.8, 4)))
    assert [panel.words for panel in panel_statuses(outcome(fit), PIECE)] == [
        "full",
        "short by 4 lines",
        "free, lines for notes",
    ]
    assert panel_statuses(None, PIECE) == panel_statuses(outcome(), PIECE) == ()


def test_messages_say_where_and_lead_to_the_panel() -> None:
    (error,) = messages(outcome(error=overset(12)), PIECE)
    assert (error.where, error.target, error.hint) == ("a.md, line 7", "panel-c", "Cut.")
    findings = (
        Finding("r", "warning", "m", "h", 1, "b"),
        Finding("r", "note", "m", page=2, panel="gone"),
        Finding("r", "note", "m"),
    )
    assert [message.target for message in messages(outcome(None, None, *findings), PIECE)] == ["panel-b", "side-2", ""]
    assert [message.target for message in messages(outcome(error=BadInput("wrong")), None)] == [""]


def test_names_in_addresses_are_opaque_and_differ() -> None:
    tasks = (
        Task("test", "trifold", "letter", ("office", "press")),
        Task("test", "trifold", "a4", ("press",)),
        Task("test", None, "letter", ("email",)),
    )
    leaflets = leaflets_of(tasks)
    assert [leaflet.representative.edition for leaflet in leaflets] == ["office", "press", "email"]
    names = [leaflet.id for leaflet in leaflets]
    assert len({*names, *products_by_id(leaflets)}) == 3 + 4 - 2  # a leaflet of one product has that one's name
    assert all(name.isalnum() and "test" not in name for name in names)
    assert leaflets_of(tasks) == leaflets


def test_pictures_are_the_same_for_the_same_page(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    pictures = Pictures()
    assert pictures.of(path, tmp_path, RenderSize(100)) == ()
    path.write_bytes(b"%PDF-1.7 damaged")
    assert pictures.of(path, tmp_path, RenderSize(100)) == ()
    path.write_bytes(handmade(""))
    (picture,) = pictures.of(path, tmp_path, RenderSize(100))
    assert pictures.data(picture.id) == picture.data
    assert pictures.data("") is pictures.data("../a.pdf") is None
    path.unlink()
    path.write_bytes(handmade(""))
    assert pictures.of(path, tmp_path, RenderSize(100)) == (picture,)


def test_only_files_below_the_output_folder_are_read(tmp_path: Path) -> None:
    output, secret = tmp_path / "output", tmp_path / "secret"
    output.mkdir()
    secret.write_bytes(b"secret")
    (output / "good").write_bytes(b"good")
    (output / "link").symlink_to(secret)
    (output / "loop").symlink_to("loop")
    assert read_within(output / "good", output) == b"good"
    for name in ("link", "loop", "none", "../secret", ".", "a\0b"):
        assert read_within(output / name, output) is None


def test_the_last_release_that_has_the_product_counts(tmp_path: Path) -> None:
    assert last_release(tmp_path, PRODUCT) is None
    for version in ("v1", "v2", "v10", "v11", "vx"):
        (tmp_path / "test" / version).mkdir(parents=True)
        if version != "v11":
            (tmp_path / "test" / version / PRODUCT.path.name).write_bytes(b"")
    release = last_release(tmp_path, PRODUCT)
    assert release
    assert release[0] == 10


class _Judging(Source):
    """A workspace whose products are set, and do not pass."""

    seen: ClassVar[list[object]] = []

    def make(self, *given: Any) -> list[Outcome]:
        *_, preview = given
        preview(outcome(), b"draft")
        self.seen.append("judged")
        return [outcome(error=BadInput("wrong"))]

    def make_all(self, *_: object) -> list[Outcome]:
        return []

    def saves(self, stop: Event) -> Iterator[frozenset[Path]]:
        stop.wait()
        yield frozenset()


def test_a_draft_is_on_the_page_before_it_is_judged(tmp_path: Path) -> None:
    root = workspace(tmp_path / "workspace")
    events = PageEvents()

    def draw(snapshot: Snapshot, leaflet: Leaflet, _: int) -> tuple[str, ...]:
        _Judging.seen.append((leaflet.slug, [draft.content for draft in snapshot.drafts.values()]))
        return ()

    loop = BuildLoop(_Judging(root, BuildRequest(), root / "output"), events, draw)
    loop.open()
    loop.start()
    assert loop.settled.wait(PATIENCE)
    loop.stop()
    assert _Judging.seen == [("test", [b"draft"]), "judged", ("test", [b"draft"])]
    assert loop.snapshot.outcomes[PRODUCT.path].error
    # a draft goes as soon as it is published
    assert loop.snapshot.drafts[PRODUCT.path].refused
    assert loop.snapshot.shown(PRODUCT)
    published = loop.snapshot.with_outcome(outcome())
    assert not published.drafts
    assert published.shown(PRODUCT) is published.good[PRODUCT.path]


def test_events_reach_every_page_and_close_ends_them() -> None:
    async def subscriber() -> list[str]:
        events, received = PageEvents(), []
        stream = events.subscribe("a")
        received.append(await anext(stream))
        received.append(await anext(stream))
        assert events.viewed() == ("a",)
        events.publish()
        events.publish()
        received.append(await anext(stream))
        events.close()
        with pytest.raises(StopAsyncIteration):
            await anext(stream)
        assert events.viewed() == ()
        assert events.version != PageEvents().version
        return received

    retry, first, second = asyncio.run(subscriber())
    assert retry.startswith("retry: ")
    assert first.removeprefix("data: ").split("-")[0] == second.removeprefix("data: ").split("-")[0]
    assert second.strip().endswith("-2")
