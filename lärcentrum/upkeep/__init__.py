"""Whether the register is whole, and what can be made anew of what stands in it."""
