"""What Bundel is made of: the list, panels of where bundles go and whom they go between, and what is done with them."""
