"""The registers of papers out, in and settling: as pages, as .xlsx, to print."""
