"""Sends a leaflet to people, each of them once: by the clinic's server, or as drafts for any mail program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path

from brochure.budget import within
from brochure.errors import ExitCode
from brochure.mail.attachment import Content, Contents, mailing
from brochure.mail.delivery import Kind, Outcome, deliver
from brochure.mail.drafts import DraftFolder
from brochure.mail.ledger import Ledger
from brochure.mail.message import compose
from brochure.mail.policy import Decision, Entry, IntakeCounts, Mailing, Recipient
from brochure.mail.preview import preview
from brochure.mail.recipients import RecipientList
from brochure.mail.sender import Sender, sender
from brochure.mail.smtp import Envelope
from brochure.storage import temporary as scratch
from brochure.workspace.mail_settings import Mail
from brochure.workspace.tidy import tidy
from brochure.workspace.workspace import Workspace

#: What a message adds to its attachment, at most, in bytes: texts and head.
_TEXTS = 20_000


@dataclass(frozen=True)
class SendRequest:
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
class MailingResult:
    """What became of a mailing: how many people of each kind, by words such as 'sent' or 'opted out'."""

    mailing: Mailing
    numbers: Counter[str] = field(default_factory=Counter)
    drafts: list[Path] = field(default_factory=list)
    pictures: list[Path] = field(default_factory=list)

    @property
    def code(self) -> ExitCode:
        """DELIVERY_FAILED where somebody who should have it has not, or may not have."""
        lacking = self.numbers[Kind.FAILED] + self.numbers[Kind.UNKNOWN] + self.numbers[Decision.REFUSED]
        return ExitCode.DELIVERY_FAILED if lacking else ExitCode.DONE


def send(workspace: Workspace, request: SendRequest, recipients: RecipientList, listener: Listener) -> MailingResult:
    """Sends, or writes drafts where there is no [mail] in brochure.toml or a dry run is wanted.

    All that can go wrong before the first message does so there: an edition that is missing or too large, a title that
    is no subject, a damaged ledger. Raises BadInput, Overset or DeliveryFailed.
    """
    tidy(workspace, workspace.output, (Path(request.article).stem,))
    with scratch.process_folder(workspace.records):
        clinic = sender(workspace.config)
        contents = Contents(workspace, request.article, clinic, may_build=request.may_build)
        for language in sorted(recipients.languages):
            contents.to(language)
        result = MailingResult(mailing(contents.original))
        config = workspace.config.mail
        with Ledger.open(workspace.records) as ledger:
            if request.dry_run or not config:
                _Drafts(workspace, request, recipients, clinic, contents, ledger, result).write(listener)
            else:
                _Post(config, request, recipients, clinic, contents, ledger, result).hand_over(listener)
    return result


@dataclass(frozen=True)
class _Post:
    config: Mail
    request: SendRequest
    recipients: RecipientList
    clinic: Sender
    contents: Contents
    ledger: Ledger
    result: MailingResult

    def hand_over(self, listener: Listener) -> None:
        """One article after the other: the one asked for and its translations are mailings of their own."""

        def report(entry: Entry, outcome: Outcome) -> None:
            self.result.numbers[outcome.kind] += 1
            listener.done(entry, outcome)

        mailings = self._queue(listener)
        for queued in mailings:
            self.result.numbers.update(_not_sent_to(queued))
        listener.begin(sum(queued.to_send for queued in mailings))
        for queued in mailings:
            deliver(self.ledger, self.config, queued.run, self._envelope, report)

    def _queue(self, listener: Listener) -> list[IntakeCounts]:
        contents = self.contents.prepared
        mailings = [self._take_in(content, retry_unknown=self.request.retry_unknown) for content in contents]
        unknown = sum(queued.unknown for queued in mailings)
        if unknown and listener.ask(unknown):
            mailings = [self._take_in(content, retry_unknown=True) for content in contents]
        return mailings

    def _take_in(self, content: Content, *, retry_unknown: bool) -> IntakeCounts:
        people = (person for person in self.recipients.people() if self.contents.to(person.language) is content)
        domain = self.clinic.address.rpartition("@")[2]
        again = self.request.again
        return self.ledger.queue(content.mailing, people, again=again, retry_unknown=retry_unknown, domain=domain)

    def _envelope(self, entry: Entry) -> Envelope:
        person = Recipient(entry.address, entry.key, entry.name, entry.language, entry.line)
        return Envelope(self.clinic.address, _message(person, self.clinic, self.contents, entry.message_id))


def _not_sent_to(queued: IntakeCounts) -> dict[str, int]:
    return {
        Decision.SENT: queued.already,
        Decision.OPTED_OUT: queued.opted_out,
        Decision.UNKNOWN: queued.unknown,
        Decision.REFUSED: queued.failed_for_good,
        Decision.TWICE: queued.twice,
    }


@dataclass(frozen=True)
class _Drafts:
    workspace: Workspace
    request: SendRequest
    recipients: RecipientList
    clinic: Sender
    contents: Contents
    ledger: Ledger
    result: MailingResult

    def write(self, listener: Listener) -> None:
        """The drafts, and a picture of the first in each language. Nothing is noted: who sends them is not known."""
        folder = DraftFolder(self.workspace.outbox, self.result.mailing.slug)
        sizes = [len(content.attachment.encoded) for content in self.contents.prepared]
        folder.check_room(self.recipients.count, max(sizes, default=0) + _TEXTS)
        # What was drafted for others waits to be sent; what was drafted for the same person is written anew.
        before, free = folder.by_mailbox(), count(max(folder.drafts(), default=0) + 1)
        listener.begin(self.recipients.count)
        pictured: set[Mailing] = set()
        for person in self._people():
            message = _message(person, self.clinic, self.contents, self.clinic.new_message_id(), draft=True)
            number = before.pop(person.key, None)
            self.result.drafts.append(folder.put(next(free) if number is None else number, message))
            self.result.numbers["drafted"] += 1
            content = self.contents.to(person.language)
            if content.mailing not in pictured:
                pictured.add(content.mailing)
                png = within("The picture of the message", self.workspace.config.limits, partial(self._preview, person))
                self.result.pictures.append(folder.put_preview(content.article.slug, png))
        if before:
            self.result.numbers["drafted before"] = len(before)

    def _preview(self, person: Recipient) -> bytes:
        content = self.contents.to(person.language)
        return preview(self.workspace, content.letters.to(person), person, self.clinic, content.attachment)

    def _people(self) -> Iterator[Recipient]:
        """Everyone who would get it, each article once. Those seen are no more than there may be drafts."""
        seen: set[tuple[Mailing, str]] = set()
        again, retry_unknown = self.request.again, self.request.retry_unknown
        mailings = [content.mailing for content in self.contents.prepared]
        decide = {one: self.ledger.foresee(one, again=again, retry_unknown=retry_unknown) for one in mailings}
        for person in self.recipients.people():
            mailing = self.contents.to(person.language).mailing
            decision = decide[mailing](person.key)
            if decision.sends and (mailing, person.key) in seen:
                decision = Decision.TWICE
            if not decision.sends:
                self.result.numbers[decision] += 1
                continue
            seen.add((mailing, person.key))
            yield person


def _message(person: Recipient, clinic: Sender, contents: Contents, message_id: str, *, draft: bool = False) -> bytes:
    content = contents.to(person.language)
    now = datetime.now().astimezone()

    def message() -> bytes:
        letter = content.letters.to(person)
        return compose(letter, person, clinic, content.attachment, message_id, now, draft=draft)

    return within(f"The message about '{content.mailing.slug}'", contents.limits, message)
