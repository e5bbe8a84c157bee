"""How a Report is told inside Excel: Report → marks (pure) → file."""
