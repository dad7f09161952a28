"""Letters: written into the outbox in the caller's transaction, sent by a job."""
