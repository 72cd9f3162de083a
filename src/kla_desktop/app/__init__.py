"""Floor 4: the composition root; builds real objects and the services that start jobs on their own."""
