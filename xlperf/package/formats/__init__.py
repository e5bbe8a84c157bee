"""Workbooks that are no .xlsx, read into the same shape: one module for each way of writing them down."""
