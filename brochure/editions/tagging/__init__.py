"""The structure tree of a PDF: read into plain values, mended, and written again."""
