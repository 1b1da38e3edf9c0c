"""Pages of dossiers: the list, one dossier, closing, handing over."""
