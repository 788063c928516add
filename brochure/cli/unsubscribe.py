"""brochure unsubscribe."""

from __future__ import annotations

from pathlib import Path

import click

from brochure.cli.options import common, say_json, the_workspace


@click.command()
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS...")
@click.option("--undo", is_flag=True, help="Take it back: they want to be written to again.")
@common
def command(
    addresses: tuple[str, ...], undo: bool, workspace: Path | None, as_json: bool, verbose: bool, quiet: bool
) -> int:
    """Never write to ADDRESS again: whatever list it stands on, it gets nothing, not even with --again.

    Drafts to it are deleted.
    """
    del verbose
    place = the_workspace(workspace)

    from brochure.mail.drafts import erase
    from brochure.mail.ledger import Ledger
    from brochure.mail.recipients import from_arguments

    people = from_arguments(addresses)
    with Ledger.open(place.records) as ledger:
        for person in people:
            (ledger.opt_in if undo else ledger.opt_out)(person.key)
            if not undo:
                erase(place.outbox, person.key)
    if as_json:
        say_json({"ok": True, "count": len(people)})
    elif not quiet:
        some = "1 address" if len(people) == 1 else f"{len(people)} addresses"
        click.echo(f"{some} {'may be' if undo else 'will not be'} written to.", err=True)
    return 0
