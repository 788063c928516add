"""The process that reads a HEIC, and nothing else: `boxed` starts it, and it loads this file alone.

The library that decodes them ends its process over some damaged ones, so it has one of its own. It gets its bounds
(pixels, seconds, bytes) as a line of JSON and then the file; it gives a line of JSON and then the pixels, or what is
wrong and exit 3.
"""

from __future__ import annotations

import base64
import io
import json
import resource
import sys
from contextlib import suppress

UNREAD = 3


def main() -> int:
    import pi_heif

    most, seconds, memory = json.loads(sys.stdin.buffer.readline())
    for kind, bound in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        soft, hard = resource.getrlimit(kind)
        present = [limit for limit in (soft, hard, bound) if limit != resource.RLIM_INFINITY]
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (min(present), hard))
    data = sys.stdin.buffer.read()
    try:
        found = pi_heif.open_heif(io.BytesIO(data))
        # A HEIC of several holds what a camera took at once; the first is the one that it shows.
        picture = found[found.primary_index]
        width, height = picture.size
        if width * height > most:
            sys.stdout.write(f"has {width} × {height} pixels, more than {most // 1_000_000} million")
            return UNREAD
        image = picture.to_pillow()
    except Exception as error:  # whatever the library stumbles over, the file is at fault
        sys.stdout.write(f"is damaged: {type(error).__name__}")
        return UNREAD
    profile = image.info.get("icc_profile")
    about = [image.mode, image.size, base64.b64encode(profile if isinstance(profile, bytes) else b"").decode()]
    sys.stdout.buffer.write(json.dumps(about).encode() + b"\n" + image.tobytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
