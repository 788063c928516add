"""JUnit XML: each file a suite and each rule a test, as build servers show them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from brochure.preflight.checked import Checked
from brochure.preflight.rule import Outcome

#: What XML 1.0 cannot hold.
_UNFIT = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(files: Iterable[Checked]) -> str:
    """A rule fails where it found an error; milder findings are told as its output."""
    root = Element("testsuites", name="brochure check")
    for file in files:
        suite = SubElement(root, "testsuite", name=_fit(f"{file.file} ({file.profile})"))
        if file.error:
            case = SubElement(suite, "testcase", classname=_fit(file.file), name="readable")
            SubElement(case, "error", message=_fit(str(file.error)))
        for outcome in file.outcomes:
            _case(suite, file.file, outcome)
        suite.set("tests", str(len(suite)))
        for kind in ("failure", "error", "skipped"):
            name = {"failure": "failures", "error": "errors"}.get(kind, kind)
            suite.set(name, str(len(suite.findall(f"testcase/{kind}"))))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def _case(suite: Element, file: str, outcome: Outcome) -> None:
    case = SubElement(suite, "testcase", classname=_fit(file), name=outcome.rule)
    said = "\n".join(f"{finding.severity}: {finding.message} {finding.hint}" for finding in outcome.findings)
    if outcome.state in ("not applicable", "not run"):
        SubElement(case, "skipped", message=_fit(f"{outcome.state}: {outcome.reason}"))
    elif outcome.state == "crashed":
        SubElement(case, "error", message=_fit(outcome.reason))
    elif any(finding.severity == "error" for finding in outcome.findings):
        SubElement(case, "failure", message=_fit(outcome.findings[0].message)).text = _fit(said)
    elif said:
        SubElement(case, "system-out").text = _fit(said)


def _fit(text: str) -> str:
    return _UNFIT.sub("�", text)
