"""The pages of ``repcheck serve``: frozen values into HTML, with the pieces of the report."""
