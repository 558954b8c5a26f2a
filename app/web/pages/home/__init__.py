"""Home: what needs the account today, and the campaigns against their goals."""

from app.web.pages.home.callbacks import register as register
from app.web.pages.home.layout import layout as layout
