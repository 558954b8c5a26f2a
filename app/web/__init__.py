"""The pages: Dash over the store, in Spanish and English, with no outside host."""

from app.web.application import create_app as create_app
from app.web.server import make_server as make_server
from app.web.site import Site as Site
