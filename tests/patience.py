"""How long a test waits on a machine that may be busy. How quick things are is told by benchmarks, not by tests."""

PROMPT = 30.0
"""Seconds for what takes an instant on a free machine: less than any pause or end that the test must not wait for."""
PATIENCE = 60.0
"""Seconds after which what should happen counts as never happening."""
LONG_PATIENCE = 1800.0
"""The same for a hundred thousand files."""
