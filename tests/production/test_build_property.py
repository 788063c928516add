"""Whatever is edited in whatever order: what an incremental build leaves is what a clean one makes, byte for byte."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from brochure.production.build import build
from brochure.production.plan import BuildRequest
from brochure.workspace.workspace import open_workspace

NAMES = ("one", "two")
SHORT = st.sampled_from(["maroon", "green", "blue"])
EDITS = st.one_of(
    st.tuples(st.just("copy"), st.sampled_from(NAMES), SHORT),
    st.tuples(st.just("phone"), SHORT),
    st.tuples(st.just("address"), SHORT),
    st.tuples(st.just("style"), SHORT),
    st.tuples(st.just("drawing"), SHORT),
    st.tuples(st.just("leaflets"), st.sets(st.sampled_from(NAMES), min_size=1).map(sorted)),
    st.tuples(st.just("build")),
)
TEMPLATE = """
<html lang='en'><head><meta name='generator' content='T'><title>T</title></head>
<body><img src='brochure:made/cover.svg' alt='Art'><p>{{ clinic.phone }}</p>{{ copy }}</body></html>
"""


class _World:
    """The values that the files of a workspace are written from."""

    def __init__(self) -> None:
        self.copy = dict.fromkeys(NAMES, "maroon")
        self.values = {"phone": "maroon", "address": "maroon", "style": "maroon", "drawing": "maroon"}
        self.leaflets = list(NAMES)

    def edit(self, what: str, *how: Any) -> None:
        if what == "copy":
            self.copy[how[0]] = how[1]
        elif what == "leaflets":
            self.leaflets = how[0]
        else:
            self.values[what] = how[0]

    def write(self, root: Path) -> None:
        """The workspace as it is now; what is written again is the same file with the same bytes."""
        leaflets = "".join(f'[[leaflet]]\narticle = "{name}"\n' for name in self.leaflets)
        phone, address, style, drawing = self.values.values()
        files = {
            "brochure.toml": f'[clinic]\nname = "C"\nphone = "555 {phone}"\npostal_address = "{address}"\n'
            f'[defaults]\neditions = ["email"]\n{leaflets}',
            "layouts/email/leaflet.html": TEMPLATE,
            "layouts/email/style.css": f"p {{ color: {style} }}",
            "layouts/email/cover.svg": f"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"
            f"<rect width='9' height='9' fill='{drawing}'/></svg>",
        }
        files |= {f"assets/articles/{n}.md": f"---\ntitle: T\n---\n\nIt is {w}.\n" for n, w in self.copy.items()}
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, "utf-8")


def built(root: Path, output: Path) -> dict[str, bytes]:
    """Builds; the products that brochure.toml names."""
    outcomes, code = build(open_workspace(root), BuildRequest(), output, 1, lambda _: None)
    assert code == 0, [str(outcome.error) for outcome in outcomes]
    return {outcome.product.path.name: (output / outcome.product.path).read_bytes() for outcome in outcomes}


def check(edits: list[tuple[Any, ...]], clean: Callable[[Path], dict[str, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve()
        world = _World()
        world.write(root)
        built(root, root / "output")
        for edit in edits:
            if edit == ("build",):
                built(root, root / "output")
            else:
                world.edit(*edit)
                world.write(root)
        assert built(root, root / "output") == clean(root)


@settings(max_examples=settings().max_examples // 8, deadline=None, derandomize=True, database=None)
@given(st.lists(EDITS, min_size=1, max_size=6))
def test_incremental_is_clean(edits: list[tuple[Any, ...]]) -> None:
    check(edits, lambda root: built(root, root / "clean"))
