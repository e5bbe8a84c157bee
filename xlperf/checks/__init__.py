"""What must be true of a submission: one function per check, one file per family."""
