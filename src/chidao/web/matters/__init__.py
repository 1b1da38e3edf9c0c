"""Pages of matters put to the head for decision."""
