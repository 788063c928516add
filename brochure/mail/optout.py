"""Who never wants to be written to: kept as marks that tell no address, so that they outlast an erasure."""

from __future__ import annotations

import hashlib
import hmac
import sqlite3


def mark(secret: bytes, key: str) -> bytes:
    """What stands for a mailbox: HMAC-SHA256 of its key under the ledger's own secret."""
    return hmac.digest(secret, key.encode("utf-8", "surrogatepass"), hashlib.sha256)


def is_opted_out(connection: sqlite3.Connection, secret: bytes, key: str) -> bool:
    """Whether the mailbox's mark is among those kept."""
    return bool(connection.execute("SELECT 1 FROM opted_out WHERE mark = ?", (mark(secret, key),)).fetchone())
