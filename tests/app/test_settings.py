"""Settings: where they come from, and which of them the server does not start with."""

from __future__ import annotations

import pytest

from app.config import read_settings
from wfm.errors import InputError

KEY = "q7V2mX9sLc4RtB8nWd3KzP6hJf1GyAeU"


@pytest.fixture(autouse=True)
def bare(tmp_path, monkeypatch):
    """Folder without a file of settings, environment without any."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE", "SECRET_KEY", "HOST", "PORT", "TRUSTED_PROXIES"):
        monkeypatch.delenv(f"AFORO_{name}", raising=False)
    return tmp_path


def test_by_default_only_this_machine_is_served():
    settings = read_settings()

    assert (settings.host, settings.port) == ("127.0.0.1", 8050)
    assert settings.loopback
    assert settings.trusted_proxies == 0


def test_options_come_before_the_environment_before_the_file(bare, monkeypatch):
    (bare / "aforo.toml").write_text('port = 1\nhost = "localhost"\ndatabase = "x"\n')
    monkeypatch.setenv("AFORO_PORT", "2")
    monkeypatch.setenv("AFORO_HOST", "::1")

    settings = read_settings(port=3, host=None)

    assert (settings.port, settings.host, settings.database) == (3, "::1", "x")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "aforo.example"])
@pytest.mark.parametrize("key", ["", "changeme", KEY[:31], "a" * 40, "ab" * 20])
def test_a_key_that_can_be_guessed_is_refused_where_others_can_come(host, key):
    with pytest.raises(InputError, match="secret_key must be random") as refused:
        read_settings(host=host, secret_key=key)

    assert len(str(refused.value).splitlines()) == 1
    assert not key or key not in str(refused.value)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7"])
def test_a_good_key_lets_others_come(host):
    assert not read_settings(host=host, secret_key=KEY).loopback


def test_behind_a_proxy_others_can_come_whatever_the_address():
    with pytest.raises(InputError, match="to listen behind a proxy"):
        read_settings(trusted_proxies=1)

    settings = read_settings(trusted_proxies=1, secret_key=KEY)
    assert settings.loopback
    assert not settings.private


@pytest.mark.parametrize(
    ("host", "names", "answered"),
    [
        ("127.0.0.1", "", ["127.0.0.1", "localhost"]),
        ("127.8.8.8", "", ["127.0.0.1", "localhost", "127.8.8.8"]),
        ("127.0.0.1", "a.co, b.co,", ["a.co", "b.co", "127.0.0.1", "localhost"]),
        ("0.0.0.0", "", []),
        ("0.0.0.0", "aforo.example", ["aforo.example"]),
        ("::1", "", []),
    ],
)
def test_only_the_names_of_the_server_are_answered(host, names, answered):
    settings = read_settings(host=host, names=names, secret_key=KEY)

    assert settings.answered_names(host) == answered


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_this_machine_alone_needs_no_key(host):
    assert read_settings(host=host).loopback


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("port", "80000", "65535 or less"),
        ("port", "x", "a whole number"),
        ("session_idle", "5", "60 or more"),
        ("trusted_proxies", "-1", "0 or more"),
    ],
)
def test_a_setting_out_of_its_range_is_named(monkeypatch, name, value, rule):
    monkeypatch.setenv(f"AFORO_{name.upper()}", value)

    with pytest.raises(InputError, match=f"^setting {name}: must be {rule}$"):
        read_settings()


def test_an_unknown_setting_is_named_beside_the_known_ones(bare):
    (bare / "aforo.toml").write_text("prot = 1\nport = 0.5\n")

    with pytest.raises(InputError) as refused:
        read_settings()

    whole, unknown = sorted(str(refused.value).splitlines(), reverse=True)
    assert whole == "setting port: must be a whole number"
    assert unknown.startswith("aforo.toml: unknown setting 'prot'; known are backups, ")


@pytest.mark.parametrize("text", ["prot = 1\n", "port = \n"])
def test_a_file_of_settings_with_a_mistake_is_refused(bare, text):
    (bare / "aforo.toml").write_text(text)

    with pytest.raises(InputError, match=r"prot|aforo\.toml"):
        read_settings()


def test_the_key_is_not_shown_when_settings_are():
    assert KEY not in repr(read_settings(secret_key=KEY))
