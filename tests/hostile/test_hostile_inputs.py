"""Each input of the corpus ends soon, in little memory, with one line that names the file: exit 3, or 4 as too long.

Some run in a process of their own that the system stops where it goes over the limits. What is limited is the time at
work: a busy machine makes a process wait, but not work much longer.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from brochure.errors import BadInput, Place
from brochure.importers import load
from brochure.prepress import profiles
from brochure.storage.files import Files
from brochure.typeset.fonts import faces as fonts
from tests.conftest import Desk, environment
from tests.hostile import corpus

SECONDS = 20
MEGABYTES = 1_500


def limits() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MEGABYTES << 20, MEGABYTES << 20))


def refusal(desk: Desk, *arguments: str) -> str:
    """The one line that the program says within the limits."""
    done = subprocess.run(
        [sys.executable, "-m", "brochure", *arguments],
        cwd=desk.root,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limits,
    )
    assert done.returncode in (3, 4), done.stderr[-2_000:]
    assert "Traceback" not in done.stderr
    (line,) = done.stderr.splitlines()
    return line


@pytest.mark.parametrize("kind", corpus.DRAWINGS)
@pytest.mark.parametrize("role", ["picture", "logo"])
def test_a_drawing(desk: Desk, kind: str, role: str) -> None:
    drawing, said = corpus.DRAWINGS[kind]
    desk.write("assets/images/bad.svg", drawing)
    desk.article("Walk.\n\n![A leg](bad.svg)" if role == "picture" else "Walk.")
    if role == "logo":
        (line,) = [row for row in (desk.root / "brochure.toml").read_text().splitlines() if row.startswith("name =")]
        desk.swap("brochure.toml", f"{line}\n", f'{line}\nlogo = "assets/images/bad.svg"\n')
    line = desk.build().refusal()
    assert "bad.svg" in line
    assert said in line
    assert "Mend the layout" not in line


@pytest.mark.parametrize("kind", corpus.DRAWINGS)
def test_a_drawing_of_a_layout(desk: Desk, own_layout: Path, kind: str) -> None:
    drawing, said = corpus.DRAWINGS[kind]
    (own_layout / "bad.svg").write_text(drawing)
    with (own_layout / "style.css").open("a") as style:
        style.write('body { background: url("brochure:layout/bad.svg") }\n')
    desk.article("Walk.")
    line = desk.build().refusal()
    assert "bad.svg" in line
    assert said in line


def test_a_drawing_that_a_layout_draws(desk: Desk, own_layout: Path) -> None:
    drawing, said = corpus.DRAWINGS["use"]
    (own_layout / "cover.svg").write_text(drawing)
    desk.article("Walk. " * 200)
    line = desk.build().refusal()
    assert "cover.svg" in line
    assert said in line


@pytest.fixture
def own_layout(desk: Desk) -> Path:
    """The layout of the e-mail edition, copied into the workspace."""
    return Path(shutil.copytree(corpus.ROOT / "layouts" / "email", desk.root / "layouts" / "email"))


@pytest.mark.parametrize("kind", corpus.DOCUMENTS)
def test_a_document_to_import(tmp_path: Path, kind: str) -> None:
    suffix, content, said = corpus.DOCUMENTS[kind]
    (tmp_path / f"bad{suffix}").write_bytes(content())
    before = time.process_time()
    with pytest.raises(BadInput) as caught:
        load(tmp_path / f"bad{suffix}")
    assert time.process_time() - before < SECONDS
    assert f"bad{suffix}" in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.sample(1)
@pytest.mark.parametrize("kind", ["paragraphs", "quotes", "headings"])
def test_a_document_within_the_limits_of_a_process(desk: Desk, kind: str) -> None:
    suffix, content, said = corpus.DOCUMENTS[kind]
    desk.write(f"bad{suffix}", content())
    line = refusal(desk, "import", f"bad{suffix}")
    assert f"bad{suffix}" in line
    assert said in line


@pytest.mark.parametrize("kind", corpus.ARTICLES)
def test_an_article(desk: Desk, kind: str) -> None:
    text, said = corpus.ARTICLES[kind]
    desk.write("assets/articles/test.md", text)
    line = desk.build().refusal()
    assert "assets/articles/test.md" in line
    assert said in line


@pytest.mark.parametrize("kind", corpus.SETTINGS)
def test_settings(desk: Desk, kind: str) -> None:
    text, said = corpus.SETTINGS[kind]
    desk.write("brochure.toml", text)
    desk.article("Walk.")
    line = desk.build().refusal()
    assert "brochure.toml" in line
    assert said in line


@pytest.mark.parametrize("tags", [100_000, 0xFFFFFFFF])
def test_a_press_profile(tags: int) -> None:
    content = corpus.profile(tags) + bytes(2_000_000)
    with pytest.raises(BadInput, match="'own'"):
        profiles.from_file("own", content, place=Place(Path("brochure.toml")))


def test_a_press_profile_that_is_too_large() -> None:
    with pytest.raises(BadInput, match="larger than 32 MB"):
        profiles.from_file("own", corpus.profile(10) + bytes(33_000_000))


@pytest.mark.parametrize("kind", corpus.FONTS)
def test_a_font(tmp_path: Path, capfd: pytest.CaptureFixture[str], kind: str) -> None:
    (tmp_path / "bad.ttf").write_bytes(corpus.FONTS[kind])
    with pytest.raises(BadInput, match=r"'bad\.ttf'"):
        fonts.faces(Files(tmp_path), [tmp_path], ["Any"])
    assert capfd.readouterr().err == ""


WITHIN: dict[str, tuple[str, Callable[[], str]]] = {
    "a long page": (".html", lambda: "<h1>T</h1>" + "<h2>At home</h2><p>Walk <b>every</b> day.</p>" * 400),
    "a long article": (".md", lambda: "# T\n\n" + 'He said "walk" and we\'re *glad*.\n\n' * 2_000),
}


@pytest.mark.sample(1)
@pytest.mark.parametrize("kind", WITHIN)
def test_what_is_long_but_sound_is_imported(desk: Desk, kind: str) -> None:
    suffix, content = WITHIN[kind]
    desk.write(f"good{suffix}", content())
    assert desk.brochure("import", "--no-try", f"good{suffix}").code == 0
