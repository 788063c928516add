"""Files: read, written, locked, and what was read while something was made."""
