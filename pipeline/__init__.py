"""lokale-foto: from a folder of municipal documents to a confirmed inventory of actions on SDGs and MVO themes."""
