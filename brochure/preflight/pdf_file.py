"""Checks a PDF from anywhere, in a process of its own: whatever is in it, this one goes on."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from brochure.errors import BadInput, BrochureError, Place, our_fault
from brochure.preflight.checked import Checked, outcomes_of
from brochure.preflight.child import BOOT, Request, error_of

#: A process that is silent for so many seconds more than its job may take is stuck in a library.
_PATIENCE = 15


def check_pdf(request: Request) -> Checked:
    """What the rules say of a PDF; or the error, with the file's name, that kept it from being read."""
    profile = request.profile or (request.made.edition if request.made else "press")
    try:
        fields = _asked(request)
    except BrochureError as error:
        return Checked(request.name, profile, error=_placed(error, request.name))
    if fault := fields.get("error"):
        return Checked(request.name, profile, error=_placed(error_of(fault), request.name))
    return Checked(request.name, fields["profile"], outcomes_of(fields["outcomes"]))


def _placed(error: BrochureError, name: str) -> BrochureError:
    error.place = error.place or Place(Path(name))
    return error


def _asked(request: Request) -> dict[str, Any]:
    limits = request.limits
    letter = pickle.dumps(sys.path) + pickle.dumps(request)
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", BOOT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        said, complaint = process.communicate(letter, timeout=limits.seconds + _PATIENCE)
    except subprocess.TimeoutExpired:
        hint = "Make it simpler, or raise seconds in [limits] of brochure.toml."
        raise BadInput(f"{request.name} takes longer than {limits.seconds:g} seconds.", hint=hint) from None
    finally:
        # However this ends, also by Ctrl-C, the other process ends with it.
        with suppress(OSError):
            process.kill()
        process.wait()
    try:
        fields: dict[str, Any] = json.loads(said)
    except ValueError:
        raise _died(request.name, process.returncode, complaint) from None
    return fields


def _died(name: str, code: int, complaint: bytes) -> BrochureError:
    """The process ended without an answer: a signal, with which C libraries end where they find a file too bad."""
    if code < 0 or b"alloc" in complaint:
        hint = "Open it in the program that made it, and export it again."
        return BadInput("The file makes the library that reads PDFs break down.", hint=hint)
    last = complaint.decode("utf-8", "replace").strip().splitlines()[-1:] or [f"exit {code}"]
    return our_fault(RuntimeError(f"checking {name} ended with {last[0]}"))
