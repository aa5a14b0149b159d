"""Text of a name → parts that can be compared: `text`, `scripts`, `romanise`, `soundkey`, `parts`."""
