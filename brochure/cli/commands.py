"""The commands by name. A command's module is imported when it is called, so that `--help` costs nothing."""

from __future__ import annotations

from importlib import import_module

import click

from brochure import __version__
from brochure.cli.standing import typed

#: Name, module and what it does: the order of `--help`.
COMMANDS = {
    "init": ("brochure.cli.init", "Make a new workspace that builds at once."),
    "import": ("brochure.cli.import_", "Bring copy in from .txt, .md, .html or .docx."),
    "build": ("brochure.cli.build", "Make what is stale of the leaflets."),
    "status": ("brochure.cli.status", "Say what is fresh, stale or missing, and which reviews are due."),
    "check": ("brochure.cli.check", "Check copy, and PDFs from anywhere."),
    "rules": ("brochure.cli.rules", "List the rules that are checked, or explain one."),
    "layouts": ("brochure.cli.layouts", "List the layouts; rank them for an article; print dummies."),
    "looks": ("brochure.cli.looks", "List the looks that leaflets may have."),
    "fonts": ("brochure.cli.fonts", "List the fonts that are known; add those of a script."),
    "watch": ("brochure.cli.watch", "Rebuild after each saved edit."),
    "diff": ("brochure.cli.diff", "Show what changed since a release, in words and on the page."),
    "release": ("brochure.cli.release", "Freeze the present products as the next version."),
    "send": ("brochure.cli.send", "E-mail a leaflet, to each person once."),
    "sent": ("brochure.cli.sent", "List what was sent to whom, or erase a person."),
    "unsubscribe": ("brochure.cli.unsubscribe", "Never write to an address again."),
    "proof": ("brochure.cli.proof", "See the leaflets while you edit them; or their plates."),
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.help = typed(self.help or "")
        super().format_help_text(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="brochure")
def cli() -> None:
    """One article, every leaflet: for the office printer, for e-mail, and again after each edit.

    `brochure init DIR` makes a workspace; `brochure build` in it makes its leaflets, in output/.
    """
