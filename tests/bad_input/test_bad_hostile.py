"""Copy that means to be more than copy is printed as it is written; nothing outside the workspace is read or called."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pypdfium2
import pytest

from tests.conftest import ROOT, Desk, Result, environment

HOSTILE = [
    "{{ 7*7 }}",
    '{% include "/etc/passwd" %}',
    "{{ clinic.name.upper() }}",
    "{# a comment #}",
    "<script>alert(1)</script>",
    "<img src=file:///etc/passwd>",
    '<img src="http://127.0.0.1:9/a.png">',
    "<style>p { color: red }</style>",
    '<p style="color: red">red</p>',
    '<link rel=stylesheet href="http://127.0.0.1:9/a.css">',
    '<svg onload="alert(1)">',
    "<![CDATA[a remark]]>",
    "@import url(http://127.0.0.1:9/b.css);",
    "&lt;b&gt;",
]


def audited(desk: Desk, *arguments: str) -> tuple[Result, list[str]]:
    """The program's result, and what it reached for outside of what it may read."""
    report, temporary = desk.root.parent / "audit.txt", desk.root.parent / "temporary"
    temporary.mkdir()
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("audited.py")), str(report), *arguments],
        cwd=desk.root,
        env=environment(TMPDIR=str(temporary)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert report.is_file(), done.stderr
    paths = sysconfig.get_paths()
    libraries = [paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    ours = [desk.root, temporary, *(ROOT / part for part in PARTS)]
    allowed = [folder.resolve() for folder in (*ours, *map(Path, (*libraries, sys.prefix, sys.base_prefix)))]
    reached = report.read_text("utf-8").splitlines()
    assert f"open {(desk.root / 'brochure.toml').resolve()}" in reached
    return Result(done.returncode, done.stdout, done.stderr), [line for line in reached if not _may(line, allowed)]


PARTS = ("brochure", "layouts", "assets")


def _may(line: str, allowed: list[Path]) -> bool:
    event, _, rest = line.partition(" ")
    own = rest == "/dev/null" or re.fullmatch(r"/proc/\d+/statm", rest)  # how large the process itself is
    return event == "open" and bool(own or any(Path(rest).is_relative_to(folder) for folder in allowed))


def squeezed(text: str) -> str:
    """Without spaces, soft line ends, and with plain quotes: however the lines fell."""
    for curly, plain in ("“”", '"'), ("‘’", "'"):
        text = text.translate({ord(letter): plain for letter in curly})
    return "".join(letter for letter in text if letter.isprintable() and not letter.isspace()).replace("\u00ad", "")


def test_hostile_copy_is_printed_as_it_is_written(desk: Desk) -> None:
    body = "\n\n".join(line.replace("&lt;", "&amp;lt;").replace("&gt;", "&amp;gt;") for line in HOSTILE)
    front = (
        """title: "A {{ 7*7 }} <b>title</b>"\nsummary: "{% include '/etc/passwd' %} ![x](http://127.0.0.1:9/c.png)\""""
    )
    desk.article(body, f'{front}\nreviewer: "<script>1</script>"\nreviewed: 2026-09-14')
    done, reached = audited(desk, "build", "test", "--edition", "email", "--edition", "office")
    assert done.code == 0, done.err
    assert reached == []
    for edition in ("email", "trifold-letter-office"):
        with pypdfium2.PdfDocument(desk.root / "output" / "test" / f"test-{edition}.pdf") as pdf:
            text = squeezed("".join(page.get_textpage().get_text_bounded() for page in pdf))
        missing = [line for line in HOSTILE if squeezed(line) not in text]
        assert missing == []
        assert squeezed("A {{ 7*7 }} <b>title</b>") in text
        assert squeezed("![x](http://127.0.0.1:9/c.png)") in text
        assert "root:" not in text


REFUSED = ["![x](http://127.0.0.1:9/a.png)", "![x](../../../../../../etc/passwd)", "![x](link.png)"]


@pytest.mark.parametrize("body", REFUSED)
def test_what_is_refused_is_not_read_first(desk: Desk, body: str) -> None:
    secret = desk.root.parent / "secret.png"
    secret.write_bytes(b"secret")
    (desk.root / "assets" / "images" / "link.png").symlink_to(secret)
    desk.article(body)
    done, reached = audited(desk, "build", "test", "--edition", "email")
    done.refusal()
    assert reached == []


def test_the_audit_hears_of_what_is_read_outside(desk: Desk) -> None:
    outside = desk.root.parent / "outside.txt"
    outside.write_text("Copy from elsewhere.\n", "utf-8")
    done, reached = audited(desk, "import", "--no-try", str(outside))
    assert done.code == 0, done.err
    assert reached == [f"open {outside.resolve()}"]
