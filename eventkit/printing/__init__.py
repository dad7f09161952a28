"""Papers, codes, ornaments and charts from plain values: no database, no request."""
