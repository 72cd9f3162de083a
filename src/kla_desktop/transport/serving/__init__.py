"""The hub that a secretariat serves itself: who may do what, within which limits, over TLS."""
