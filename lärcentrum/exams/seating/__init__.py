"""Who sits where on a day: a proposal with its cost, its moves and its reasons."""
