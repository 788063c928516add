"""Mutated content streams, PDFs and articles through the checks: no crash, no rule that breaks, none over its budget.

    .venv/bin/python -P -m benchmarks.preflight_fuzz [--streams 10000] [--pdfs 1000] [--articles 10000] [--seed 17]

Streams are those of products, and go through the interpreter; PDFs go through `check`, each in a process of its own as
`brochure check` has it, articles through all rules about copy. The same seed gives the same inputs; those that failed
are kept in --keep. What was found stands in `tests/preflight/test_preflight_kept.py`.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import re
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf

from benchmarks.bare import ARTICLE, ROOT
from brochure.cli.run import run
from brochure.errors import BrochureError, ExitCode
from brochure.preflight import catalogue
from brochure.preflight.child import Request
from brochure.preflight.document import Document
from brochure.preflight.pdf_file import check_pdf
from brochure.preflight.profiles import Wishes
from brochure.preflight.subject_copy import read
from brochure.workspace.limits import Limits
from brochure.workspace.scaffold import scaffold
from brochure.workspace.workspace import open_workspace

#: Seconds of work that an input may take; a PDF's budget, which `check` itself keeps to.
MOST_SECONDS = 20
_LIMITS = Limits.model_validate({"seconds": 20, "memory_mb": 800})
_TOKENS = re.compile(rb"\S+|\s+")
_OPERATORS = (
    b"q Q cm BT ET Tf Tj TJ Td Tm T* ' \" Do gs sh re m l c v y h f S B* n W cs CS scn SCN k rg g d BDC BMC EMC BI"
    b" Tr Tz w xyz"
).split()
_OPERANDS = (
    *b"1e9 -99999999999 0 -0.0 1.2.3 --5 / /X /#00 ( ) < << >> [ ] (\\ null true %".split(),
    *(b"ID x EI", b"<< /MCID 99999999999999999999 >>", b"\0", b"\xff\xfe", b"." * 50, b"9" * 400),
    *(b"[" * 500, b"<</A " * 300, b"(" * 300),
)
_KINDS: tuple[Callable[[], Any], ...] = (
    lambda: pikepdf.Name.Wrong,
    lambda: 10**12,
    lambda: -1,
    lambda: pikepdf.String("\ufeff\0x"),
    lambda: pikepdf.Array([]),
    lambda: pikepdf.Array([pikepdf.Name.ICCBased] * 3),
    lambda: pikepdf.Dictionary(),
    lambda: True,
)
_COPY = (
    *("**", "[", "](", "](tel:)", "](#x)", ":::", "|", "-", "#", "####", "`", "<b>", "“", "”", "'", "…", "—", "(", ")"),
    *("10U", "µg", "50%", "1/0", "1.0 mg", ".5 mg", "1 in 0", "0 in 10", "QD", "e.g.", "Dr.", "12:99", "2026-13-45"),
    *("555-0142", "www.", "a@b", "https://", "[1]", "[99]", "\ufffd", "\u200f", "\u00ad", "\x0b", "🧠", "١٢٣"),
    *("::: callout", "| - |", "\n\n", "\n", "- ", "1. ", "---\n", "language: es\n", "version: ["),
    *("a" * 5000, "a-" * 2000, "." * 999, "9" * 999, "( " * 500, "not un"),
)


def mutated(data: bytes, chance: random.Random, pieces: Sequence[bytes]) -> bytes:
    """A few changes: words taken out, doubled, moved, put in; bytes changed; the end cut off."""
    parts = _TOKENS.findall(data)
    for _ in range(chance.choice((1, 1, 2, 4, 9))):
        at = chance.randrange(len(parts) + 1)
        match chance.randrange(7):
            case 0:
                del parts[at : at + chance.choice((1, 2, 9))]
            case 1:
                parts[at:at] = parts[at : at + 30] * chance.choice((1, 3, 40))
            case 2 if parts:
                parts[at % len(parts)] = chance.choice(pieces)
            case 3 if parts:
                token = bytearray(parts[at % len(parts)])
                token[chance.randrange(len(token))] = chance.randrange(256)
                parts[at % len(parts)] = bytes(token)
            case 4 if not chance.randrange(4):
                del parts[at:]
            case 5 if parts:
                other = chance.randrange(len(parts))
                parts[at % len(parts)], parts[other] = parts[other], parts[at % len(parts)]
            case _:
                parts[at:at] = [b" ", chance.choice(pieces), b" "]
    return b"".join(parts)


def streams(products: list[bytes], count: int, seed: int) -> Iterator[tuple[bytes, Callable[[], object]]]:
    """Content in place of a page's own, through the interpreter."""
    for number in range(count):
        chance = random.Random(f"{seed} stream {number}")
        pdf = pikepdf.open(io.BytesIO(products[number % len(products)]))
        page = chance.choice(list(pdf.pages)).obj
        forms = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"]
        target = (
            chance.choice([page.Contents, *forms]) if isinstance(page.Contents, pikepdf.Stream) else page.Contents[0]
        )
        content = mutated(target.read_bytes(), chance, (*_OPERATORS, *_OPERANDS))
        target.write(content)
        yield content, lambda pdf=pdf: _scanned(pdf)  # type: ignore[misc]


def _scanned(pdf: pikepdf.Pdf) -> None:
    from brochure.preflight.scan import Scanner

    scanner = Scanner(pdf)
    for page in pdf.pages:
        scanner.page(page.obj)


