"""Floor 2, a shelf: BagIt bags as stored ZIP streams, written and read strictly."""
