"""
Tables of the store, by theme.

Times are UTC seconds since 1970, so that both engines give back what was written.
Personal data have one place each (`people`, names of `accounts`, details of the
`audit`), so that they can be erased there.
"""

from app.storage.schema import (
    accounts,
    audit,
    campaigns,
    jobs,
    people,
    uploads,
    versions,
)
from app.storage.schema.base import METADATA as METADATA

THEMES = (accounts, audit, campaigns, jobs, people, uploads, versions)
