"""Results of questionnaires: what is shown of them, as page and workbook, and themes of words."""
