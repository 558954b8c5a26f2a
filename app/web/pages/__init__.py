"""The pages, a folder each: what is on it, and what happens on it."""
