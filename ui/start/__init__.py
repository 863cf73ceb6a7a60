"""What is shown before the register is open, and when it is locked."""
