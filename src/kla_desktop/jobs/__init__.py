"""Floor 3: the Qt-free background runner; knows nothing of operations."""
