"""Passwords: which are refused, and how they are kept and checked."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from secrets import choice
from typing import TYPE_CHECKING
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from wfm.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST, LONGEST = 12, 128
# ASVS 5.0: argon2id with 19 MiB and two passes.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# A whole shift logs in at once. Few threads of their own make the hashes, not each of
# the server's: the allocator keeps the 19 MiB for every thread that ever made one.
_HASHING = ThreadPoolExecutor(
    max_workers=min(4, os.cpu_count() or 1), thread_name_prefix="hashing"
)
_FEWEST_LETTERS = 4
# Neither 0 and o nor 1 and l: it is read aloud, or from a terminal, and typed.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_REASONS = {
    "short": f"the password must have {SHORTEST} characters or more",
    "long": f"the password may have {LONGEST} characters at most",
    "same": "the new password is the one before",
    "common": "that password is among the first that others would try",
}
# Words that common long passwords are made of, once digits and signs are gone.
_COMMON_WORDS = frozenset(
    """
    abcdefgh abcdefghijkl administrador administrator aforo aforoaforo
    bienvenido bienvenidos bogota callcenter cambiame changeme colombia
    contactcenter contrasena correcthorsebatterystaple default football iloveyou
    letmein login medellin millonarios monkey nacional operaciones pass
    passphrase password passwordpassword passw planeacion princess qazwsx
    qazwsxedc qwerty qwertyuiop qwertyuiopasdf secret sunshine superman temporal
    teamo trustno usuario welcome
    """.split()  # noqa: SIM905 - words, not a list of strings
)
_LOOKALIKES = str.maketrans("013457@$ñáéíóú", "oieastasnaeiou")
_RUNS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
)


class PasswordError(InputError):
    """
    A password that may not be taken.

    Attributes
    ----------
    reason : str
        ``short``, ``long``, ``common`` or ``same`` (as the one before).
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(_REASONS[reason])


def check_password(password: str, name: str) -> None:
    """
    Refuse a password that is too short, or among the first to be tried.

    Parameters
    ----------
    password : str
        Any letters, digits, signs and spaces: what it is made of is not judged.
    name : str
        Of the account, which a password may not consist of.

    Raises
    ------
    PasswordError
        With its reason.
    """
    told = normalize("NFC", password)
    if len(told) < SHORTEST:
        raise PasswordError("short")
    if len(told) > LONGEST:
        raise PasswordError("long")
    plain = told.lower()
    core = "".join(letter for letter in plain if letter.isalpha())
    looks = "".join(c for c in plain.translate(_LOOKALIKES) if c.isalpha())
    guessed = {core, looks, *_stripped(plain)} & (_COMMON_WORDS | {name})
    if guessed or len(set(plain)) < _FEWEST_LETTERS or _runs(plain):
        raise PasswordError("common")


def new_password() -> str:
    """
    Make a password that can be typed.

    Returns
    -------
    str
        Three groups of five signs between hyphens, 74 bits.
    """
    return "-".join("".join(choice(_SIGNS) for _ in range(5)) for _ in range(3))


def hash_password(password: str) -> str:
    """
    Argon2id hash, with its own salt and parameters in it.

    Parameters
    ----------
    password : str
        As typed; whether it may be taken is for `check_password` to say.

    Returns
    -------
    str
        Another one each time, for the same password too.
    """
    return _HASHING.submit(_HASHER.hash, _bytes(password)).result()


def verify(password_hash: str | None, password: str) -> bool:
    """
    Whether a password is the one of a hash.

    Without a hash the answer is no, and takes as long: who asks does not learn which
    names exist.

    Parameters
    ----------
    password_hash : str or None
        As `hash_password` gave it; None where there is no such account.
    password : str
        As typed.

    Returns
    -------
    bool
        False for a damaged hash too.
    """
    told = _bytes(password)
    try:
        right = _HASHING.submit(_HASHER.verify, password_hash or _NOBODY, told).result()
    except (VerificationError, InvalidHashError):
        return False
    return right and password_hash is not None


def outdated(password_hash: str) -> bool:
    """
    Whether the hash was made with weaker parameters than those of today.

    Parameters
    ----------
    password_hash : str
        As `hash_password` gave it, however long ago.

    Returns
    -------
    bool
        True if the password should be hashed anew when it is next known.

    Raises
    ------
    InvalidHashError
        If it is no Argon2 hash.
    """
    return _HASHER.check_needs_rehash(password_hash)


def _bytes(password: str) -> bytes:
    """Give the same bytes for the same letters, however a keyboard composes them."""
    # One more than may be: what is cut off makes no other password right.
    told = normalize("NFC", password)[: LONGEST + 1]
    return told.encode("utf-8", "surrogatepass")


def _stripped(plain: str) -> Iterator[str]:
    """Words with digits and signs before and after taken off, lookalikes read too."""
    bare = plain.strip("0123456789!@#$%&*._-+? ")
    yield bare
    yield "".join(c for c in bare.translate(_LOOKALIKES) if c.isalpha())


def _runs(plain: str) -> bool:
    """Whether it is one run of a keyboard or alphabet, forwards or backwards."""
    return any(plain in run * 6 or plain in run[::-1] * 6 for run in _RUNS)


_NOBODY = _HASHER.hash("nobody has this password")
