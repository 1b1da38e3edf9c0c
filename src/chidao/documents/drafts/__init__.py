"""Papers being written: their forms, what a clerk types, the way through Word and back, the desk that keeps them."""
