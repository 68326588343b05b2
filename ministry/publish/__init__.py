"""From the catalogue that people write to the immutable tree that boxes install."""
