"""The parts of Tandai: grid, palette, preview, and the keys between them."""
