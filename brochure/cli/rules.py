"""brochure rules."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brochure.cli.colour import Hue, tint
from brochure.cli.options import common, say_json

if TYPE_CHECKING:
    from brochure.findings import Severity
    from brochure.preflight.rule import Rule

HUES: dict[Severity, Hue] = {"error": "red", "warning": "yellow", "note": "cyan"}


@click.command()
@click.argument("name", required=False, metavar="[RULE]")
@common
def command(name: str | None, workspace: Path | None, as_json: bool, verbose: bool, quiet: bool) -> int:
    """List the rules that copy and PDFs are checked by, or explain RULE: what it looks for, why, and the mend."""
    from brochure.preflight import catalogue

    del workspace
    rules = [catalogue.rule(name)] if name else list(catalogue.all_rules())
    if as_json:
        say_json({"ok": True, "rules": [rule_json(rule) for rule in rules]})
    elif name:
        click.echo(_explained(rules[0]))
    elif not quiet:
        for family, members in groupby(rules, lambda rule: rule.family):
            click.echo(tint(family, bold=True))
            for rule in members:
                click.echo(_explained(rule) if verbose else _line(rule))
    return 0


def _line(rule: Rule[Any]) -> str:
    return f"  {tint(f'{rule.severity:<8}', HUES[rule.severity])}{rule.id:<34}{rule.name}"


def _explained(rule: Rule[Any]) -> str:
    head = f"{tint(rule.id, bold=True)} ({tint(rule.severity, HUES[rule.severity])}): {rule.name}"
    said = {"What": rule.what, "Why": rule.why, "Mend": rule.mend, "From": rule.source, "For": _profiles(rule)}
    lines = (f"  {name}: {', '.join(text) if isinstance(text, list) else text}" for name, text in said.items())
    return "\n".join((head, *lines))


def _profiles(rule: Rule[Any]) -> list[str]:
    from brochure.preflight.profiles import PROFILES

    return [name for name, profile in PROFILES.items() if profile.asks(rule.id)]


def rule_json(rule: Rule[Any]) -> dict[str, Any]:
    """One entry of `rules` in the JSON."""
    return {
        "id": rule.id,
        "family": rule.family,
        "name": rule.name,
        "severity": rule.severity,
        "what": rule.what,
        "why": rule.why,
        "mend": rule.mend,
        "source": rule.source,
        "profiles": _profiles(rule),
    }
