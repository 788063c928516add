"""Fonts: which files there are, which faces a document is set in, and where a sign comes from that they lack."""
