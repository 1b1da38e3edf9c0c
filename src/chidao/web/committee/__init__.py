"""The committee on any day: seats, who holds them, names over time, accounts."""
