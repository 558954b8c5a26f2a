"""How this installation is set up: the environment, ``aforo.toml``, its own files."""

from __future__ import annotations

import re
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from wfm.errors import InputError, StoreError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_HERE = Path(__file__).resolve().parent
LOCAL_NAMES = ("127.0.0.1", "localhost")
_SHORTEST_KEY = 32
_FILE = "aforo.toml"
# What pydantic calls the mistake, and what was to be written.
_RULES = {
    "int_": "a whole number",
    "string_": "text between quotation marks",
    "path_": "the path of a folder",
}
_FILE_DATABASE = re.compile(r"sqlite[^:]*:///([^?]+)")


class Settings(BaseSettings):
    """
    Settings of the server, from ``AFORO_*`` and from ``aforo.toml``.

    Attributes
    ----------
    database : str
        ``sqlite:///FILE`` or ``postgresql://...``.
    secret_key : SecretStr
        Seals the tokens of forms; the same in every web process. Without one, each
        start makes its own, which is enough on this machine alone.
    host : str
        Address to listen on.
    port : int
        TCP port.
    trusted_proxies : int
        How many proxies of ours stand before the server and may say where a request
        came from; 0 believes no such header.
    names : str
        Names by which browsers reach the server, between commas: it answers to no
        other. Where none is given, only local ones on this machine's own address (also
        behind a proxy there), and any on another.
    session_idle, session_absolute : int
        Seconds without a request, and since log-in, after which a session ends.
    backups : Path or None
        Folder of the backups that are made in the app; None for `backup_folder`.
    """

    model_config = SettingsConfigDict(
        env_prefix="AFORO_", toml_file=_FILE, extra="forbid", frozen=True
    )

    database: str = "sqlite:///aforo.db"
    secret_key: SecretStr = SecretStr("")
    host: str = "127.0.0.1"
    port: int = Field(default=8050, ge=0, le=65535)
    trusted_proxies: int = Field(default=0, ge=0, le=9)
    names: str = ""
    session_idle: int = Field(default=30 * 60, ge=60)
    session_absolute: int = Field(default=12 * 3600, ge=60)
    backups: Path | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options of the command before the environment before the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def backup_folder(self) -> Path:
        """Folder of the backups: as set, or beside the file of the database."""
        if self.backups is not None:
            return self.backups
        beside = _FILE_DATABASE.match(self.database)
        return (Path(beside[1]).parent if beside else Path()) / "aforo-backups"

    @property
    def loopback(self) -> bool:
        """Whether the server listens on an address of this machine alone."""
        return is_loopback(self.host)

    @property
    def private(self) -> bool:
        """Whether only this machine can reach the server, through no proxy either."""
        return self.loopback and self.trusted_proxies == 0

    def answered_names(self, host: str) -> list[str]:
        """
        Names to which the server answers at an address; empty for any.

        Parameters
        ----------
        host : str
            Address that it listens on.
        """
        given = [name.strip() for name in self.names.split(",") if name.strip()]
        # Werkzeug knows no names of IPv6: there any is taken where none is given.
        if not is_loopback(host) or ":" in host:
            return given
        return list(dict.fromkeys((*given, *LOCAL_NAMES, host)))


def is_loopback(host: str) -> bool:
    """
    Whether an address is of this machine alone.

    Parameters
    ----------
    host : str
        Address or name to listen on.
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def read_settings(**given: str | int | None) -> Settings:
    """
    Read the settings of this folder and environment.

    Parameters
    ----------
    **given
        What a command was told; None leaves it to the environment and the file.

    Returns
    -------
    Settings

    Raises
    ------
    InputError
        With a sentence for each setting that cannot be used.
    StoreError
        If ``aforo.toml`` cannot be read.
    """
    told = {name: value for name, value in given.items() if value is not None}
    try:
        settings = Settings(**told)  # type: ignore[arg-type]
    except ValidationError as error:
        # The value itself is left out: it may be the key.
        mistakes = error.errors(include_input=False, include_url=False)
        raise InputError("\n".join(map(_mistake, mistakes))) from None
    except OSError as error:
        raise StoreError(f"{_FILE}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise InputError(f"{_FILE}: {error}") from error
    _check_key(settings)
    return settings


def _mistake(found: ErrorDetails) -> str:
    """Sentence about one setting that cannot be used."""
    name = str(found["loc"][0]) if found["loc"] else _FILE
    kind, limits = found["type"], found.get("ctx", {})
    if kind == "extra_forbidden":
        known = ", ".join(sorted(Settings.model_fields))
        return f"{_FILE}: unknown setting {name!r}; known are {known}"
    if "ge" in limits:
        return f"setting {name}: must be {limits['ge']} or more"
    if "le" in limits:
        return f"setting {name}: must be {limits['le']} or less"
    for begun, rule in _RULES.items():
        if kind.startswith(begun):
            return f"setting {name}: must be {rule}"
    return f"setting {name}: {found['msg']}"


def _check_key(settings: Settings) -> None:
    """Refuse to be reachable from elsewhere with a key that can be guessed."""
    key = settings.secret_key.get_secret_value()
    guessable = len(key) < _SHORTEST_KEY or len(set(key)) < _SHORTEST_KEY // 4
    if guessable and not settings.private:
        how = "behind a proxy" if settings.loopback else f"on {settings.host}"
        raise InputError(
            f"secret_key must be random and have {_SHORTEST_KEY} characters or more to "
            f"listen {how}: set AFORO_SECRET_KEY, for example to what "
            '`python -c "import secrets; print(secrets.token_urlsafe(48))"` prints'
        )


def sample_folder() -> Path:
    """
    Folder of the sample campaign: beside the packages, or inside the wheel.

    Raises
    ------
    StoreError
        If the installation has lost it.
    """
    for place in (_HERE / "sample_data", _HERE.parent / "sample_data"):
        if (place / "campaign.toml").is_file():
            return place
    raise StoreError(f"{_HERE}: the sample campaign is missing from the installation")
