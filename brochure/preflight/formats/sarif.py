"""SARIF 2.1.0: findings at their place, as editors and code hosts show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from brochure import __version__
from brochure.findings import Finding
from brochure.preflight.checked import Checked
from brochure.preflight.rule import Rule

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "note": "note"}


def sarif(files: Iterable[Checked], rules: Mapping[str, Rule[Any]]) -> dict[str, Any]:
    """One run. Files that could not be checked are notifications of the tool."""
    files = list(files)
    results = [_result(file, finding) for file in files for finding in file.findings]
    named = sorted({result["ruleId"] for result in results})
    driver = {
        "name": "brochure",
        "version": __version__,
        "rules": [_rule(rules[name]) for name in named if name in rules],
    }
    failed = [
        {"level": "error", "message": {"text": str(file.error)}, "locations": [_location(file.file, None)]}
        for file in files
        if file.error
    ]
    invocation = {"executionSuccessful": not failed, "toolExecutionNotifications": failed}
    run = {"tool": {"driver": driver}, "invocations": [invocation], "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule[Any]) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.what},
        "fullDescription": {"text": f"{rule.why} ({rule.source})"},
        "help": {"text": rule.mend},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(file: Checked, finding: Finding) -> dict[str, Any]:
    return {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.hint}".strip()},
        "locations": [_location(file.file, finding)],
    }


def _location(file: str, finding: Finding | None) -> dict[str, Any]:
    path = PurePath(file)
    uri = path.as_uri() if path.is_absolute() else path.as_posix()
    place: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if finding and finding.line:
        place["region"] = {"startLine": finding.line}
        if finding.column:
            place["region"]["startColumn"] = finding.column
        if finding.quote:
            place["region"]["snippet"] = {"text": finding.quote}
    location: dict[str, Any] = {"physicalLocation": place}
    if finding and finding.page:
        location["logicalLocations"] = [{"name": f"page {finding.page}", "kind": "page"}]
    return location
