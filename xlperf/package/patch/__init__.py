"""Changing single parts of a stranger's workbook: everything that a change does not need stays as it lies."""
