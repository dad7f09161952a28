"""What shows or checks several rooms at once: start page, event page, desk, cockpit, set-up."""
