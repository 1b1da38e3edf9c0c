"""The regulation by clause, what each clause drives, and the chain of instruments."""
