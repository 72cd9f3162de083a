"""Floor 1: every sentence and number format that both faces and printed paper share, in Indonesian and English."""
