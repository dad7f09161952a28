"""The ceremony: places of one calculation opened one by one before a hall."""
