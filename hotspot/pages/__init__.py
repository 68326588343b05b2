"""What phones see: one module for each group of pages, over a few modules that all pages share."""
