"""How good the matching is, measured on the real lists: corpus, perturbations, mined tables, scorecard."""
