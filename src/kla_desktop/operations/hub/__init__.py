"""The hub of this library: which one it is, who we are there, and what a secretariat needs to have one of its own."""