def pdfs(products: list[bytes], count: int, seed: int) -> Iterator[tuple[bytes, Callable[[], object]]]:
    """PDFs with bytes changed, or with entries of their objects taken out, swapped, or of another kind."""
    for number in range(count):
        chance = random.Random(f"{seed} pdf {number}")
        content = products[number % len(products)]
        content = _with_bytes(content, chance) if number % 3 == 0 else _with_entries(content, chance)
        yield content, lambda content=content: _checked(content)  # type: ignore[misc]


def _with_bytes(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.choice((1, 3, 30))):
        at = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                del data[at : at + chance.choice((1, 100, 5000))]
            case 2:
                data[at:at] = chance.randbytes(chance.choice((1, 16)))
            case _:
                data[at:at] = data[at : at + 300] * 3
        if len(data) < 100:
            break
    return bytes(data)


def _with_entries(content: bytes, chance: random.Random) -> bytes:
    pdf, out = pikepdf.open(io.BytesIO(content)), io.BytesIO()
    try:
        _change_entries(pdf, chance)
        pdf.save(out, deterministic_id=True)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError):
        return _with_bytes(content, chance)  # qpdf does not write what is so far off
    return out.getvalue()


def _change_entries(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    kinds = (pikepdf.ObjectType.dictionary, pikepdf.ObjectType.stream)
    tables = [each for each in pdf.objects if each._type_code in kinds and each.keys()]
    for _ in range(chance.choice((1, 2, 5, 20))):
        table = chance.choice((*tables, pdf.Root))
        key = chance.choice(sorted(table.keys()))
        if key == "/Length":
            continue
        match chance.randrange(4):
            case 0:
                del table[key]
            case 1:
                table[key] = chance.choice(_KINDS)()
            case 2:
                other = chance.choice(tables)
                table[key] = other if other.is_indirect else pikepdf.Name.Wrong
            case _ if isinstance(table, pikepdf.Stream):
                table.write(chance.randbytes(60))


def _checked(content: bytes) -> None:
    checked = check_pdf(Request("x.pdf", content, Wishes("release"), "release", _LIMITS))
    if checked.error and checked.error.code == ExitCode.BUG:
        raise RuntimeError(f"{checked.error.message} {checked.error.hint}")
    if checked.crashed:
        raise RuntimeError("; ".join(f"{each.rule}: {each.reason}" for each in checked.crashed))


def articles(texts: list[str], folder: Path, count: int, seed: int) -> Iterator[tuple[bytes, Callable[[], object]]]:
    """Articles through all rules about copy; every tenth with the dictionary, which takes most of the time."""
    workspace, file = open_workspace(folder), folder / "assets/articles/fuzz.md"
    pieces = tuple(piece.encode() for piece in _COPY)
    for number in range(count):
        content = mutated(texts[number % len(texts)].encode(), random.Random(f"{seed} article {number}"), pieces)

        def judge(content: bytes = content, number: int = number) -> None:
            file.write_bytes(content)
            try:
                copy = replace(read(workspace, file, date(2026, 11, 26)), spelling=number % 10 == 0)
            except BrochureError as error:
                if error.code == ExitCode.BUG:
                    raise
                return
            outcomes = catalogue.judge_copy(copy, Wishes("copy"))
            if broken := [each for each in outcomes if each.state == "crashed"]:
                raise RuntimeError("; ".join(f"{each.rule}: {each.reason}" for each in broken))

        yield content, judge


def put_through(name: str, inputs: Iterator[tuple[bytes, Callable[[], object]]], keep: Path) -> int:
    """Tells how many inputs there were, those that failed, and how long the longest took; returns the failures."""
    count = faults = 0
    longest = 0.0
    for count, (content, judge) in enumerate(inputs, 1):
        start = time.perf_counter(), time.process_time()
        said = ""
        try:
            judge()
        except Exception as error:
            said = f"{type(error).__name__}: {error}\n{traceback.format_exc()[-600:]}"
        mine = time.process_time() - start[1] if name != "pdfs" else time.perf_counter() - start[0]
        longest = max(longest, mine)
        if said or mine > (MOST_SECONDS if name != "pdfs" else 4 * MOST_SECONDS):
            faults += 1
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{name}-{count}").write_bytes(content)
            print(f"{name} {count}: {said or f'{mine:.1f} s'}", flush=True)
    print(f"{name:9} {count:6} inputs, {faults} faults, longest {longest:.2f} s", flush=True)
    return faults


def main() -> None:
    """Builds a leaflet, and puts what was mutated of it through the checks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("streams", 10_000), ("pdfs", 1_000), ("articles", 10_000), ("seed", 17)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "brochure-preflight-fuzz")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "clinic"
        products = built(folder)
        texts = [
            path.read_text("utf-8")
            for place in ("assets/articles", "tests/data/everyday")
            for path in sorted((ROOT / place).glob("*.md"))
        ]
        faults = put_through("streams", streams(products, given.streams, given.seed), given.keep)
        faults += put_through("articles", articles(texts, folder, given.articles, given.seed), given.keep)
        faults += put_through("pdfs", pdfs(products, given.pdfs, given.seed), given.keep)
    sys.exit(bool(faults))


def built(folder: Path) -> list[bytes]:
    """The editions of the sample as a trifold."""
    scaffold(folder)
    before = Path.cwd()
    os.chdir(folder)
    editions = ("press", "office", "email")
    more = (word for edition in editions for word in ("--edition", edition))
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            code = run(("build", ARTICLE, "--layout", "trifold", *more))
    finally:
        os.chdir(before)
    assert code == 0
    found = [path.read_bytes() for path in sorted(folder.glob("output/*/*.pdf"))]
    assert len(found) == len(editions)
    assert all(Document(content).page_count for content in found)
    return found


if __name__ == "__main__":
    main()
