"""One file a screen; what a screen is made of lies in the folder beside it."""
