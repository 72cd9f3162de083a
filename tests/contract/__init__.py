"""One examination for every implementation of a protocol."""
