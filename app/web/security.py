"""Headers that keep a browser from talking to, or being framed by, anyone else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash import Dash
    from flask import Response


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
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }

    def add_headers(response: Response) -> Response:
        response.headers.update(headers)
        # A plan names people: no copy of it stays in a shared computer's cache.
        if response.mimetype in ("text/html", "application/json"):
            response.headers["Cache-Control"] = "no-store"
        return response

    app.server.after_request(add_headers)
