"""What the tests of delivery share: certificates, and a ledger of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from brochure.mail.ledger import Ledger
from tests.mail.authority import Authority, found_authority


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Who signs the certificates of the test's servers."""
    return found_authority(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def ledger(tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """An empty ledger, in an environment that trusts the authority and knows no password."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    for name in ("BROCHURE_MAIL_USER", "BROCHURE_MAIL_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    with Ledger.open(tmp_path / ".brochure") as ledger:
        yield ledger
