"""The pages: Dash over one plan, in Spanish and English, with no outside host."""

from app.web.application import create_app as create_app
from app.web.server import serve as serve
