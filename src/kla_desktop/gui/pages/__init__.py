"""One file a screen; helpers of a screen lie in a folder named after its deed."""
