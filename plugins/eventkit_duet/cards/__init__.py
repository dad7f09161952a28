"""The business card of a pair: filled in by the pair, printed, shown with both consents."""
