"""The same sheets counted otherwise: asked, compared, applied with a reason."""
