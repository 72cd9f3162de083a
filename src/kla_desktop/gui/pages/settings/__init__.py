"""The cards of Setelan, one a file."""
