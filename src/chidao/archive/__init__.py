"""Dossiers made of the work itself: their list and retention, closing, and the package that is handed over."""
