"""A file into a table of the campaign, step by step; any page may place it."""

from app.web.importing.card import import_card as import_card
from app.web.importing.ids import part as part
from app.web.importing.steps import register_import as register_import
