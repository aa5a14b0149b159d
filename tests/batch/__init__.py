"""Files in, rows out: read, screened by a fake or the real screener, written, killed and resumed."""
