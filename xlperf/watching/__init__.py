"""A folder that is watched: a workbook laid into 收件 comes back marked in 已检查."""
