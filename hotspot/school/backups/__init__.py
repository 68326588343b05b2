"""The school on a USB key: one file that is checked by reading it back, and that another box can take up."""
