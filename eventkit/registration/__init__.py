"""Applications, eligibility, consents."""
