"""The one place that turns exceptions into messages and exit codes."""

from __future__ import annotations

from collections.abc import Sequence

import click

from brochure.cli.commands import cli
from brochure.errors import BrochureError, ExitCode, UsageError


def run(arguments: Sequence[str]) -> int:
    """Runs the command line; returns the exit code. Lets KeyboardInterrupt through."""
    try:
        result = cli.main(list(arguments), prog_name="brochure", standalone_mode=False)
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
    except Exception as error:
        if isinstance(error.__cause__, KeyboardInterrupt):
            raise error.__cause__ from None
        if "-v" in arguments or "--verbose" in arguments:
            import traceback

            traceback.print_exc()
        fault = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        hint = "Please report it, with what `-v` prints."
        return _fail(arguments, BrochureError(f"This is a fault of brochure, not yours: {fault}.", hint=hint))


def _fail(arguments: Sequence[str], error: BrochureError) -> int:
    click.echo(f"brochure: {error}", err=True)
    if "--json" in arguments:
        import json

        from brochure.errors import error_json

        click.echo(json.dumps({"ok": False, "products": [], "error": error_json(error)}))
    return error.code
