"""Versions that were given out, frozen; and what has changed since, in words and on the page."""
