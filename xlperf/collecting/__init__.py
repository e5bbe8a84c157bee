"""COLLECTING: folders and mail → store of originals and results → who handed in what, and the ledger."""
