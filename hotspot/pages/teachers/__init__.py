"""The pages of the adults of the school: one module a group of pages."""
