"""The door of the program: all that is imported, asked or refused happens behind it, so nothing is a traceback."""

from __future__ import annotations

import gc
import os
import signal
import sys
from types import FrameType, ModuleType
from typing import TYPE_CHECKING, NoReturn

from brochure import interrupts, streams

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGALRM)


def main() -> NoReturn:
    """Runs the command line and exits with its code; 130 where the user or the system interrupted it."""
    streams.complete()
    for number in _SIGNALS:
        signal.signal(number, _interrupt)
    sys.unraisablehook = _again
    _start_quickly()
    try:
        from brochure.cli.run import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    # A library may have swallowed the exception in a callback; the signal came all the same.
    if interrupts.came:
        print("brochure: Interrupted. Nothing half-written is left.", file=sys.stderr)
        code = 130
        # Where the interrupt hit code that was itself being executed from text, as dataclasses do, the interpreter
        # remembers that and would end by the signal; running any other text makes it forget.
        exec("")
    sys.exit(code)


def _start_quickly() -> None:
    """Leaves out of the start what takes time and gives nothing."""
    # What is imported stays: looking through it after every 700 objects finds nothing.
    gc.set_threshold(20_000, 20, 50)
    # pydantic would look for plugins in every package that is installed, which takes longer than our own start.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    # Even so it loads what would look for them, and with that all of Python's e-mail.
    loader = ModuleType("pydantic.plugin._loader")
    loader.__dict__["get_plugins"] = tuple
    sys.modules[loader.__name__] = loader


def _again(swallowed: UnraisableHookArgs) -> None:
    """An interrupt that came where Python can only ignore it, as in a callback, comes once more a moment later."""
    if isinstance(swallowed.exc_value, KeyboardInterrupt):
        signal.setitimer(signal.ITIMER_REAL, 0.01)
    else:
        sys.__unraisablehook__(swallowed)


def _interrupt(number: int, _: FrameType | None) -> None:
    interrupts.came.append(number)
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
