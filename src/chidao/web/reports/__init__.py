"""Pages of reports: what is late, agencies by months, how each agency stands."""
