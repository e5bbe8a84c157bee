"""THE FILE ITSELF: opens every accepted format safely, changes single parts, leaves the rest alone."""
