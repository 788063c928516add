"""Which products are made, in which process, and how they are published."""
