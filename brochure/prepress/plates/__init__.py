"""Plates: what each ink of a press PDF prints, and how much of all inks lies on one another."""
