"""Index → candidates → aligned names → evidence → ledger → score."""
