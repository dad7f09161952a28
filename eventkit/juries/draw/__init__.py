"""The draw: who performs when, in an order that anybody can check."""
