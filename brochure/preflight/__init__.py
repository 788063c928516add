"""Checks of copy and of PDFs: rules, each in the words of whoever has to mend what it finds."""
