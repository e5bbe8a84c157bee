"""How a Report is told outside Excel: terminal, JSON, manual pages."""
