"""Pages of papers that come in, what is directed on them and what answers them."""
