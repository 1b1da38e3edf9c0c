"""Before signing in: the committees held here, signing in, and in a demonstration the choice of time and post."""
