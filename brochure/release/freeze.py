"""Freezes the present products of an article as its next version, or says why they are not fit to be given out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from brochure import __version__
from brochure.budget import within
from brochure.content.article import Article
from brochure.content.article import load as load_article
from brochure.content.images import named_pictures
from brochure.content.markdown import plain
from brochure.errors import BadInput, BrochureError
from brochure.findings import Finding
from brochure.preflight.gate import of_release
from brochure.production.freshness import Verdict
from brochure.production.plan import BuildRequest
from brochure.production.status import survey
from brochure.release.archive import Archive, open_archive
from brochure.release.areas import areas
from brochure.release.checks import check, check_copy
from brochure.release.clinic import clinic_texts
from brochure.release.drift import copy_digest, drifted
from brochure.release.manifest import ARTICLE, NAME, Manifest, Released, tampering
from brochure.release.pictures import archived_picture
from brochure.storage import read_trace
from brochure.storage.files import read_file
from brochure.workspace.tidy import tidy
from brochure.workspace.workspace import Workspace

#: Where the pictures that the copy names lie in a release.
PICTURES = "pictures"


@dataclass(frozen=True)
class Frozen:
    """A version in the archive. `new` is False where nothing had changed since it; `warnings` are for the editor."""

    folder: Path
    manifest: Manifest
    new: bool
    warnings: tuple[Finding, ...]
    #: What the rules say of the copy, the gravest first.
    copy: tuple[Finding, ...] = ()


def release(workspace: Workspace, name: str, anyway: str | None) -> Frozen:
    """Freezes what lies in the output folder; `anyway` is the reason for which faults are overlooked.

    Raises BadInput where a product is missing or stale, the code of its failure where one failed, and CHECK_FAILED
    where a check of severity error did.
    """
    tidy(workspace, workspace.output, (Path(name).stem,))
    article = within(name, workspace.config.limits, lambda: load_article(workspace, workspace.article(name)))
    warnings = _overdue(article)
    verdicts = list(survey(workspace, BuildRequest((name,)), workspace.output))
    archive = open_archive(workspace, article.slug)
    archive.tidy()
    copy = of_release(workspace, article, date.today())
    if anyway is None:
        check(verdicts, name)
        check_copy(article.file, name, copy)
    with archive.locked():
        files = _files(workspace, name, article, verdicts, anyway)
        numbers = archive.numbers()
        last = _last(archive, warnings)
        manifest = _manifest(workspace, article, verdicts, files, (numbers or (0,))[-1] + 1, anyway, copy)
        if last and _same(last, manifest) and not tampering(archive.path(last.n), last):
            return Frozen(archive.path(last.n), last, False, tuple(warnings), tuple(copy))
        if last and (warning := drifted(last, article.front, article.source)):
            warnings.append(warning)
        folder = archive.add(manifest.n, {**files, NAME: manifest.sealed()})
    return Frozen(folder, manifest, True, tuple(warnings), tuple(copy))


def _overdue(article: Article) -> list[Finding]:
    due = article.front.review_by
    if not due or due >= date.today():
        return []
    mend = "Have it reviewed, and write the new dates into its head."
    return [Finding("overdue-review", "warning", f"Its review was due on {due}.", mend)]


def _last(archive: Archive, warnings: list[Finding]) -> Manifest | None:
    try:
        return archive.latest()
    except BadInput as error:  # no reason to withhold the next one
        warnings.append(Finding("tampered-release", "warning", error.message, error.hint))
        return None


def _files(
    workspace: Workspace, name: str, article: Article, verdicts: Sequence[Verdict], anyway: str | None
) -> dict[str, bytes]:
    """All that is frozen, read once. Raises BadInput where it is not what was judged a moment ago."""
    files: dict[str, bytes] = {}
    for verdict in verdicts:
        try:
            files[verdict.path.name] = read_file(verdict.path)
        except OSError:
            if anyway is None:
                raise _moved(verdict.path.name) from None
            continue
        record = verdict.record
        if anyway is None and record and read_trace.digest(files[verdict.path.name]) != record.digest:
            raise _moved(verdict.path.name)
    if not files:
        raise BadInput(f"No product of '{name}' lies in output/.", hint=f"Run `brochure build {name}` first.")
    files[ARTICLE] = workspace.files.read(workspace.article(name))
    for picture in named_pictures(article.html):
        file_name, content = archived_picture(picture, workspace.files.read(workspace.root / picture))
        files[f"{PICTURES}/{file_name}"] = content
    if workspace.files.text(workspace.article(name)) != article.source:
        raise _moved(f"{article.slug}.md")
    return files


def _moved(name: str) -> BadInput:
    return BadInput(f"{name} changed in this moment.", hint="Wait until the build is done, and release again.")


def _manifest(
    workspace: Workspace,
    article: Article,
    verdicts: Sequence[Verdict],
    files: dict[str, bytes],
    n: int,
    anyway: str | None,
    copy: Sequence[Finding],
) -> Manifest:
    front = article.front
    digests = {name: read_trace.digest(data) for name, data in files.items()}
    return Manifest(
        n=n,
        slug=article.slug,
        title=plain(front.title, front.language),
        language=front.language,
        version=front.version,
        reviewed=front.reviewed,
        review_by=front.review_by,
        reviewer=plain(front.reviewer, front.language),
        released=datetime.now(UTC).replace(microsecond=0),
        program=__version__,
        anyway=anyway,
        overlooked=tuple(each.as_json() for each in copy if each.severity == "error"),
        copy_digest=copy_digest(front, article.source),
        clinic=clinic_texts(workspace.config, front.language),
        products=tuple(
            _released(workspace, verdict, front.language) for verdict in verdicts if verdict.path.name in files
        ),
        pictures={name: digest for name, digest in digests.items() if name.startswith(f"{PICTURES}/")},
        files=digests,
    )


def _released(workspace: Workspace, verdict: Verdict, language: str) -> Released:
    product, facts = verdict.product, verdict.record.facts if verdict.record else None
    try:
        panels = areas(workspace, product, facts.arrangement if facts else None, language)
    except BrochureError:  # its layout is gone, and it is released anyway
        panels = ()
    return Released(
        file=verdict.path.name,
        layout=product.layout,
        best=product.best,
        paper=product.paper,
        edition=product.edition,
        look=product.look,
        pages=facts.pages if facts else None,
        freshness=verdict.freshness,
        reasons=verdict.reasons,
        findings=tuple(finding.as_json() for finding in facts.findings) if facts else (),
        areas=panels,
    )


def _same(last: Manifest, manifest: Manifest) -> bool:
    return last.files == manifest.files and last.clinic == manifest.clinic
