"""brochure sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brochure.cli.options import common, say_json, the_workspace

if TYPE_CHECKING:
    from brochure.mail.policy import Entry

STATES = ("queued", "sending", "sent", "failed", "unknown")


@click.command()
@click.argument("article", required=False)
@click.option("--state", type=click.Choice(STATES), help="Only messages in this state.")
@click.option("--forget", metavar="ADDRESS", help="Erase this person, drafts too; an opt-out stays, as a mark.")
@common
def command(
    article: str | None,
    state: Any,
    forget: str | None,
    workspace: Path | None,
    as_json: bool,
    verbose: bool,
    quiet: bool,
) -> int:
    """List what was sent to whom: of ARTICLE, or of all. These are personal data: keep the list to yourself."""
    place = the_workspace(workspace)

    from brochure.mail.address import parse
    from brochure.mail.drafts import erase
    from brochure.mail.ledger import Ledger
    from brochure.mail.policy import MessageState

    with Ledger.open(place.records) as ledger:
        if forget is not None:
            key = parse(forget).key
            erased, drafts = ledger.forget(key), erase(place.outbox, key)
            if as_json:
                say_json({"ok": True, "erased": erased, "drafts": drafts})
            elif not quiet:
                click.echo(f"Erased: {_count(erased, 'message')}, {_count(drafts, 'draft')}.", err=True)
            return 0
        slug = Path(article).stem if article and article.endswith(".md") else article
        entries = ledger.entries(slug, MessageState(state) if state else None)
        if as_json:
            say_json({"ok": True, "messages": [_as_json(entry) for entry in entries], "anyway": ledger.anyways()})
        else:
            for entry in entries:
                click.echo(_line(entry, verbose=verbose))
    return 0


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _line(entry: Entry, *, verbose: bool) -> str:
    detail = f"  {entry.detail}" if entry.detail and (verbose or entry.state in ("failed", "unknown")) else ""
    day = f"{entry.changed.astimezone():%Y-%m-%d %H:%M}"
    return f"{day}  {entry.state:<8} {entry.slug} {entry.version}  {entry.address}{detail}"


def _as_json(entry: Entry) -> dict[str, Any]:
    return {
        "article": entry.slug,
        "version": entry.version,
        "address": entry.address,
        "name": entry.name,
        "language": entry.language,
        "state": str(entry.state),
        "permanent": entry.permanent,
        "message_id": entry.message_id,
        "said": entry.detail,
        "queued": entry.queued.isoformat(),
        "changed": entry.changed.isoformat(),
    }
