"""Merge an article into a layout, typeset it and find the type size at which it fits."""
