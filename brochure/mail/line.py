"""Keeps one connection to the mail server: opens it when needed, again when it broke, and gives up in the end."""

from __future__ import annotations

from functools import cached_property

from brochure.clinic.mail import Mail
from brochure.mail.clock import Clock, doubled
from brochure.mail.connection import Unreachable, connect
from brochure.mail.password import Login, find_login
from brochure.mail.smtp import Session


class GaveUp(Exception):
    """The server failed us as often in a row as [mail] allows."""


class Line:
    """The connection of a run. Faults count until the server answers a message properly; each doubles the wait."""

    def __init__(self, config: Mail, clock: Clock) -> None:
        self._config = config
        self._clock = clock
        self._session: Session | None = None
        self._faults = 0
        self._last_fault = ""

    @cached_property
    def _login(self) -> Login | None:
        return find_login(self._config)

    def session(self) -> Session:
        """The connection, opened if there is none.

        Raises GaveUp after too many faults, DeliveryFailed where trying again is no use, BadInput without a password.
        """
        while self._session is None:
            self._wait()
            try:
                self._session = Session(connect(self._config, self._login))
            except Unreachable as error:
                self.fault(str(error))
        return self._session

    def fault(self, said: str) -> None:
        """Something went wrong that is not one message's fault; a broken connection is cut."""
        self._faults += 1
        self._last_fault = said
        self.cut()

    def proven(self) -> None:
        """The server works."""
        self._faults = 0

    def cut(self) -> None:
        """Ends the connection without a word."""
        if self._session:
            self._session.close()
            self._session = None

    def hang_up(self) -> None:
        """Ends the connection in good form."""
        if self._session:
            self._session.quit()
            self._session = None

    def _wait(self) -> None:
        if self._faults >= self._config.attempts:
            raise GaveUp(self._last_fault)
        if self._faults:
            self._clock.sleep(doubled(self._config.pause, self._faults - 1))
