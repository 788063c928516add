"""The tests. A package, since a library of another puts one of that name beside those that are installed."""
