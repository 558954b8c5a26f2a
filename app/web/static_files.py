"""Scripts, styles and fonts: compressed once, and kept by browsers while they hold."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from http import HTTPStatus
from threading import Lock
from typing import TYPE_CHECKING

import brotli
from flask import request
from flask_compress import Compress

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response

_BUNDLES, _ASSETS = "/_dash-component-suites/", "/assets/"
_FOREVER = "public, max-age=31536000, immutable"
_A_DAY = "public, max-age=86400"
# Half a second for the largest; the first that the browser takes of them, in order.
_ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, quality=7, lgwin=24),
    "gzip": lambda content: gzip.compress(content, 9, mtime=0),
}
# Of some 40 bundles in both encodings; who makes up addresses fills no memory.
_KEPT = 80


class Bundles:
    """Compressed bundles, each kept after it was asked for once."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._lock = Lock()

    def compress(self, answer: Response) -> Response:
        """Compress the bundle that answers the request, if it is one."""
        if answer.status_code != HTTPStatus.OK or not request.path.startswith(_BUNDLES):
            return answer
        taken = [
            name for name in _ENCODINGS if request.accept_encodings.quality(name) > 0
        ]
        if not taken:
            return answer
        answer.set_data(self._compressed(answer, taken[0]))
        answer.headers["Content-Encoding"] = taken[0]
        return answer

    def _compressed(self, answer: Response, encoding: str) -> bytes:
        place = (encoding, request.path)
        with self._lock:
            known = self._kept.get(place)
            if known is None:
                # In the lock: those who ask at the same time wait for one who works.
                known = _ENCODINGS[encoding](answer.get_data())
                self._kept[place] = known
            self._kept.move_to_end(place)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return known


def serve_files(server: Flask) -> None:
    """
    Compress what a server answers, and let browsers keep its files.

    Parameters
    ----------
    server : Flask
        Before anything else marks its answers.
    """
    # Of those that are registered the last is called first.
    Compress(server)
    server.after_request(Bundles().compress)
    server.after_request(_keep)


def _keep(answer: Response) -> Response:
    """Let the browser keep a file for as long as its address stands for its content."""
    if answer.status_code not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        return answer
    if request.path.startswith(_ASSETS):
        # Dash writes the time of the file's last change into the address.
        lasting = _FOREVER if "m" in request.args else _A_DAY
        answer.headers["Cache-Control"] = lasting
    elif request.path.startswith(_BUNDLES) and answer.cache_control.max_age:
        answer.headers["Cache-Control"] = _FOREVER
    return answer
