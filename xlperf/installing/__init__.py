"""What xlperf lays into the user's own folders, and takes out again. No rights of an administrator, no registry."""
