"""A real mail server, aiosmtpd, behind STARTTLS and a login, that keeps what it is given."""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

USER, PASSWORD = "office@redmaple.example", "correct horse"


@dataclass
class Postbox:
    """What has come in: for each message its envelope's recipients and its bytes."""

    came: list[tuple[list[str], bytes]] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802, ARG002 (the library's name)
        self.came.append((list(envelope.rcpt_tos), bytes(envelope.original_content)))
        return "250 taken"

    def messages(self) -> dict[str, EmailMessage]:
        """By recipient, as a mail client reads them; each has one recipient, and each recipient one message."""
        messages: dict[str, EmailMessage] = {}
        for recipients, data in self.came:
            (recipient,) = recipients
            assert recipient not in messages
            message = message_from_bytes(data, policy=POLICY)
            assert isinstance(message, EmailMessage)
            messages[recipient] = message
        return messages


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _login(server: Any, session: Any, envelope: Any, mechanism: str, data: LoginPassword) -> AuthResult:  # noqa: ARG001
    right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=right)


def controller(postbox: Postbox, context: ssl.SSLContext) -> Controller:
    """The server, to be started and stopped; it takes mail from who has logged in over TLS, and from nobody else."""
    return Controller(
        postbox,
        hostname="127.0.0.1",
        port=_free_port(),
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        auth_require_tls=True,
        authenticator=_login,
    )
