"""What the operating system says of a file, as an error in the user's words; the only place that reads `strerror`."""

from __future__ import annotations

from brochure.errors import BadInput, CannotRead, CannotWrite, Missing, Place


class NotAFile(OSError):
    """Something else lies where a file should. The reason is said of it: 'it is a pipe, not a file'."""


def reason(error: OSError, unsaid: str = "") -> str:
    """Why the system refused, without the number and the file's name: 'No space left on device'.

    `unsaid` stands for errors that come from no system call, such as a time-out.
    """
    return error.strerror or unsaid or str(error)


def unreadable(
    name: str, error: OSError, place: Place | None = None, *, hint: str = "Check its permissions."
) -> BadInput:
    """The error for a file that cannot be read. `hint` is the mend where a file lies there."""
    if isinstance(error, NotAFile):
        what = reason(error).removeprefix("it ")
        return Missing(f"{name} {what}.", hint="Put the file in its place, or name another.", place=place)
    return CannotRead(f"{name} cannot be read: {reason(error)}.", hint=hint, place=place)


def unwritable(name: str, error: OSError, *, hint: str, place: Place | None = None) -> CannotWrite:
    """The error for a file or a folder that cannot be written."""
    return CannotWrite(f"{name} cannot be written: {reason(error)}.", hint=hint, place=place)
