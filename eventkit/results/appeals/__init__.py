"""Appeals: filed from the participant's page, heard by a commission without the case's jurors."""
