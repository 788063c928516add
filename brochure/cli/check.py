"""brochure check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brochure.cli.colour import tint
from brochure.cli.options import common, say_json
from brochure.cli.progress import Progress
from brochure.cli.rules import HUES
from brochure.cli.standing import say, shown, told
from brochure.errors import highest_ranking
from brochure.findings import SEVERITIES, counted
from brochure.preflight.profiles import PROFILES

if TYPE_CHECKING:
    from brochure.findings import Finding
    from brochure.preflight.checked import Checked


@click.command()
@click.argument("targets", nargs=-1, metavar="[ARTICLE | FILE.pdf]...")
@click.option("--profile", type=click.Choice(list(PROFILES)), help="For what; else what suits each file.")
@click.option("--ignore", "ignored", multiple=True, metavar="RULE", help="Not this rule, in this run; repeatable.")
@click.option("--fix", is_flag=True, help="Put right in the copy what is safe to, and show what was changed.")
@click.option("--report", is_flag=True, help="Write a sheet for whoever approves it, to output/ARTICLE/.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif", "junit"]), default="text", help="How to print it."
)
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help="Instead of output/ in the workspace.")
@common
def command(
    targets: tuple[str, ...],
    profile: str | None,
    ignored: tuple[str, ...],
    fix: bool,
    report: bool,
    form: str,
    output: Path | None,
    workspace: Path | None,
    as_json: bool,
    verbose: bool,
    quiet: bool,
) -> int:
    """Check the copy of ARTICLE and the products that were made of it; or any PDF, from us or from anywhere.

    Without arguments, every leaflet that brochure.toml names. Nothing is made, and nothing is changed but by --fix.
    `brochure rules` lists what is looked for; [check] in brochure.toml has what counts differently here. Ends with 5
    where a rule of severity error found something.
    """
    from brochure.cli.checking import Checking

    form = "json" if as_json else form
    checking = Checking(workspace, output, profile, ignored, date.today(), fix=fix, report=report)
    with Progress("Checking", quiet=quiet) as progress:
        work = checking.work(targets)
        progress.begin(len(work))
        files = []
        for each in work:
            checked = each()
            if checked:
                files.append(checked)
            progress.step("")
        for line in (*checking.changes, *checking.remarks, *checking.sheets):
            progress.say(line)
    code = highest_ranking(file.code for file in files)
    for file in files:
        for line in _faults(file, verbose=verbose):
            say(line, err=True)
    if form == "json":
        findings = [finding for file in files for finding in file.findings_json()]
        say_json({"ok": code == 0, "findings": findings, "files": [file.as_json() for file in files]})
    elif form == "sarif":
        from brochure.preflight.catalogue import known
        from brochure.preflight.formats.sarif import sarif

        say_json(sarif(files, known()))
    elif form == "junit":
        from brochure.preflight.formats.junit import junit

        click.echo(junit(files))
    elif not quiet or code:
        for line in _text(files, verbose=verbose, quiet=quiet):
            say(line)
    return code


def _faults(file: Checked, *, verbose: bool) -> Iterator[str]:
    """What kept a file, or a rule, from being judged."""
    if file.error:
        if verbose and (traceback := getattr(file.error, "traceback", "")):
            yield traceback
        yield f"brochure: {told(file.error)}"
    for outcome in file.crashed:
        yield (
            f"brochure: {shown(Path(file.file))}: This is a fault of brochure, not yours: the rule {outcome.rule} broke"
            f" ({outcome.reason}). Please report it."
        )


def _text(files: Iterable[Checked], *, verbose: bool, quiet: bool) -> Iterator[str]:
    for file in files:
        if file.error or (quiet and not file.counts["error"]):
            continue
        yield f"{tint(str(shown(Path(file.file))), bold=True)} ({file.profile}): {_sum(file)}"
        for finding in file.findings:
            if not quiet or finding.severity == "error":
                yield from _finding(file, finding)
        if not quiet:
            yield from _unasked(file)
        if verbose:
            for outcome in file.outcomes:
                if outcome.state in ("not run", "not applicable"):
                    yield f"  {tint(f'{outcome.rule}: {outcome.state}: {outcome.reason}.', dim=True)}"


def _unasked(file: Checked) -> Iterator[str]:
    """Why rules could not be asked, once for all that have one reason."""
    for reason, many in Counter(outcome.reason for outcome in file.outcomes if outcome.state == "not run").items():
        line = f"{counted(many, 'rule')} could not be asked: {reason}."
        yield f"  {tint(line, dim=True)}"


def _sum(file: Checked) -> str:
    counts, states = file.counts, file.states
    found = [counted(counts[severity], severity) for severity in SEVERITIES if counts[severity]]
    passed = counted(states["pass"], "rule")
    left = f", {states['not run']} could not be asked" if states["not run"] else ""
    return f"{', '.join(found) or 'nothing to report'} ({passed} passed{left})"


def _finding(file: Checked, finding: Finding) -> Iterator[str]:
    place = _place(file, finding)
    yield f"  {tint(finding.severity, HUES[finding.severity])} {finding.rule}{place}: {finding.message}"
    if finding.quote:
        yield f"      {tint(f'“{finding.quote}”', dim=True)}"
    if finding.hint:
        yield f"      {finding.hint}"


def _place(file: Checked, finding: Finding) -> str:
    if finding.line:
        return f" {shown(Path(file.file))}:{finding.line}" + (f":{finding.column}" if finding.column else "")
    parts: list[Any] = [f"page {finding.page}"] if finding.page else []
    parts += [f"panel '{finding.panel}'"] if finding.panel else []
    if finding.box:
        parts.append(f"{finding.box[0]:.0f} mm from the left and {finding.box[1]:.0f} mm from the foot of the trim")
    return f" ({', '.join(parts)})" if parts else ""
