"""Who performs when: the order of a trial, its times and rooms."""
