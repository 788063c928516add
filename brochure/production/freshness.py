"""Whether a product is fresh: what lies in the output folder, against what is remembered of how it was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from brochure.production.inputs import CurrentInputs
from brochure.production.plan import Product
from brochure.production.records import BuildRecords, Record
from brochure.storage import read_trace
from brochure.storage.files import kind, read_file
from brochure.storage.fingerprint import fingerprint
from brochure.storage.os_errors import NotAFile, reason

#: The reason that goes without saying where a product is made.
NEVER_MADE = "it was never made"

Freshness = Literal["fresh", "stale", "missing", "failed"]


@dataclass(frozen=True)
class Verdict:
    """`reasons` say in a few words each why a product is not fresh. `path` is where it lies, or should."""

    product: Product
    path: Path
    freshness: Freshness
    reasons: tuple[str, ...]
    record: Record | None


def judge(product: Product, path: Path, records: BuildRecords, current: CurrentInputs) -> Verdict:
    """Looks at everything that the product was made from, and at the product itself."""
    record = records.of(path)
    freshness, reasons = _freshness(product, record, path, current)
    return Verdict(product, path, freshness, reasons, record)


def _freshness(
    product: Product, record: Record | None, path: Path, current: CurrentInputs
) -> tuple[Freshness, tuple[str, ...]]:
    if record and record.error:
        return "failed", (str(record.error["message"]),)
    try:
        digest = read_trace.digest(read_file(path))
    except NotAFile:
        return "missing", (f"{kind(path)} lies in its place",)
    except PermissionError as error:
        return "missing", (f"it cannot be read: {reason(error)}",)
    except (OSError, ValueError):  # not there, or of a name that no file has
        return "missing", ("it is gone",) if record else (NEVER_MADE,)
    if not record:
        return "stale", ("nothing is known of how it was made",)
    reasons = tuple(_changes(product, record, digest, current))
    return ("stale", reasons) if reasons else ("fresh", ())


def _changes(product: Product, record: Record, digest: str, current: CurrentInputs) -> Iterator[str]:
    if record.digest != digest:
        yield "the file was changed or is not the last one made"
    if record.program != fingerprint():
        yield "brochure itself changed"
    # The file names of editions without folds do not tell the paper.
    if record.facts and record.facts.paper != product.paper:
        yield f"it was made for {record.facts.paper} paper"
    # A plain name always means one file; what a path means depends on the current folder.
    if Path(product.article).suffix == ".md" and current.article(product.article) not in record.inputs.files:
        yield "it was made from another article of that name"
    yield from current.changes(record.inputs)
