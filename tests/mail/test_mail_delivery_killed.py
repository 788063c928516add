"""2,000 people, a server that fails in every way, and our process killed again and again: none twice, none lost."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from brochure.mail.ledger import Ledger
from brochure.mail.policy import MessageState
from tests.conftest import environment
from tests.mail.authority import Authority, found_authority
from tests.mail.faulty import Act, Faulty, Plan, Step
from tests.mail.post import MAILING, check_account

COUNT = 2000
KILLS = 20
#: How often in a thousand a step goes wrong, and how.
FAULTS: dict[Step, dict[Act | str, int]] = {
    Step.GREETING: {"421 busy": 30, Act.DROP: 20},
    Step.TLS: {Act.DROP: 50},
    Step.MAIL: {"421 enough": 5, Act.DROP: 3},
    Step.RCPT: {"450 later": 20, "550 nobody here": 20, "421 enough": 3, Act.STALL: 1},
    Step.BODY: {Act.DROP: 6},
    Step.DOT: {"450 later": 10, "550 not wanted": 10, "421 enough": 3, Act.DROP: 6, Act.LOSE: 3, Act.STALL: 1},
}


def by_seed(seed: int) -> Plan:
    """Faults at random, the same for the same seed and the same way of the connection."""
    chance = random.Random(seed)

    def plan(step: Step, _: int) -> Act | str | None:
        number = chance.randrange(1000)
        for fault, share in FAULTS.get(step, {}).items():
            if number < share:
                return fault
            number -= share
        return None

    return plan


def start(folder: Path, server: Faulty, authority: Authority) -> subprocess.Popen[bytes]:
    script = Path(__file__).with_name("killed.py")
    return subprocess.Popen(
        [sys.executable, "-W", "error", str(script), str(folder), str(server.port), str(COUNT)],
        env=environment(SSL_CERT_FILE=str(authority.file)),
        stderr=subprocess.PIPE,
    )


def end(process: subprocess.Popen[bytes]) -> int:
    _, errors = process.communicate(timeout=60)
    assert process.returncode in (0, 7, -9), errors.decode()
    return process.returncode


def test_killed_at_20_random_moments(tmp_path: Path) -> None:
    chance = random.Random(20)
    authority = found_authority(tmp_path / "certificates")
    folder = tmp_path / "records"
    kills, codes = 0, [0]
    with Faulty(authority.server(), by_seed(4), stall=1.5) as server:
        while kills < KILLS:
            process = start(folder, server, authority)
            # Some while it starts, opens the ledger or queues; most while it sends.
            if kills % 5 == 0 or codes[-1] != -9:
                time.sleep(chance.uniform(0, 0.8))
            else:
                seen = len(server.heard) + chance.randrange(40, 500)
                while len(server.heard) < seen and process.poll() is None:
                    time.sleep(chance.uniform(0, 0.004))
            process.kill()
            codes.append(end(process))
            kills += codes[-1] == -9
        codes = [end(start(folder, server, authority))]
        while codes[-1] == 7 or waiting(folder):
            codes.append(end(start(folder, server, authority)))
            assert len(codes) < 30
    with Ledger.open(folder) as ledger:
        states = check_account(ledger, server.taken, COUNT)
    assert states[MessageState.QUEUED] == states[MessageState.SENDING] == 0
    assert states[MessageState.SENT] > COUNT * 0.8
    assert 0 < states[MessageState.UNKNOWN] < COUNT * 0.05


def waiting(folder: Path) -> bool:
    """Whether another run would send something."""
    with Ledger.open(folder) as ledger:
        counts = ledger.counts(MAILING)
        passing = sum(not entry.permanent for entry in ledger.entries(state=MessageState.FAILED))
    assert counts[MessageState.SENDING] == 0
    return bool(counts[MessageState.QUEUED] or passing)
