"""What the pages work on: the store, the settings, and who does their work."""

# The module of that name in the standard library is not one that anybody imports.
# ruff: noqa: A005

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes
from typing import TYPE_CHECKING

from app.services.accounts.sessions import Limits

if TYPE_CHECKING:
    from app.config import Settings
    from app.storage.engine import Store


@dataclass(frozen=True)
class Site:
    """
    What one web process has in hand.

    Attributes
    ----------
    store : Store
        Its tables are those of this version.
    settings : Settings
        Of the server.
    jobs : bool
        Whether a worker is there to do what pages ask for.
    """

    store: Store
    settings: Settings
    jobs: bool = False
    _own_key: bytes = field(default_factory=lambda: token_bytes(32), repr=False)

    @property
    def limits(self) -> Limits:
        """How long sessions last."""
        return Limits(self.settings.session_idle, self.settings.session_absolute)

    def seal(self, purpose: str, text: str) -> str:
        """
        Code that only this site can have made of a text, in hexadecimal.

        Parameters
        ----------
        purpose : str
            For what; a code for one purpose is none for another.
        text : str
            What is sealed.

        Returns
        -------
        str
        """
        key = self.settings.secret_key.get_secret_value().encode() or self._own_key
        return hmac.new(key, f"{purpose}\0{text}".encode(), sha256).hexdigest()

    def sealed(self, purpose: str, text: str, code: str) -> bool:
        """Whether a code is the one that `seal` gives."""
        given = code.encode("utf-8", "surrogatepass")
        return hmac.compare_digest(self.seal(purpose, text).encode(), given)
