"""Downloads: whatever a server does, a list is replaced by a whole, newer copy or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest
from urllib3 import PoolManager, ProxyManager

from screening import update
from screening.catalogue import load_catalogue
from screening.errors import ListError, UnknownListError
from screening.receipts import read_receipt
from screening.store import add_list, load_lists
from screening.update import Limits, UpdateReport, installed_official, update_list
from screening.version import VERSION
from screening.versions import current_version

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"
UN = (CASES / "un" / "consolidated.xml").read_bytes()
NEWER = UN.replace(b"2026-08-01T", b"2026-08-02T")
OLDER = UN.replace(b"2026-08-01T", b"2026-07-31T")
MONDAY, TUESDAY = date(2026, 8, 3), date(2026, 8, 4)
QUICK = Limits(silence=0.2, attempts=3)

Reply = Callable[["Handler"], None]


class Server(ThreadingHTTPServer):
    """Gives the replies it was given, the last one over and over, and keeps what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies: list[Reply] = []
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.over = Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
        replies = self.server.replies
        (replies.pop(0) if len(replies) > 1 else replies[0])(self)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def send(body: bytes = b"", status: int = 200, length: int | None = None, **headers: str) -> Reply:
    def reply(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if status != 304:
            handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(64):
        handler.wfile.write(b"x" * 4096)


def stall(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    handler.wfile.write(b"<?xml")
    handler.wfile.flush()
    handler.server.over.wait(5)


def by_path(replies: dict[str, Reply]) -> Reply:
    return lambda handler: replies[handler.path](handler)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.over.set()
        server.shutdown()
        thread.join()


def catalogue_says(home: Path, list_id: str, *urls: str) -> None:
    addresses = ", ".join(f'"{url}"' for url in urls)
    text = f"[{list_id}]\nurls = [{addresses}]\nmin_entries = 1\ncanaries = []\n"
    (home / "lists.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def naps() -> list[float]:
    """The seconds that would have been slept."""
    return []


@pytest.fixture
def fetch(home: Path, server: Server, naps: list[float]) -> Callable[..., UpdateReport]:
    catalogue_says(home, "un", f"{server.url}/consolidated.xml")

    def run(*replies: Reply, today: date = MONDAY, limits: Limits = QUICK, **more: object) -> UpdateReport:
        server.replies[:] = replies
        server.asked.clear()
        return update_list("un", today=today, limits=limits, sleep=naps.append, **more)  # type: ignore[arg-type]

    return run


Fetch = Callable[..., UpdateReport]


def installed_day() -> date | None:
    return load_lists(["un"])[0].info.date


def test_a_list_is_fetched_and_installed(fetch: Fetch, home: Path, server: Server) -> None:
    seen: list[tuple[int, int | None]] = []
    report = fetch(
        send(UN, ETag='"a"', Last_Modified="Sat, 01 Aug 2026 06:00:00 GMT"), on_progress=lambda *n: seen.append(n)
    )
    assert report.added is not None
    assert (report.added.info.entries, report.added.previous, report.unverified) == (2, None, True)
    assert seen[-1] == (len(UN), len(UN))
    assert server.asked[0][1]["user-agent"] == f"screening/{VERSION}"
    assert "if-none-match" not in server.asked[0][1]
    folder = home / "lists" / "un"
    receipt = read_receipt(folder, current_version(folder).name)
    assert receipt is not None
    assert (receipt.checked_on, receipt.sources[0].etag) == (MONDAY, '"a"')
    said = json.loads((current_version(folder) / "info.json").read_text(encoding="utf-8"))
    assert said["files"][0]["name"] == "un.xml"


def test_an_unchanged_list_is_not_fetched_again(fetch: Fetch, home: Path, server: Server) -> None:
    fetch(send(UN, ETag='"a"', Last_Modified="Sat, 01 Aug 2026 06:00:00 GMT"))
    report = fetch(send(status=304), today=TUESDAY)
    assert report.added is None
    assert server.asked[0][1]["if-none-match"] == '"a"'
    assert server.asked[0][1]["if-modified-since"] == "Sat, 01 Aug 2026 06:00:00 GMT"
    folder = home / "lists" / "un"
    receipt = read_receipt(folder, current_version(folder).name)
    assert receipt is not None
    assert receipt.checked_on == TUESDAY


def test_the_same_bytes_are_no_new_version(fetch: Fetch, home: Path) -> None:
    fetch(send(UN))
    fetch(send(UN), today=TUESDAY)
    assert (home / "lists" / "un" / "current").read_text().count("\n") == 1


def spoil_receipt(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "fetched.json").write_text("{")


def spoil_records(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (current_version(folder) / "records.jsonl.gz").write_bytes(b"")


def spoil_description(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (current_version(folder) / "info.json").unlink()


def newer_library(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update, "VERSION", "99")


def other_copy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder.parent.parent / "newer.xml"
    path.write_bytes(NEWER)
    add_list("un", path)


@pytest.mark.parametrize("change", [spoil_receipt, spoil_records, spoil_description, newer_library, other_copy])
def test_a_copy_that_may_differ_from_the_servers_is_fetched_again(
    change: Callable[[Path, pytest.MonkeyPatch], None],
    fetch: Fetch,
    home: Path,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fetch(send(UN, ETag='"a"'))
    change(home / "lists" / "un", monkeypatch)
    assert fetch(send(NEWER)).added is not None
    assert "if-none-match" not in server.asked[0][1]


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (send(UN, length=len(UN) + 1), "broke off before the file was whole"),
        (stall, "no answer within 0.2 s"),
        (send(b""), "a file of 0 bytes"),
        (send(b"busy", 503), "the server answers 503 Service Unavailable"),
        (lambda handler: handler.connection.close(), "the connection broke off"),
    ],
)
def test_what_may_pass_is_tried_again_and_then_refused(
    reply: Reply, says: str, fetch: Fetch, naps: list[float], server: Server
) -> None:
    fetch(send(UN))
    with pytest.raises(ListError, match=says):
        fetch(reply)
    assert (len(server.asked), naps) == (3, [1.0, 4.0])
    assert installed_day() == date(2026, 8, 1)


def test_what_has_passed_does_no_harm(fetch: Fetch, naps: list[float]) -> None:
    report = fetch(send(b"", 500), send(b"", 429, Retry_After="9"), send(UN))
    assert report.added is not None
    assert naps == [1.0, 9.0]
    fetch(send(b"", 503, Retry_After="99999"), send(UN))
    assert naps[2:] == [60.0]


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (send(b"<!DOCTYPE html><title>Moved</title>"), "is not installed: .*web page|is not installed: .*html"),
        (send(UN[: len(UN) // 2]), "is not installed"),
        (send(OLDER), "it is of 31 Jul 2026, and the installed copy is of 1 Aug 2026"),
        (send(b"gone", 404), "the server answers 404 Not Found; expected the file"),
        (send(UN, length=1 << 31), "has more than 1,073,741,824 bytes"),
        (send(status=304), "not changed which it was not told of"),
    ],
)
def test_what_will_not_pass_is_refused_at_once(reply: Reply, says: str, fetch: Fetch, naps: list[float]) -> None:
    fetch(send(UN))
    with pytest.raises(ListError, match=f"(?i){says}"):
        fetch(reply)
    assert naps == []
    assert installed_day() == date(2026, 8, 1)


def test_a_file_that_does_not_end_is_refused(fetch: Fetch) -> None:
    with pytest.raises(ListError, match="has more than 10,000 bytes"):
        fetch(endless, limits=replace(QUICK, size=10_000))


def test_a_file_that_trickles_is_refused(fetch: Fetch, server: Server) -> None:
    seconds = iter(range(0, 10_000, 500))
    with pytest.raises(ListError, match="not whole within 900 s"):
        fetch(endless, clock=lambda: float(next(seconds)), limits=replace(QUICK, attempts=1))


def test_an_older_copy_is_installed_for_a_reason(fetch: Fetch) -> None:
    fetch(send(UN))
    report = fetch(send(OLDER), accept_shrink="the authority took it back")
    assert report.added is not None
    assert report.added.warnings[-1].startswith("accepted (the authority took it back)")


def test_a_moved_file_is_followed(fetch: Fetch, server: Server) -> None:
    report = fetch(send(status=302, Location="/there"), send(status=301, Location=f"{server.url}/here"), send(UN))
    assert report.added is not None
    assert [path for path, _ in server.asked] == ["/consolidated.xml", "/there", "/here"]


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("/consolidated.xml", "sent on 1 times and never to a file"),
        ("", "sent on 1 times and never to a file"),
        ("http://example.com/list.xml", "http://example.com/list.xml is not fetched: expected .* https://"),
        ("file:///etc/passwd", "file:///etc/passwd is not fetched"),
    ],
)
def test_a_redirect_that_leads_astray_is_refused(location: str, says: str, fetch: Fetch) -> None:
    with pytest.raises(ListError, match=says):
        fetch(send(status=302, Location=location))


def test_redirects_come_to_an_end(fetch: Fetch, server: Server) -> None:
    with pytest.raises(ListError, match="sent on 6 times and never to a file"):
        fetch(*(send(status=307, Location=f"/{number}") for number in range(9)))


@pytest.mark.parametrize("url", ["http://example.com/x.xml", "ftp://127.0.0.1/x.xml", "https:///x.xml", "x.xml"])
def test_only_encrypted_addresses_are_fetched(url: str, home: Path) -> None:
    catalogue_says(home, "un", url)
    with pytest.raises(ListError, match="expected an address that begins https://"):
        update_list("un", today=MONDAY)


def test_a_server_that_is_not_there_is_told(home: Path, naps: list[float]) -> None:
    catalogue_says(home, "un", "http://127.0.0.1:9/")
    with pytest.raises(ListError, match="nobody answers at this address, also at attempt 3"):
        update_list("un", today=MONDAY, limits=QUICK, sleep=naps.append)


def test_a_proxy_that_is_not_there_is_told(home: Path, naps: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update, "getproxies", lambda: {"https": "http://127.0.0.1:9"})
    monkeypatch.setattr(update, "proxy_bypass", lambda host: False)
    catalogue_says(home, "un", "https://example.com/")
    with pytest.raises(ListError, match=r"the connection failed \(ProxyError\), also at attempt 3"):
        update_list("un", today=MONDAY, limits=QUICK, sleep=naps.append)


def test_a_certificate_nobody_vouches_for_is_refused(home: Path, server: Server) -> None:
    catalogue_says(home, "un", server.url.replace("http", "https"))
    with pytest.raises(ListError, match="no safe connection"):
        update_list("un", today=MONDAY, limits=QUICK)


def test_a_list_of_several_files_is_fetched_whole(home: Path, server: Server) -> None:
    parts = ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")
    catalogue_says(home, "ofac-sdn", *(f"{server.url}/{part}" for part in parts))
    files = {f"/{part}": (CASES / "ofac" / "set" / part).read_bytes() + b"\x1a" for part in parts}
    server.replies = [by_path({path: send(body, ETag='"a"') for path, body in files.items()})]
    report = update_list("ofac-sdn", today=MONDAY, limits=QUICK)
    assert report.added is not None
    assert [source.url.rpartition("/")[2] for source in report.sources] == list(parts)

    def some_changed(handler: Handler) -> None:
        known = handler.headers.get("If-None-Match") and handler.path != "/alt.csv"
        (send(status=304) if known else send(files[handler.path], ETag='"b"'))(handler)

    server.replies, server.asked = [some_changed], []
    assert update_list("ofac-sdn", today=MONDAY, limits=QUICK).added is not None
    assert len(server.asked) == 7
    server.replies = [send(status=304)]
    assert update_list("ofac-sdn", today=MONDAY, limits=QUICK).added is None


def test_a_server_that_says_unchanged_of_a_file_it_was_not_told_of_is_refused(home: Path, server: Server) -> None:
    parts = ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")
    catalogue_says(home, "ofac-sdn", *(f"{server.url}/{part}" for part in parts))
    server.replies = [send(UN), send(status=304)]
    with pytest.raises(ListError, match="not changed which it was not told of"):
        update_list("ofac-sdn", today=MONDAY, limits=QUICK)


def test_addresses_must_fit_the_files(home: Path) -> None:
    catalogue_says(home, "un", "https://example.com/a", "https://example.com/b")
    with pytest.raises(ListError, match=r"it has 2 addresses: expected one$"):
        update_list("un", today=MONDAY)
    catalogue_says(home, "ofac-sdn", "https://example.com/a", "https://example.com/b")
    with pytest.raises(ListError, match=r"expected one, or one each for sdn\.csv, alt\.csv"):
        update_list("ofac-sdn", today=MONDAY)


def test_a_closed_list_says_where_its_designations_are(home: Path) -> None:
    with pytest.raises(UnknownListError, match=r"OFSI's consolidated list was closed on 28 Jan 2026.*: use uk"):
        update_list("ofsi", today=MONDAY)


def test_an_update_of_a_private_list_says_how_it_is_renewed(home: Path) -> None:
    add_list("acme-watch", CASES / "private" / "watch.toml", installed_on=MONDAY)
    with pytest.raises(
        ListError, match="it is a private list, and no authority publishes it: run `screening lists add"
    ):
        update_list("acme-watch", today=MONDAY)


def test_an_update_of_nothing_says_so(home: Path, fetch: Fetch) -> None:
    with pytest.raises(ListError, match="no official list is installed yet"):
        installed_official()
    fetch(send(UN))
    assert installed_official() == ("un",)


def test_a_proxy_is_used_but_not_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:3128")
    assert isinstance(update._connections("https://example.com/"), ProxyManager)
    assert type(update._connections("https://127.0.0.1/")) is PoolManager
    monkeypatch.setenv("no_proxy", "example.com")
    assert type(update._connections("https://example.com/")) is PoolManager


def test_two_processes_at_once_do_no_harm(home: Path, server: Server) -> None:
    catalogue_says(home, "un", f"{server.url}/consolidated.xml")
    server.replies = [send(UN, ETag='"a"'), send(NEWER, ETag='"b"'), send(NEWER, ETag='"b"')]
    code = (
        "from datetime import date; from screening.update import update_list; from screening.errors import ListError\n"
        "try: update_list('un', today=date(2026, 8, 3))\n"
        "except ListError as error: assert 'it is of 1 Aug 2026' in str(error), error"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=os.environ | {"SCREENING_HOME": str(home)})
        for _ in range(2)
    ]
    assert [process.wait() for process in processes] == [0, 0]
    assert installed_day() == date(2026, 8, 2)


def test_the_newer_copy_of_two_stays_whichever_comes_last(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One process has read an old copy while another installs a new one: the guard compares under a lock."""
    catalogue_says(home, "un", "https://example.com/")
    old, new = tmp_path / "old.xml", tmp_path / "new.xml"
    old.write_bytes(UN)
    new.write_bytes(NEWER)
    from screening.sources import un_xml

    read = un_xml.read

    def overtaken(path: Path, *more: object) -> object:
        reading = read(path, *more)  # type: ignore[arg-type]
        if path == old:
            add_list("un", new)
        return reading

    monkeypatch.setattr(un_xml, "read", overtaken)
    with pytest.raises(ListError, match="it is of 1 Aug 2026, and the installed copy is of 2 Aug 2026"):
        add_list("un", old)
    assert installed_day() == date(2026, 8, 2)


def test_killed_while_fetching_the_last_good_version_stays(home: Path, server: Server, fetch: Fetch) -> None:
    fetch(send(UN))
    server.replies, server.asked = [stall], []
    code = "from datetime import date; from screening.update import update_list; update_list('un', today=date.max)"
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=os.environ | {"SCREENING_HOME": str(home)})
    while not server.asked:
        assert process.poll() is None
        server.over.wait(0.01)
    process.kill()
    process.wait()
    assert installed_day() == date(2026, 8, 1)
    assert fetch(send(NEWER)).added is not None


# The user's own catalogue


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[un", "it cannot be read"),
        ("[nu]\nmax_age_days = 1", "nu .*there is no such list: expected au, ca"),
        ("un = 1", r"expected a table \[un\]"),
        ("[un]\nreader = 'x'", "'reader' cannot be set: expected page, urls"),
        ("[un]\nmax_age_days = 0", "max_age_days is 0: expected a whole number from 1"),
        ("[un]\nmax_age_days = true", "max_age_days is True: expected"),
        ("[un]\nurls = []", "expected a list of addresses"),
        ("[un]\nurls = 'https://x'", "expected a list of addresses"),
        ("[un]\nverified = 1", "expected true or false"),
        ("[un]\npage = ''", "expected a text"),
    ],
)
def test_a_catalogue_that_cannot_be_used_is_refused(text: str, says: str, home: Path) -> None:
    (home / "lists.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ListError, match=says):
        load_catalogue(home)


def test_what_a_user_sets_goes_before_the_librarys(home: Path) -> None:
    (home / "lists.toml").write_text("[un]\nmax_age_days = 2\nverified = true\n", encoding="utf-8")
    assert (load_catalogue(home)["un"].max_age_days, load_catalogue(home)["un"].verified) == (2, True)
    assert load_catalogue(home)["uk"].max_age_days == 7
