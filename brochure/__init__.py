"""Articles into leaflets: one source, a product for every way a clinic hands it out."""

__version__ = "0.1.0"
