"""What crosses a border between the programs: the form of content going down and of reports going up."""
