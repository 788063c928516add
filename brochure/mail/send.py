"""Sends a leaflet to people, each of them once: by the clinic's server, or as drafts for any mail program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from brochure.build.publish import publish
from brochure.clinic.workspace import Workspace
from brochure.errors import ExitCode
from brochure.mail.delivery import Envelope, Kind, Outcome, deliver
from brochure.mail.enclosure import Enclosures
from brochure.mail.entry import Entry, State
from brochure.mail.ledger import Ledger
from brochure.mail.message import compose
from brochure.mail.outbox import Outbox
from brochure.mail.picture import picture
from brochure.mail.recipient import Mailing, Recipient
from brochure.mail.roll import Roll
from brochure.mail.sender import Sender, sender

#: What a message adds to its attachment, at most, in bytes: texts and head.
_TEXTS = 20_000


@dataclass(frozen=True)
class Order:
    """What shall be sent. `again` also to who has it, `retry_unknown` also to who may have it."""

    article: str
    dry_run: bool = False
    may_build: bool = True
    again: bool = False
    retry_unknown: bool = False


@dataclass(frozen=True)
class Listener:
    """Who hears of it: `begin` of how many are to get it, `done` of each, `ask` whether those in doubt shall get it."""

    begin: Callable[[int], None]
    done: Callable[[Entry, Outcome], None]
    ask: Callable[[int], bool]


@dataclass
class Account:
    """What became of a mailing: how many people of each kind, by words such as 'sent' or 'opted out'."""

    mailing: Mailing
    numbers: Counter[str] = field(default_factory=Counter)
    drafts: list[Path] = field(default_factory=list)
    pictures: list[Path] = field(default_factory=list)

    @property
    def code(self) -> ExitCode:
        """DELIVERY_FAILED where somebody who should have it has not, or may not have."""
        lacking = self.numbers[Kind.FAILED] + self.numbers[Kind.UNKNOWN] + self.numbers["refused for good"]
        return ExitCode.DELIVERY_FAILED if lacking else ExitCode.DONE


def send(workspace: Workspace, order: Order, roll: Roll, listener: Listener) -> Account:
    """Sends, or writes drafts where there is no [mail] in brochure.toml or a dry run is wanted.

    All that can go wrong before the first message does so there: an edition that is missing or too large, a title that
    is no subject, a damaged ledger. Raises BadInput, Overset or DeliveryFailed.
    """
    clinic = sender(workspace.config)
    enclosures = Enclosures(workspace, order.article, clinic, may_build=order.may_build)
    for language in sorted(roll.languages):
        enclosures.to(language)
    mailing = Mailing(enclosures.original.slug, enclosures.original.front.version)
    if order.dry_run or not workspace.config.mail:
        return _Drafts(workspace, order, roll, clinic, enclosures).write(mailing, listener)
    return _hand_over(workspace, order, roll, clinic, enclosures, mailing, listener)


def _hand_over(
    workspace: Workspace,
    order: Order,
    roll: Roll,
    clinic: Sender,
    enclosures: Enclosures,
    mailing: Mailing,
    listener: Listener,
) -> Account:
    config = workspace.config.mail
    assert config
    account = Account(mailing)

    def message(entry: Entry) -> Envelope:
        person = Recipient(entry.address, entry.key, entry.name, entry.language, entry.line)
        return Envelope(clinic.address, _message(person, clinic, enclosures, entry.message_id))

    def report(entry: Entry, outcome: Outcome) -> None:
        account.numbers[outcome.kind] += 1
        listener.done(entry, outcome)

    with Ledger.open(workspace.records) as ledger:
        domain = clinic.address.rpartition("@")[2]
        queued = ledger.queue(
            mailing, roll.people(), again=order.again, retry_unknown=order.retry_unknown, domain=domain
        )
        if queued.unknown and listener.ask(queued.unknown):
            queued = ledger.queue(mailing, roll.people(), again=order.again, retry_unknown=True, domain=domain)
        account.numbers.update(
            {
                "sent before": queued.already,
                "opted out": queued.opted_out,
                "unknown": queued.unknown,
                "refused for good": queued.failed_for_good,
            }
        )
        listener.begin(queued.to_send)
        deliver(ledger, config, queued.run, message, report)
    return account


@dataclass(frozen=True)
class _Drafts:
    workspace: Workspace
    order: Order
    roll: Roll
    clinic: Sender
    enclosures: Enclosures

    def write(self, mailing: Mailing, listener: Listener) -> Account:
        """The drafts, and a picture of the first in each language. Nothing is noted: who sends them is not known."""
        account = Account(mailing)
        outbox = Outbox(self.workspace.output / "outbox", mailing.slug)
        sizes = [len(self.enclosures.to(language).attachment.encoded) for language in self.roll.languages]
        outbox.clear(self.roll.count, max(sizes, default=0) + _TEXTS)
        listener.begin(self.roll.count)
        for number, person in enumerate(self._people(mailing, account), start=1):
            message = _message(person, self.clinic, self.enclosures, self.clinic.new_message_id(), draft=True)
            account.drafts.append(outbox.put(number, message))
            account.numbers["drafted"] += 1
            self._picture(person, outbox.folder, account)
        return account

    def _people(self, mailing: Mailing, account: Account) -> Iterator[Recipient]:
        """Everyone who would get it, each once."""
        with Ledger.open(self.workspace.records) as ledger:
            had = {entry.key for entry in ledger.entries(mailing.slug, State.SENT) if entry.version == mailing.version}
            seen: set[str] = set() if self.order.again else had
            for person in self.roll.people():
                if ledger.opted_out(person.key):
                    account.numbers["opted out"] += 1
                elif person.key in seen:
                    account.numbers["sent before"] += 1
                else:
                    seen.add(person.key)
                    yield person

    def _picture(self, person: Recipient, folder: Path, account: Account) -> None:
        enclosure = self.enclosures.to(person.language)
        path = folder / f"{enclosure.article.slug}.png"
        if path not in account.pictures:
            letter = enclosure.letters.to(person)
            publish(picture(self.workspace, letter, person, self.clinic, enclosure.attachment), path)
            account.pictures.append(path)


def _message(
    person: Recipient, clinic: Sender, enclosures: Enclosures, message_id: str, *, draft: bool = False
) -> bytes:
    enclosure = enclosures.to(person.language)
    now = datetime.now().astimezone()
    letter = enclosure.letters.to(person)
    return compose(letter, person, clinic, enclosure.attachment, message_id, now, draft=draft)
