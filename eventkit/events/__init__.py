"""Series, editions, stages, trials, nominations, audiences, calendar."""
