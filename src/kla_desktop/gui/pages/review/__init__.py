"""What Tinjau is made of: the queue, the way through it, the evidence large, and the panel of the verdict."""
