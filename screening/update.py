"""Downloads of the official lists: the only module that uses the network.

A copy is fetched whole or not at all, and then goes the way of every copy: read, guarded, switched in one step.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from screening.catalogue import load_catalogue, official_list
from screening.errors import ListError
from screening.homes import default_home
from screening.receipts import Receipt, Source, read_receipt, write_receipt
from screening.sources.reading import CatalogueEntry
from screening.store import AddReport, add_list
from screening.version import VERSION
from screening.versions import current_version, is_installed, list_folders, read_description, version_problem

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

Fetching = Callable[[int, int | None], None]
"""Told how many bytes of how many have been fetched; of how many is not always said."""

MOVED = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that may be another one a little later. Source: RFC 9110 section 15, RFC 6585 section 4."""
FIRST_WAIT = 1.0
"""Seconds before the second attempt; each wait after it is four times as long."""
LONGEST_WAIT = 60.0
"""Seconds, whatever the server asks for."""
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much a download may take."""

    silence: float = 30.0
    """Seconds without a byte."""
    total: float = 900.0
    """Seconds for one file."""
    size: int = 1 << 30
    """Bytes of one file; the largest official file is an eighth of that."""
    attempts: int = 4
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What asking the authority for a newer copy led to."""

    list_id: str
    sources: tuple[Source, ...]
    added: AddReport | None
    """What installing the copy did; `None` where the authority said that nothing had changed."""
    unverified: bool
    """Whether the address is one that nobody has checked with the authority."""


class _PassingError(Exception):
    """A failure that may be over a little later."""

    def __init__(self, problem: str, wait: float = 0.0) -> None:
        super().__init__(problem)
        self.wait = wait


def update_list(
    list_id: str,
    *,
    today: date,
    home: Path | None = None,
    accept_shrink: str | None = None,
    accepted_by: str | None = None,
    limits: Limits | None = None,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
    on_progress: Fetching | None = None,
) -> UpdateReport:
    """Fetch an official list from its authority and install it, unless the installed copy is still the newest.

    Args:
        today: recorded as the day on which the copy was installed, or was found to be still the newest.
        accept_shrink: why a copy is to be installed that is shorter or older than expected; kept with the list.
        accepted_by: who says so; kept beside the reason.
        sleep: waits so many seconds between two attempts.
        clock: seconds, from any moment on.

    Raises:
        UnknownListError: no such official list is known, or it was closed.
        ListError: the list cannot be fetched, or what was fetched is refused; the installed copy stays.
    """
    root = home or default_home()
    folder = root / "lists" / list_id
    if is_installed(folder) and list_id not in load_catalogue(root):
        problem = f"it is a private list, and no authority publishes it: run `screening lists add {list_id} PATH`"
        raise ListError(problem, list_id=list_id)
    spec = official_list(list_id, root)
    installed = _installed(folder, spec)
    sources = installed.sources if installed else ()
    known = {source.url: source for source in sources if source.etag or source.last_modified}
    download = Download(list_id, limits or Limits(), sleep, clock, on_progress)
    with TemporaryDirectory(prefix="screening-") as place:
        files = [Path(place, name) for name in _file_names(spec)]
        found = [download.fetch(url, file, known.get(url)) for url, file in zip(spec.urls, files, strict=True)]
        if installed and len(known) == len(files) and not any(found):
            write_receipt(folder, replace(installed, checked_on=today))
            return UpdateReport(list_id, installed.sources, None, not spec.verified)
        # Where only some of several files are new, the others are fetched too: a copy is whole.
        pairs = zip(spec.urls, files, found, strict=True)
        sources = tuple(source or download.fetch_new(url, file) for url, file, source in pairs)
        path = files[0] if len(files) == 1 else Path(place)
        try:
            added = add_list(
                list_id, path, accept_shrink=accept_shrink, accepted_by=accepted_by, installed_on=today, home=root
            )
        except ListError as error:
            raise ListError(f"what {spec.urls[0]} gave is not installed: {error.problem}", list_id=list_id) from error
    write_receipt(folder, Receipt(added.version, today, sources))
    return UpdateReport(list_id, sources, added, not spec.verified)


def installed_official(*, home: Path | None = None) -> tuple[str, ...]:
    """Return the ids of the installed lists, which an update without a name is about.

    Raises:
        ListError: none is installed.
    """
    root = home or default_home()
    known = load_catalogue(root)
    found = tuple(folder.name for folder in list_folders(root) if folder.name in known)
    if not found:
        raise ListError("no official list is installed yet: name those to fetch, such as un", list_id="lists")
    return found


def _installed(folder: Path, spec: CatalogueEntry) -> Receipt | None:
    """Return the receipt of the installed copy, if a new download of the same bytes would give that very copy."""
    if not is_installed(folder):
        return None
    try:
        version = current_version(folder)
        same_reader = read_description(version, spec.id)["library"] == VERSION
    except ListError:
        return None  # it is damaged: fetch it again
    receipt = read_receipt(folder, version.name)
    if not (receipt and same_reader and version_problem(version, spec.id) is None):
        return None
    return receipt if tuple(source.url for source in receipt.sources) == spec.urls else None


def _file_names(spec: CatalogueEntry) -> tuple[str, ...]:
    if len(spec.urls) == 1:
        return (f"{spec.id}{PurePosixPath(urlsplit(spec.urls[0]).path).suffix}",)
    if len(spec.urls) != len(spec.files):
        expected = f"one, or one each for {', '.join(spec.files)}" if spec.files else "one"
        raise ListError(f"it has {len(spec.urls)} addresses: expected {expected}", list_id=spec.id)
    return spec.files


