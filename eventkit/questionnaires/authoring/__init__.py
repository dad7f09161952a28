"""Making questionnaires: the editor, files, the library, waves on paper and screen."""
