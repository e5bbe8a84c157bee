"""What a workbook looks like: each form is written down once; template and reader both use it."""
