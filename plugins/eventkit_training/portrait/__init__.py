"""The portrait of a training: what a group has answered, on one page for the wall and for paper."""
