"""«Жюри в цифрах»: how the jury worked, how firm places are, what to read again."""
