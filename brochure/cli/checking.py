"""What `brochure check` is asked to check: copy, the products made of it, and PDFs from anywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from brochure.budget import within
from brochure.cli.options import the_workspace
from brochure.errors import BadInput, BrochureError, Missing, Place, UsageError
from brochure.findings import counted
from brochure.preflight import catalogue
from brochure.preflight.checked import Checked
from brochure.preflight.profiles import Wishes, check_names, families_of
from brochure.workspace.limits import USUAL

if TYPE_CHECKING:
    from brochure.preflight.document import Made
    from brochure.production.freshness import Verdict
    from brochure.production.outcome import Facts
    from brochure.production.plan import Product
    from brochure.workspace.workspace import Workspace

#: Larger PDFs are no leaflets; one of 5,000 pages has a tenth of it.
_LARGEST = 500 * 2**20

Work = Callable[[], Checked | None]
Known = tuple["Product", "Facts"]
Products = list[tuple["Verdict", Checked | None]]


class Checking:
    """One run of the command. `remarks` are what is worth saying beside the findings.

    With `fix`, copy is put right where that is safe, and `changes` are the lines that tell how. With
    `report`, a sheet for approval is written for each article, and `sheets` tell where.
    """

    def __init__(
        self,
        workspace: Path | None,
        output: Path | None,
        profile: str | None,
        ignored: Sequence[str],
        today: date,
        *,
        fix: bool = False,
        report: bool = False,
    ) -> None:
        self._named, self._output, self._profile, self._today = workspace, output, profile, today
        self._ignored = frozenset(catalogue.rule(name).id for name in ignored)
        self._fix, self._report = fix, report
        self.remarks: list[str] = []
        self.changes: list[str] = []
        self.sheets: list[str] = []
        self._judged: dict[Path, Checked] = {}

    def work(self, targets: Sequence[str]) -> list[Work]:
        """What there is to do, a file each. Raises UsageError and BadInput for what there is not."""
        files = [target for target in targets if target.lower().endswith(".pdf")]
        articles = [target for target in targets if target not in files]
        if files and self._profile and not families_of(self._profile)[0]:
            raise UsageError(f"The profile '{self._profile}' is for articles, not for PDFs.", hint="Leave it out.")
        for asked, option in ((self._fix, "--fix"), (self._report, "--report")):
            if asked and files and not articles:
                raise UsageError(f"{option} is about an article's copy, not about PDFs.", hint="Name the article.")
        place = self._workspace(needed=bool(articles or not targets))
        work: list[Work] = []
        if place and (articles or not targets):
            work = self._leaflets(place, tuple(articles))
        return work + [self._file(place, Path(file)) for file in files]

    def _workspace(self, *, needed: bool) -> Workspace | None:
        try:
            place = the_workspace(self._named)
        except Missing:
            if needed or self._named:
                raise
            return None
        checks = place.config.check
        if checks.severity or checks.ignore:
            check_names(checks, catalogue.known(), _lines(place.settings()))
        for ignore in checks.ignore:
            if ignore.until and ignore.until < self._today:
                self.remarks.append(f"brochure.toml ignores {ignore.rule} until {ignore.until}: it counts again.")
        return place

    def _wishes(self, place: Workspace | None, profile: str) -> Wishes:
        wishes = Wishes(profile, ignored=self._ignored, today=self._today)
        return Wishes(profile, place.config.check, self._ignored, self._today) if place else wishes

    def _leaflets(self, place: Workspace, articles: tuple[str, ...]) -> list[Work]:
        from brochure.production.plan import BuildRequest
        from brochure.production.status import survey

        output = (self._output or place.output).absolute()
        verdicts = list(survey(place, BuildRequest(articles), output, self.remarks.append))
        of_pdfs, of_copy = families_of(self._profile) if self._profile else (True, True)
        work: list[Work] = []
        if not of_copy:
            for name in articles:
                place.article(name)
        if of_copy:
            names = dict.fromkeys(verdict.product.article for verdict in verdicts)
            work += [self._copy(place, name, verdicts) for name in names]
        if not of_pdfs:
            return work
        editions = [self._profile] if self._profile not in (None, "release") else None
        wanted = [
            each
            for each in verdicts
            if _is_there(place, each.product.article) and (editions is None or each.product.edition in editions)
        ]
        if verdicts and not wanted and editions:
            self.remarks.append(f"No product is planned for the profile '{self._profile}'.")
        there = [each for each in wanted if each.path.is_file()]
        if missing := len(wanted) - len(there):
            self.remarks.append(f"{counted(missing, 'product')} not made yet: `brochure build` makes them.")
        if stale := sum(each.freshness != "fresh" for each in there):
            self.remarks.append(f"{counted(stale, 'product')} not fresh: `brochure build` makes what is stale.")
        return work + [self._file(place, each.path, _known(each)) for each in there]

    def _copy(self, place: Workspace, name: str, verdicts: Sequence[Verdict]) -> Work:
        def checked() -> Checked:
            from brochure.preflight.subject_copy import read

            profile = self._profile if self._profile == "release" else "copy"
            file = name
            try:
                path = place.article(name)
                file = place.display_path(path).as_posix()
                wishes = self._wishes(place, profile)
                limits = place.config.limits

                def judged() -> Checked:
                    copy = replace(read(place, path, self._today), drifted=_drift(place, name))
                    return Checked(file, profile, tuple(catalogue.judge_copy(copy, wishes)))

                found = within(file, limits, judged)
                if self._fix and self._put_right(place, path, found):
                    found = within(file, limits, judged)
                if self._report:
                    products = self._products(place, name, verdicts)
                    within(file, limits, lambda: self._sheet(place, path, found, products))
                return found
            except BrochureError as error:
                return Checked(file, profile, error=error)

        return checked

    def _products(self, place: Workspace, name: str, verdicts: Sequence[Verdict]) -> Products:
        """The products of an article that lie there; with what was found in each, if the profile asks for that."""
        there = [each for each in verdicts if each.product.article == name and each.path.is_file()]
        asked = families_of(self._profile)[0] if self._profile else True
        return [(each, self._file(place, each.path, _known(each))() if asked else None) for each in there]

    def _sheet(self, place: Workspace, path: Path, found: Checked, products: Products) -> None:
        """Writes the sheet for approval of an article, for a browser and for paper."""
        from brochure.preflight.approval.paper import pdf
        from brochure.preflight.approval.sheet import html, sheet
        from brochure.preflight.subject_copy import read
        from brochure.proof.approval import Made, shown
        from brochure.storage.atomic import publish

        names = {rule.id: rule.name for rule in catalogue.all_rules()}
        copy = read(place, path, self._today)
        judged = [checked for _, checked in products if checked]
        values = sheet(copy, found.outcomes, names, self._today, judged)
        made = [
            Made(each.product, each.path, each.record.facts, each.freshness == "fresh")
            for each, _ in products
            if each.record and each.record.facts
        ]
        values = shown(place, copy, values, made)
        folder = (self._output or place.output).absolute() / values.slug
        for ending, data in (("html", html(values, printed=False).encode()), ("pdf", pdf(place, values))):
            file = folder / f"{values.slug}-approval.{ending}"
            publish(data, file)
            self.sheets.append(f"{place.display_path(file)}: for approval.")

    def _put_right(self, place: Workspace, path: Path, found: Checked) -> bool:
        """Whether anything was."""
        from brochure.preflight.fixing import fix_file

        shown = place.display_path(path)
        fixed = fix_file(path, shown, place.named_files.text(path, Place(shown)), found.findings)
        if fixed.count:
            self.changes += [*fixed.difference, f"{shown}: {counted(fixed.count, 'place')} put right."]
        return bool(fixed.count)

    def _file(self, place: Workspace | None, path: Path, product: Known | None = None) -> Work:
        """A PDF. It is judged once, though the sheet for approval asks as well."""

        def checked() -> Checked:
            if path not in self._judged:
                self._judged[path] = self._judge(place, path, product)
            return self._judged[path]

        return checked

    def _judge(self, place: Workspace | None, path: Path, product: Known | None) -> Checked:
        from brochure.preflight.child import Request
        from brochure.preflight.pdf_file import check_pdf

        name = (place.display_path(path.absolute()) if place else path).as_posix()
        profile = self._profile
        try:
            content = _content(path, name)
            made = self._made(place, path, product)
            wishes = self._wishes(place, profile or "press")
            limits = place.config.limits if place else USUAL
            return check_pdf(Request(name, content, wishes, profile, limits, made))
        except BrochureError as error:
            return Checked(name, profile or "press", error=error)

    def _made(self, place: Workspace | None, path: Path, product: Known | None) -> Made | None:
        """What is known of a file, if it is a product of this workspace."""
        if place is None:
            return None
        from brochure.production.known import made_by, product_at

        known = product or product_at(place, (self._output or place.output).absolute(), path)
        try:
            return made_by(place, *known) if known else None
        except BrochureError as error:
            self.remarks.append(f"{path.name} is judged like any PDF, since its job is not known: {error}")
            return None


def _known(verdict: Verdict) -> Known | None:
    facts = verdict.record.facts if verdict.record else None
    return (verdict.product, facts) if facts else None


def _is_there(place: Workspace, article: str) -> bool:
    """Whether there is such an article; that there is none is told where its copy is to be read."""
    try:
        place.article(article)
    except BrochureError:
        return False
    return True


def _drift(place: Workspace, name: str) -> str | None:
    """What the last release says of the version, where the copy is another one since."""
    from brochure.release.drift import drift

    found = drift(place, name)
    return found.message if found else None


def _content(path: Path, name: str) -> bytes:
    from brochure.storage.files import kind

    if what := kind(path):
        if what != "a file":
            raise BadInput(f"This is {what}, not a file.", hint="Name a PDF.", place=Place(Path(name)))
    else:
        raise Missing("There is no such file.", hint="Look at its name.", place=Place(Path(name)))
    try:
        if path.stat().st_size > _LARGEST:
            raise BadInput(
                f"The file has more than {_LARGEST // 2**20} MB.", hint="Name a smaller PDF.", place=Place(Path(name))
            )
        return path.read_bytes()
    except OSError as error:
        from brochure.errors import CannotRead
        from brochure.storage.os_errors import reason

        raise CannotRead(f"It cannot be read: {reason(error)}.", place=Place(Path(name))) from error


def _lines(settings: str) -> dict[str, int]:
    """The line of brochure.toml on which each word stands that could be a rule."""
    import re

    found: dict[str, int] = {}
    for number, line in enumerate(settings.split("\n"), start=1):
        for name in re.findall(r"[\w-]+", line.partition("#")[0]):
            found.setdefault(name, number)
    return found
