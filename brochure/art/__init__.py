"""Vector art in the clinic's own colours: drawn, not bought, and the same on every machine."""
