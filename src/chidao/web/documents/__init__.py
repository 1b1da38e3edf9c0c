"""Pages of the body's papers, and the files kept with them."""
