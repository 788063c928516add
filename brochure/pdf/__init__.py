"""Reads what is in PDFs: objects, content streams, colours, functions and pictures."""