class Download:
    """Fetches the files of one list, within limits."""

    def __init__(
        self,
        list_id: str,
        limits: Limits,
        sleep: Callable[[float], None],
        clock: Callable[[], float],
        on_progress: Fetching | None = None,
    ) -> None:
        self._list_id, self._limits, self._sleep, self._clock = list_id, limits, sleep, clock
        self._on_progress = on_progress

    def fetch(self, url: str, file: Path, known: Source | None = None) -> Source | None:
        """Write what an address gives to a file, or return `None` if it is still what is known.

        Raises:
            ListError: it cannot be fetched whole.
        """
        wait, attempt = FIRST_WAIT, 1
        while True:
            try:
                return self._attempt(url, file, known)
            except _PassingError as problem:
                if attempt >= self._limits.attempts:
                    raise self._refusal(f"{url}: {problem}, also at attempt {attempt}") from problem
                self._sleep(min(LONGEST_WAIT, max(wait, problem.wait)))
                wait, attempt = wait * 4, attempt + 1

    def fetch_new(self, url: str, file: Path) -> Source:
        """Write what an address gives to a file, whatever is known of it.

        Raises:
            ListError: it cannot be fetched whole.
        """
        source = self.fetch(url, file)
        if source is None:
            raise self._refusal(f"{url}: the server says that a copy has not changed which it was not told of")
        return source

    def _attempt(self, url: str, file: Path, known: Source | None) -> Source | None:
        from urllib3.exceptions import (
            HTTPError,
            LocationValueError,
            NewConnectionError,
            ProtocolError,
            SSLError,
            TimeoutError,
        )

        until = self._clock() + self._limits.total
        try:
            response = self._follow(url, _headers(known))
            try:
                if response.status == HTTPStatus.NOT_MODIFIED:
                    return None
                self._save(response, url, file, until)
            finally:
                response.close()
        except (SSLError, LocationValueError) as error:
            raise self._refusal(f"{url}: no safe connection: {error}") from error
        except NewConnectionError as error:
            raise _PassingError("nobody answers at this address") from error
        except TimeoutError as error:
            raise _PassingError(f"no answer within {self._limits.silence:g} s") from error
        except ProtocolError as error:
            raise _PassingError("the connection broke off before the file was whole") from error
        except HTTPError as error:
            raise _PassingError(f"the connection failed ({type(error).__name__})") from error
        return Source(url, response.headers.get("ETag"), response.headers.get("Last-Modified"))

    def _follow(self, url: str, headers: dict[str, str]) -> BaseHTTPResponse:
        """Return the answer at the end of any redirects: a file, or that it has not changed."""
        from urllib3 import Timeout

        address, seen = url, [url]
        while True:
            self._refuse_unsafe(address, url)
            silence = self._limits.silence
            response = _connections(address).request(
                "GET",
                address,
                headers=headers,
                preload_content=False,
                decode_content=False,
                redirect=False,
                retries=False,
                timeout=Timeout(connect=silence, read=silence),
            )
            if response.status not in MOVED:
                self._check_status(response, url)
                return response
            location = response.headers.get("Location", "")
            response.close()
            address = urljoin(address, location)
            if address in seen or len(seen) > self._limits.redirects:
                raise self._refusal(f"{url}: sent on {len(seen)} times and never to a file, at last to {address}")
            seen.append(address)

    def _check_status(self, response: BaseHTTPResponse, url: str) -> None:
        if response.status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            return
        said = f"the server answers {response.status} {response.reason or ''}".rstrip()
        wait = response.headers.get("Retry-After", "")
        response.close()
        if response.status in BUSY:
            raise _PassingError(said, float(wait) if wait.isdecimal() else 0.0)
        raise self._refusal(f"{url}: {said}; expected the file. The authority may have moved it")

    def _save(self, response: BaseHTTPResponse, url: str, file: Path, until: float) -> None:
        announced = response.headers.get("Content-Length", "")
        total = int(announced) if announced.isdecimal() else None
        self._check_size(total or 0, url)
        done = 0
        with file.open("wb") as out:
            for chunk in response.stream(_CHUNK, decode_content=False):
                out.write(chunk)
                done += len(chunk)
                self._check_size(done, url)
                if self._clock() > until:
                    raise _PassingError(f"not whole within {self._limits.total:g} s, {done:,} bytes having come")
                if self._on_progress:
                    self._on_progress(done, total)
        if not done:
            raise _PassingError("the server sent a file of 0 bytes")

    def _check_size(self, size: int, url: str) -> None:
        if size > self._limits.size:
            most = f"{self._limits.size:,} bytes"
            raise self._refusal(f"{url}: the file has more than {most}, which no official list has")

    def _refuse_unsafe(self, address: str, url: str) -> None:
        """Refuse what is not encrypted; only a catalogue that names this very machine may do without."""
        is_local = all(_is_this_machine(urlsplit(one).hostname) for one in (address, url))
        allowed = ("https", "http") if is_local and urlsplit(url).scheme == "http" else ("https",)
        if urlsplit(address).scheme not in allowed or not urlsplit(address).hostname:
            raise self._refusal(f"{address} is not fetched: expected an address that begins https://")

    def _refusal(self, problem: str) -> ListError:
        return ListError(problem, list_id=self._list_id)


def _headers(known: Source | None) -> dict[str, str]:
    headers = {"User-Agent": f"screening/{VERSION}", "Accept-Encoding": "identity"}
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    if known and known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return headers


def _is_this_machine(host: str | None) -> bool:
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False


def _connections(address: str) -> PoolManager:
    """Return what connects to an address: directly, or by the proxy that the system names."""
    from urllib3 import PoolManager, ProxyManager

    parts = urlsplit(address)
    proxy = getproxies().get(parts.scheme)
    if proxy and not _is_this_machine(parts.hostname) and not proxy_bypass(parts.hostname or ""):
        return ProxyManager(proxy)
    return PoolManager()
