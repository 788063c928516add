"""Pictures of pixels as they go into a product: what codes them, and nothing that was written beside it."""
