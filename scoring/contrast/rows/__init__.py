"""The rows of the contrast card, one per file: what a cell says, and the one value of it that cells are compared by."""
