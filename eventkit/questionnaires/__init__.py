"""What people are asked: questionnaires with their scales, waves of answers, what came of them."""
