"""The process in which a PDF is read that may be hostile: one file, within the job's budget, and then it ends.

What it is asked comes pickled, from us. What it answers is JSON: the libraries that read PDFs are written in C, and
what such a file might make of this process must not get further than into a text.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from brochure import budget
from brochure.errors import BadInput, BrochureError, error_json, our_fault
from brochure.preflight.profiles import Wishes
from brochure.workspace.limits import Limits

if TYPE_CHECKING:
    from brochure.preflight.document import Made

#: For `python -P -c`: it finds our code where the process that started it found it.
BOOT = "import sys,pickle;sys.path[:]=pickle.load(sys.stdin.buffer);import brochure.preflight.child as c;c.work()"


@dataclass(frozen=True)
class Request:
    """What is to be checked. Without a profile, and before a release, it is the one that suits the file."""

    name: str
    content: bytes
    wishes: Wishes
    profile: str | None
    limits: Limits
    made: Made | None = None


def work() -> NoReturn:
    """Does what standard input asks for, and ends."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints does not get into the answer
    request: Request = pickle.load(sys.stdin.buffer)

    def answer(fields: dict[str, Any]) -> None:
        out.write(json.dumps(fields).encode())
        out.flush()

    budget.before_giving_up(lambda fault: answer({"error": error_json(fault)}))
    try:
        answer(budget.within(request.name, request.limits, lambda: judged(request)))
    except BrochureError as error:
        answer({"error": error_json(error)})
    except Exception as error:
        fault = our_fault(error)
        answer({"error": {**error_json(fault), "traceback": fault.traceback}})
    # Not by way of the interpreter's end: a large PDF takes as long to be forgotten as to be read.
    os._exit(0)


def judged(request: Request) -> dict[str, Any]:
    """The profile and the outcomes. Raises BadInput where the file cannot be read."""
    from brochure.preflight import catalogue
    from brochure.preflight.checked import outcomes_json
    from brochure.preflight.document import Document

    document = Document(request.content, request.made)
    profile = document.likely_profile if request.profile in (None, "release") else request.profile
    wishes = Wishes(profile, request.wishes.checks, request.wishes.ignored, request.wishes.today)
    return {"profile": profile, "outcomes": outcomes_json(catalogue.judge_pdf(document, wishes))}


def error_of(fields: dict[str, Any]) -> BrochureError:
    """An error that came back."""
    if fields["code"] == BadInput.code:
        return BadInput(fields["message"], hint=fields["hint"])
    fault = our_fault(RuntimeError(fields["message"]))
    fault.message, fault.hint, fault.traceback = fields["message"], fields["hint"], fields.get("traceback", "")
    return fault
