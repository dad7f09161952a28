"""Copies of documents without their authors: what readers see is kept, all else stays out."""
