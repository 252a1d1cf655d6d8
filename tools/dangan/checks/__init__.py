"""What can be wrong: one file, one function, one page and one folder per defect."""
