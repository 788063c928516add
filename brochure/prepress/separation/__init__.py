"""Colours of a PDF: what they mean, which inks print them, and how they are rewritten."""
