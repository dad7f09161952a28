"""The tamper-evident log: one hash chain for each event and one for the site."""
