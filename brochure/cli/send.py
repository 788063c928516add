"""brochure send."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brochure.cli.options import common, say_json, the_workspace
from brochure.cli.progress import Progress
from brochure.cli.standing import say, shown, told
from brochure.editions import EDITIONS
from brochure.errors import UsageError, error_json

if TYPE_CHECKING:
    from brochure.mail.delivery import Outcome
    from brochure.mail.policy import Entry
    from brochure.mail.recipients import RecipientList
    from brochure.mail.send import MailingResult, SendRequest, Unserved
    from brochure.workspace.workspace import Workspace

#: Rows and failures beyond this are only counted, unless -v asks for all.
_MOST_LISTED = 20


@click.command(context_settings={"allow_extra_args": True})
@click.argument("article")
@click.option("--to", "addresses", multiple=True, metavar="ADDRESS", help="Who gets it; may be repeated.")
@click.option(
    "--recipients",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A list, .csv or .xlsx, with columns for address, name, language and consent.",
)
@click.option(
    "--edition",
    "editions",
    multiple=True,
    type=click.Choice([name for name, edition in EDITIONS.items() if not edition.folded]),
    help="What is attached, email by default; may be repeated.",
)
@click.option("--dry-run", is_flag=True, help="Write drafts and a picture of the message to output/outbox/.")
@click.option("--strict", is_flag=True, help="Send nothing at all where a row of the list is wrong.")
@click.option("--again", is_flag=True, help="Also to those who have this version already.")
@click.option("--retry-unknown", is_flag=True, help="Also to those of whom it is not known whether they have it.")
@click.option("--anyway", metavar="REASON", help="Send in spite of what is wrong with the copy; the reason is kept.")
@click.option("--no-build", is_flag=True, help="Refuse where the email edition is not fresh, instead of making it.")
@common
def command(
    article: str,
    addresses: tuple[str, ...],
    recipients: Path | None,
    editions: tuple[str, ...],
    dry_run: bool,
    strict: bool,
    again: bool,
    retry_unknown: bool,
    anyway: str | None,
    no_build: bool,
    workspace: Path | None,
    as_json: bool,
    verbose: bool,
    quiet: bool,
) -> int:
    """E-mail ARTICLE to each recipient, in a message of their own, in their language, and only once.

    Without a [mail] table in brochure.toml, drafts are written to output/outbox/; they open in any mail program.
    """
    _check_surplus(article, click.get_current_context().args)
    if anyway is not None and not anyway.strip():
        raise UsageError("--anyway wants a reason.", hint="Say in a few words why it is sent all the same.")
    place = the_workspace(workspace)

    from brochure.mail.recipients import recipient_list
    from brochure.mail.send import SendRequest

    with recipient_list(addresses, recipients, strict=strict, limits=place.config.limits) as people:
        for line in _passed_over(people, verbose=verbose):
            click.echo(line, err=True)
        request = SendRequest(
            article,
            dry_run,
            not no_build,
            again,
            retry_unknown,
            tuple(dict.fromkeys(editions)) or ("email",),
            (anyway or "").strip(),
        )
        result, troubles = _sent(place, request, people, may_ask=not as_json, verbose=verbose, quiet=quiet)
        if as_json:
            say_json(_document(result, people, troubles, place))
        else:
            for path in (*result.pictures, *result.drafts):
                say(shown(place.display_path(path)).as_posix())
        if not quiet:
            click.echo(_summary(result, people), err=True)
    return result.code


def _check_surplus(article: str, surplus: list[str]) -> None:
    """Click would repeat what it did not expect, and that is an address."""
    if surplus or "@" in Path(article).name:
        raise UsageError("Name one article.", hint="Give each address a --to of its own.")


def _sent(
    place: Workspace, request: SendRequest, people: RecipientList, *, may_ask: bool, verbose: bool, quiet: bool
) -> tuple[MailingResult, list[dict[str, Any]]]:
    from brochure.mail.send import Listener, send

    troubles: list[dict[str, Any]] = []
    with Progress("Sending", quiet=quiet) as progress:

        def done(entry: Entry, outcome: Outcome) -> None:
            progress.step()
            if outcome.kind != "sent" and len(troubles) < 1000:
                troubles.append({"recipient": entry.line, "status": str(outcome.kind), "said": outcome.reason})
                if verbose or len(troubles) <= _MOST_LISTED:
                    progress.say(_trouble(entry, outcome, verbose=verbose))

        def tell(one: Unserved) -> None:
            progress.say(_not_served(one, people))

        def ask(count: int) -> bool:
            return may_ask and sys.stdin.isatty() and click.confirm(_question(count), err=True)

        result = send(place, request, people, Listener(tell, progress.begin, done, ask))
    return result, troubles


def _passed_over(people: RecipientList, *, verbose: bool) -> Iterator[str]:
    listed = people.bad_rows if verbose else people.bad_rows[:_MOST_LISTED]
    for row in listed:
        yield f"{people.file}:{row.line}: Passed over: {row.why}."
    for remark in people.remarks if verbose else people.remarks[:_MOST_LISTED]:
        yield f"{people.file}:{remark.line}: {remark.what[0].upper()}{remark.what[1:]}."
    if people.skipped > len(listed):
        yield f"{people.file}: {people.skipped - len(listed)} more rows passed over."


def _not_served(one: Unserved, people: RecipientList) -> str:
    """Whom the leaflet does not serve in their language, and what would."""
    some = "1 person" if one.count == 1 else f"{one.count} people"
    whose = f"for {some} whose language is '{one.language}'"
    if one.error:
        again = "Nothing goes to them now; once it is mended, the same command reaches them."
        return f"{told(one.error)} This leaflet is {whose}. {again}"
    lines = ", ".join(map(str, people.lines.get(one.language, ())))
    where = f"{people.file}:{lines}: " if people.file and lines else ""
    return (
        f"{where}There is no leaflet {whose}: they get it in '{one.gets}'."
        f" To have one, write assets/articles/{one.slug}-{one.language}.md."
    )


def _trouble(entry: Entry, outcome: Outcome, *, verbose: bool) -> str:
    who = entry.address if verbose else f"recipient {entry.line}"
    return f"{who}: {outcome.kind}{f': {outcome.reason}' if outcome.reason else ''}"


def _question(count: int) -> str:
    some = "1 person" if count == 1 else f"{count} people"
    return f"Of {some} it is not known whether they have it already. Send it to them once more?"


def _summary(result: MailingResult, people: RecipientList) -> str:
    numbers = {**result.numbers, "passed over": people.skipped}
    counts = [f"{count} {kind}" for kind, count in numbers.items() if count]
    hint = ""
    if result.numbers["unknown"]:
        hint = " Look in the clinic's mailbox for what came back; then --retry-unknown sends it once more."
    return (
        f"{result.mailing.slug}, version {result.mailing.version}: {', '.join(counts) or 'nobody to write to'}.{hint}"
    )


def _document(
    result: MailingResult, people: RecipientList, troubles: list[dict[str, Any]], workspace: Workspace
) -> dict[str, Any]:

    return {
        "ok": result.code == 0,
        "article": result.mailing.slug,
        "version": result.mailing.version,
        "counts": {kind.replace(" ", "_"): count for kind, count in result.numbers.items()},
        "drafts": [workspace.display_path(path).as_posix() for path in result.drafts],
        "pictures": [workspace.display_path(path).as_posix() for path in result.pictures],
        "troubles": troubles,
        "unserved": [
            {
                "language": one.language,
                "count": one.count,
                "gets": one.gets,
                "error": error_json(one.error) if one.error else None,
            }
            for one in result.unserved
        ],
        "passed_over": {
            "count": people.skipped,
            "rows": [{"line": row.line, "why": row.why} for row in people.bad_rows],
        },
        "error": None,
    }
