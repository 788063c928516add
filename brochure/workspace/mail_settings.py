"""[mail]: the server that takes the clinic's messages."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from brochure.workspace.tables import Table

_SECRETS = {"password", "pass", "passwd", "secret", "token", "api_key", "login"}


class Mail(Table):
    """The server that takes the clinic's messages. Without this table they are written as drafts.

    Its password never stands in a file: it comes from BROCHURE_MAIL_PASSWORD or from the system's keyring.
    """

    host: str = Field(min_length=1, description="The server's name, such as smtp.example.")
    port: int | None = Field(None, ge=1, le=65535, description="587 for starttls and 465 for tls, if not said.")
    security: Literal["starttls", "tls"] = Field("starttls", description="How the line is encrypted; it always is.")
    user: str = Field("", description="Who logs in; without it nobody does.")
    sender: str = Field("", description="The address messages come from; that of [clinic], if not said.")
    reply_to: str = Field("", description="Where answers go, if elsewhere.")
    unsubscribe_url: str = Field("", description="A page that opts {address} out at one click; https.")
    per_minute: int = Field(60, ge=0, description="Most messages in a minute; 0 sets no limit.")
    largest_mb: float = Field(10, gt=0, le=100, description="Larger messages are refused; many hosts take no more.")
    attempts: int = Field(4, ge=1, le=20, description="How often one is tried that the server puts off.")
    pause: float = Field(5, ge=0, le=3600, description="Seconds until the second attempt; doubled for each after it.")
    timeout: float = Field(
        120, gt=0, le=3600, description="Seconds in which an answer of the server must be there, whole."
    )

    @model_validator(mode="before")
    @classmethod
    def _no_secret(cls, table: Any) -> Any:
        if isinstance(table, dict) and (secrets := sorted(_SECRETS & set(table))):
            raise ValueError(
                f"'{secrets[0]}' does not belong in a file: delete it, and put the password into"
                " BROCHURE_MAIL_PASSWORD or the keyring"
            )
        return table

    @model_validator(mode="after")
    def _usable(self) -> Mail:
        if self.unsubscribe_url and not (
            self.unsubscribe_url.startswith("https://") and "{address}" in self.unsubscribe_url
        ):
            raise ValueError("unsubscribe_url must begin with https:// and contain {address}")
        return self
