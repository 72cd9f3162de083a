"""Which indicators a file may belong under, and why: pure reckoning over words and facts, offline."""
