"""An E-ARK package of dossiers (CSIP and SIP 2.x): made from closed dossiers, and checked on its own.

`plan` says what goes in, `writing` puts it into one .zip file by file, `mets`, `ead`, `premis` and `metadata` write its
XML, `checking` reads a package that somebody sends back. `sources` is the only part that reads the database.
"""
