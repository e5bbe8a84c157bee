"""LETTERS: what goes back to the units. Ledger → one 退回修改通知 a unit (.docx, .eml), sent once."""
