"""The rules, one family or one idea of a family a file; each file ends in RULES."""
