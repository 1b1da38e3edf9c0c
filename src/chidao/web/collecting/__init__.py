"""Pages of agencies' reports: forms, demands, who sent what, what one's agency owes."""
