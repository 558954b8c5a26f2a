"""Finished plans: kept, read, seen as far as one may, published."""
