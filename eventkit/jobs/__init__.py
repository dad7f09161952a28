"""Work done later: rows that say what, a runner that does it, a sweeper that loses nothing."""
