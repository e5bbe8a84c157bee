"""The button: the macro, the ribbon tab, and workbooks that carry both."""
