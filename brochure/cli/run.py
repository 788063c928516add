"""The one place that turns exceptions into messages and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from brochure import interrupts, streams
from brochure.cli.commands import cli
from brochure.cli.standing import command, told, work_on
from brochure.errors import (
    BrochureError,
    CannotRead,
    CannotWrite,
    ExitCode,
    OurFault,
    UsageError,
    our_fault,
)
from brochure.storage.os_errors import reason


def run(arguments: Sequence[str]) -> int:
    """Runs the command line; returns the exit code. Lets KeyboardInterrupt through."""
    if "--json" in arguments and streams.output_is_missing():
        return _fail((), CannotWrite("Standard output is closed, and --json writes to it.", hint="Send it somewhere."))
    try:
        work_on(None)
        result = cli.main(list(arguments), prog_name=command(), standalone_mode=False)
        sys.stdout.flush()
        return int(result or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else error.message)
        return ExitCode.USAGE
    except click.ClickException as error:
        return _fail(arguments, UsageError(" ".join(error.format_message().split()), hint="See `brochure --help`."))
    except click.Abort:
        raise KeyboardInterrupt from None
    except BrochureError as error:
        return _fail(arguments, error)
    except SystemExit:
        # So click leaves when who read our output has gone; there is nobody left to tell.
        return ExitCode.DONE
    except OSError as error:
        if error.filename is not None:
            refusal = f"{os.fsdecode(error.filename)} cannot be read or written: {reason(error)}."
            return _fail(arguments, CannotRead(refusal, hint="Look what lies there, and at its permissions."))
        # What reads our output cannot take it; with nothing left to flush, the interpreter ends without a word.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _fail((), CannotWrite(f"Standard output cannot be written: {reason(error)}.", hint="Send it elsewhere."))
    except ModuleNotFoundError as error:
        from brochure.extras import lacking_extra

        return _fail(arguments, lacking_extra(error) or our_fault(error))
    except Exception as error:
        if isinstance(error.__cause__, KeyboardInterrupt):
            raise error.__cause__ from None
        return _fail(arguments, our_fault(error))


def _fail(arguments: Sequence[str], error: BrochureError) -> int:
    """Tells the error; returns its exit code. After an interrupt whatever went wrong did so because of it."""
    if interrupts.came:
        raise KeyboardInterrupt from None
    if isinstance(error, OurFault) and ("-v" in arguments or "--verbose" in arguments):
        click.echo(error.traceback, err=True)
    click.echo(f"brochure: {told(error)}", err=True)
    if "--json" in arguments:
        import json

        from brochure.errors import error_json

        click.echo(json.dumps({"ok": False, "products": [], "error": error_json(error)}))
    return error.code
