"""The process that draws a drawing as pixels, and nothing else: `rendering` starts it, and it loads this file alone.

The renderer listens to nobody while it works, and ends its process where memory does: so it has one of its own. It gets
what to draw and its bounds, seconds and bytes, as JSON; it gives a PNG, or what is wrong with the drawing and exit 3.
"""

from __future__ import annotations

import json
import resource
import sys
from contextlib import suppress

UNDRAWN = 3


def main() -> int:
    import resvg_py

    wanted, (seconds, memory) = json.load(sys.stdin.buffer)
    for kind, bound in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        soft, hard = resource.getrlimit(kind)
        present = [limit for limit in (soft, hard, bound) if limit != resource.RLIM_INFINITY]
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (min(present), hard))
    try:
        sys.stdout.buffer.write(resvg_py.svg_to_bytes(**wanted))
    except ValueError as error:
        sys.stdout.write(str(error))
        return UNDRAWN
    return 0


if __name__ == "__main__":
    sys.exit(main())
