"""Measurements of the real program, by real acts. `make bench` runs them; none of them is a test."""
