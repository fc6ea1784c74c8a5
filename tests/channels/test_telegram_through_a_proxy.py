"""Many an office reaches Telegram only through a proxy; the environment names it, as for every other program."""

from __future__ import annotations

from typing import Literal

import pytest

from bot.channels.telegram.api import TELEGRAM, Access, Api
from bot.channels.telegram.wire import proxy_to
from tests.channels.proxies import a_proxy
from tests.telegram_server.client import TOKEN, running

ELSEWHERE = "http://bot-api.test"  # a name that only the proxy knows
VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["http", "socks5"])
async def test_calls_go_through_the_proxy_that_the_environment_names(
    monkeypatch: pytest.MonkeyPatch, kind: Literal["http", "socks5"]
) -> None:
    async with running() as telegram, a_proxy(kind, telegram.url) as proxy:
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        api = Api(Access(token=TOKEN, base_url=ELSEWHERE))
        try:
            found = await api.call("get_me")
        finally:
            await api.close()
    assert found["is_bot"] is True
    assert proxy.asked == ["bot-api.test"]


def test_the_proxy_of_the_addresss_own_kind_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:7890")
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:7891")
    assert proxy_to(TELEGRAM) == "http://127.0.0.1:7890"
    assert proxy_to(ELSEWHERE) == "socks5://127.0.0.1:7891"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("127.0.0.1:7890", "http://127.0.0.1:7890"), ("socks://127.0.0.1:7890/", "socks5://127.0.0.1:7890/")],
)
def test_a_proxy_may_be_written_as_people_write_it(monkeypatch: pytest.MonkeyPatch, written: str, meant: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", written)
    assert proxy_to(TELEGRAM) == meant


@pytest.mark.parametrize(
    "root",
    ["http://127.0.0.1:8081", "http://127.0.0.9", "http://[::1]:8081", "http://localhost:8081", "https://inside.test"],
)
def test_to_this_machine_and_to_what_is_excepted_no_proxy_leads(monkeypatch: pytest.MonkeyPatch, root: str) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:7890")
    monkeypatch.setenv("NO_PROXY", "inside.test")
    assert proxy_to(root) is None


def test_where_none_is_named_there_is_none() -> None:
    assert proxy_to(TELEGRAM) is None
