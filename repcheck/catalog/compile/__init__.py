"""What the files say into what the program uses: one module a section; a mistake goes to the Checker."""
