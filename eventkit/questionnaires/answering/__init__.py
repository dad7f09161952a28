"""Answering: by link on a phone or a shared PC, on paper; secrecy, personal links, deletion."""
