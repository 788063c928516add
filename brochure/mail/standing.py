"""How somebody stands to a mailing before anything is queued: by the rules of the intake, but nothing is written."""

from __future__ import annotations

from enum import StrEnum

from brochure.mail.entry import State
from brochure.mail.ledger import Ledger
from brochure.mail.recipient import Mailing


class Standing(StrEnum):
    """Whether somebody would get it, or else why not."""

    DUE = "due"
    SENT = "sent before"
    OPTED_OUT = "opted out"
    UNKNOWN = "unknown"
    REFUSED = "refused for good"


def standing(ledger: Ledger, mailing: Mailing, key: str, *, again: bool, retry_unknown: bool) -> Standing:
    """How the owner of the mailbox stands to the mailing. Raises BadInput where the ledger cannot be read."""
    if ledger.opted_out(key):
        return Standing.OPTED_OUT
    entry = ledger.live(mailing, key)
    if entry is None or entry.state == State.QUEUED or (entry.state == State.FAILED and not entry.permanent):
        return Standing.DUE
    if entry.state in (State.UNKNOWN, State.SENDING):
        return Standing.DUE if retry_unknown else Standing.UNKNOWN
    if again:
        return Standing.DUE
    return Standing.SENT if entry.state == State.SENT else Standing.REFUSED
