"""Headers that keep a browser from talking to, or being framed by, anyone else."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from flask import make_response, request

from app.web.denials import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash import Dash
    from flask import Response

_LARGEST_REPORT = 16 * 2**10
# Anybody can send reports: no more than these are written down.
_REPORTS_A_MINUTE = 30
_TOLD = ("document-uri", "effective-directive", "violated-directive", "blocked-uri")


def content_security_policy(script_hashes: Sequence[str]) -> str:
    """
    Policy under which Dash, Plotly's SVG charts and AG Grid work.

    Only the two inline scripts of Dash's own page run, by their hashes; styles may be
    inline because Mantine, Plotly and AG Grid write theirs at run time.

    Parameters
    ----------
    script_hashes : sequence of str
        ``app.csp_hashes()``, taken after every callback is registered.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {' '.join(script_hashes)}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "report-uri /csp",
        )
    )


def protect(app: Dash) -> None:
    """Put the security headers on every answer; call it once all is registered."""
    headers = {
        "Content-Security-Policy": content_security_policy(app.csp_hashes()),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }

    def add_headers(response: Response) -> Response:
        response.headers.update(headers)
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        # A plan names people: no copy of it stays in a shared computer's cache.
        if not request.path.startswith(("/assets/", "/_dash-component-suites/")):
            response.headers["Cache-Control"] = "no-store"
        return response

    app.server.after_request(add_headers)


class Reports:
    """What browsers report of the policy: one line each, and not too many."""

    def __init__(self) -> None:
        self._minute, self._count = 0, 0

    def hear(self) -> Response:
        """Log a report; whatever is sent, the answer is empty."""
        request.max_content_length = _LARGEST_REPORT
        try:
            sent = request.get_json(force=True, silent=True)
        except RecursionError:
            sent = None
        report = sent.get("csp-report") if isinstance(sent, dict) else None
        minute = int(time.time()) // 60
        if minute != self._minute:
            self._minute, self._count = minute, 0
        self._count += 1
        if isinstance(report, dict) and self._count <= _REPORTS_A_MINUTE:
            told = {name: str(report.get(name, ""))[:200] for name in _TOLD}
            tell("csp", **{name.replace("-", "_"): said for name, said in told.items()})
        return make_response("", 204)
