"""What the keyboard means while tagging: shared by the page Tandai and the first run."""
