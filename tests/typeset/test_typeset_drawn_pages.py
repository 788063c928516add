"""A page that is drawn once and put into one document after the other stands in each as if it were drawn there."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from brochure.storage.files import Files
from brochure.storage.shipped import SHIPPED
from brochure.typeset.engine import deflated, drawn_pages
from brochure.typeset.engine.fetch import Fetcher
from brochure.typeset.engine.render import Typeset, Typesetter
from brochure.typeset.engine.style_sheet import Sheet
from brochure.typeset.fonts.faces import faces
from brochure.typeset.fonts.served import whole
from tests.typeset.conftest import FAMILY, PAGE

SERIF = '"Source Serif 4"'
DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><defs><linearGradient id="g">
<stop offset="0" stop-color="red" stop-opacity=".5"/><stop offset="1" stop-color="blue"/></linearGradient></defs>
<rect width="9" height="9" fill="url(#g)" opacity=".4"/></svg>"""
PAGES = [
    "Plain words, “quoted” fi ffl Type AVAVA, follow-up",
    "<b>Bold</b> <i>italic</i> <span style='font-size: 7.3pt'>AVA words fi Type quoted</span>",
    "<span style='font-size: 23.1pt'>AVA words Type</span>",
    "m<sup>2</sup> <span style='color: rgba(10, 20, 30, .4)'>alpha</span> <u>under</u>",
    "<span style='color: rgba(10, 20, 30, .7)'>beta</span> <span style='color: rgba(10, 20, 30, .4)'>alpha</span>",
    # Two letters of one glyph: fonts tell one of them.
    f"<span style='font-family: {SERIF}'>follow\u2011up</span>",
    f"<span style='font-family: {SERIF}'>follow\u2010up</span>",
    "<div style='opacity: .5'>faded</div>",
    "<div style='background: linear-gradient(red, rgba(0, 0, 255, .3))'>from red to blue</div>",
    "<img src='brochure:made/a.svg' width=30 height=30 alt=x> drawn",
]


@pytest.fixture
def document(tmp_path: Path) -> Typeset:
    chosen = faces(Files(SHIPPED), [SHIPPED / "assets" / "fonts"], [FAMILY, SERIF.strip('"')])
    fetcher = Fetcher(Files(tmp_path), tmp_path, {face.file.name: face.file for face in chosen}, {"a.svg": DRAWING})
    body = "".join(f"<section style='break-after: page'><p>{text}</p></section>" for text in PAGES)
    html = f"<!doctype html><html lang=en><title>T</title><body>{body}</body></html>"
    return Typesetter(html, [Sheet("".join(whole(face).css for face in chosen) + PAGE)], fetcher).typeset()


def written(document: Typeset, pages: list[Any]) -> bytes:
    return bytes(document.document.copy(pages).write_pdf(finisher=document._finish, pdf_identifier=b"1"))


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each page that was drawn aside was put into a document."""
    done: list[bool] = []
    put_: Callable[..., bool] = drawn_pages._put

    def noting(*given: Any) -> bool:
        done.append(put_(*given))
        return done[-1]

    monkeypatch.setattr(drawn_pages, "_put", noting)
    return done


def test_pages_in_any_order_are_as_if_drawn_there(
    document: Typeset, monkeypatch: pytest.MonkeyPatch, put: list[bool]
) -> None:
    pages = list(document.document.pages)
    random = Random(1)
    for _ in range(12):
        some = random.sample(pages, random.randrange(1, len(pages) + 1))
        warm = [written(document, some) for _ in range(3)]
        with monkeypatch.context() as patch:
            patch.setattr(drawn_pages, "_put", lambda *_: False)
            assert warm == [written(document, some)] * 3
    assert set(put) == {True, False}
    kept = [isinstance(page.__dict__["_brochure_drawn"], drawn_pages._Drawn) for page in pages]
    assert kept.count(False) == 3


def test_tagged_pages_are_drawn_each_time(document: Typeset, put: list[bool]) -> None:
    pages = document.document.pages[:5]
    for _ in range(3):
        document.document.copy(pages).write_pdf(pdf_variant="pdf/ua-1")
    assert not put


def test_a_stream_is_packed_once_as_the_engine_packs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    packed: list[int] = []
    compressobj = zlib.compressobj

    def noting(level: int) -> Any:
        packed.append(level)
        return compressobj(level=level)

    monkeypatch.setattr("brochure.typeset.engine.deflated.zlib.compressobj", noting)
    small, large = Random(2).randbytes(1000), bytes(deflated._LARGEST + 1)
    for data, times in ((small, 1), (large, 3)):
        packed.clear()
        for _ in range(3):
            packer = deflated._Packer(level=9)
            assert packer.compress(data) + packer.flush() == zlib.compress(data, 9)
        assert packed == [9] * times
