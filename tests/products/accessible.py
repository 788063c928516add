"""Makes accessible PDFs of handmade documents, and reads their structure as a reader's software would."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

import page as checker
import pikepdf
from pikepdf import Array, Dictionary, Name

from brochure.content.article import Article, load
from brochure.content.frontmatter import FrontMatter
from brochure.content.words import words
from brochure.editions.accessible import accessible
from brochure.storage.files import Files
from brochure.storage.shipped import SHIPPED
from brochure.typeset.blame import blame
from brochure.typeset.engine.fetch import Fetcher
from brochure.typeset.engine.render import Typesetter
from brochure.typeset.engine.style_sheet import Sheet
from brochure.typeset.fonts.faces import faces
from brochure.typeset.fonts.served import whole
from brochure.workspace.workspace import open_workspace
from tests.conftest import Desk

FAMILY = "Atkinson Hyperlegible Next"
#: Pages with a running foot, art on every page, and a first page of its own.
PAGE = (
    "@page { size: 300pt 400pt; margin: 40pt; background: #eee url(brochure:made/art.svg);"
    " font: 8pt '" + FAMILY + "'; @bottom-left { content: 'Our clinic' } @bottom-right { content: counter(page) } }"
    " html { font: 12pt/16pt '" + FAMILY + "'; color: #222 } p, h1, h2, h3 { margin: 0 0 8pt } img { max-width: 100% }"
    " ul { list-style-type: '•' }"
    " h1 { bookmark-level: 1 } h2 { bookmark-level: 2 }"
)
ART = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="3" fill="#060" opacity=".4"/></svg>'


@dataclass(frozen=True)
class Made:
    """A PDF."""

    data: bytes

    def open(self) -> pikepdf.Pdf:
        return pikepdf.open(BytesIO(self.data))

    @cached_property
    def failures(self) -> list[str]:
        """What the checker says of it as PDF/UA-1 and as PDF/A-2a."""
        profiles = (checker.ValidationProfile.PDF_UA_1, checker.ValidationProfile.PDF_A_2A)
        reports = [checker.validate_pdf_bytes(self.data, profile=profile) for profile in profiles]
        assert all(report.rules.total > 50 for report in reports)
        return [failure.message for report in reports for failure in report.failures]

    @cached_property
    def tree(self) -> str:
        """The structure: one element a line, what is in it further right; … is content, → an annotation."""
        with self.open() as pdf:
            return "\n".join("  " * depth + what for depth, what in _lines(pdf.Root.StructTreeRoot.K))

    def elements(self, pdf: pikepdf.Pdf, kind: str) -> list[Any]:
        """All elements of a kind, in the order of reading."""
        return [found for _, found in walk(pdf.Root.StructTreeRoot.K) if is_element(found) and "/" + kind == found.S]


def is_element(found: Any) -> bool:
    return isinstance(found, Dictionary) and "/S" in found


def walk(top: Any) -> Iterator[tuple[int, Any]]:
    """Elements, content and annotations below `top`, with their depth, in the order of reading."""
    waiting = [(0, top)]
    while waiting:
        depth, found = waiting.pop()
        if isinstance(found, Array):
            waiting += [(depth, kid) for kid in reversed(list(found))]
            continue
        yield depth, found
        if is_element(found) and "/K" in found:
            waiting.append((depth + 1, found.K))


def _lines(top: Any) -> Iterator[tuple[int, str]]:
    last = ""
    for depth, found in walk(top):
        if is_element(found):
            language = f" {found.Lang}" if "/Lang" in found else ""
            last = f"{str(found.S)[1:]}{language}"
        else:
            content = isinstance(found, int) or found.get("/Type") == Name.MCR
            if content and last == f"{depth}…":
                continue
            last = f"{depth}…" if content else "→"
        yield depth, last.lstrip("0123456789")


@dataclass(frozen=True)
class Press:
    """Makes PDFs of documents and articles in a workspace."""

    desk: Desk

    def html(self, body: str, css: str = "") -> Made:
        """A document of a layout's."""
        front = FrontMatter(title="A test", references=())
        return self._made(body, css, Article("test", Path("test.md"), front, body, body, words("en")))

    def markdown(self, body: str, front: str = "title: A test") -> Made:
        """An article below its title, as layouts have it."""
        path = self.desk.article(body, front)
        article = load(open_workspace(self.desk.root), path)
        return self._made(f"<h1>{article.front.title}</h1><main>{article.html}</main>", "", article)

    def sample(self, slug: str) -> Made:
        """An article that comes with the program."""
        article = load(open_workspace(self.desk.root), self.desk.root / "assets" / "articles" / f"{slug}.md")
        return self._made(f"<h1>{article.front.title}</h1><main>{article.html}</main>", "", article)

    def _made(
        self, body: str, css: str, article: Article, made: Mapping[str, bytes] = MappingProxyType({"art.svg": ART})
    ) -> Made:
        files = Files(self.desk.root)
        chosen = faces(files, [SHIPPED / "assets" / "fonts"], [FAMILY])
        named = frozenset(re.findall(r"brochure:workspace/[\w./-]+", body + css))
        fetcher = Fetcher(files, self.desk.root, {face.file.name: face.file for face in chosen}, made, named)
        html = (
            f"<!doctype html><html lang={article.front.language}><title>{article.front.title}</title>"
            f'<meta name="author" content="Our & clinic"><meta name="generator" content="brochure">'
            f'<meta name="description" content="What <it> is"><body>{body}</body></html>'
        )
        with blame(article):
            typeset = Typesetter(
                html, [Sheet("".join(whole(face).css for face in chosen) + PAGE + css)], fetcher
            ).typeset()
        return Made(accessible(typeset, article))
