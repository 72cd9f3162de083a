"""What `sync` is made of: a round, its side at a station and at the secretariat, one bundle on its way."""
