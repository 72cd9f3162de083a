"""Floor 2, a shelf: places that bundles are carried to (sticks and folders)."""
