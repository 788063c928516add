"""A sender that the test kills: python killed.py FOLDER PORT COUNT. Ends with 7 where the server took nothing more."""

from __future__ import annotations

import sys
from pathlib import Path

from brochure.errors import DeliveryFailed
from brochure.mail.clock import Clock
from brochure.mail.ledger import Ledger
from tests.mail.post import DOMAIN, MAILING, mail, people, send


def main(folder: str, port: str, count: str) -> int:
    """Queues and sends as the command line does."""
    with Ledger.open(Path(folder)) as ledger:
        queued = ledger.queue(MAILING, people(int(count)), domain=DOMAIN)
        try:
            send(ledger, mail(int(port), timeout=0.5, pause=0.01), queued.run, Clock())
        except DeliveryFailed:
            return 7
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
