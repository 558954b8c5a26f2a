"""Plain HTML pages that work without scripts: log-in and change of password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response
from jinja2 import Environment, PackageLoader, StrictUndefined

from app.web.visitor import current_visitor

if TYPE_CHECKING:
    from flask import Response

_TEMPLATES = Environment(
    loader=PackageLoader("app.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def form_page(template: str, status: int = 200, **facts: object) -> Response:
    """
    Answer with a form in the visitor's language and colours.

    Parameters
    ----------
    template : str
        Its name.
    status : int
        HTTP status.
    **facts
        What the template shows; everything is escaped.

    Returns
    -------
    Response
    """
    visitor = current_visitor()
    page = _TEMPLATES.get_template(f"{template}.html").render(
        visitor=visitor, say=visitor.say, **facts
    )
    return make_response(page, status)
