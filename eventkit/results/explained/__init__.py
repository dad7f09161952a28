"""How a result came about: sentences of each part, explanations for author, jury and head."""
