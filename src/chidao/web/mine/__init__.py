"""My clauses: what the regulation lets me do and binds me to, in the seat I act from."""
