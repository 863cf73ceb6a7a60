"""Example data: a centre's term and a regional office, the same each time from the same seed.

Everything goes through the operations, as in the window. What is made here says *demo* on its
keys and files and never mixes with a real register (FG07).
"""

from lärcentrum.demo.making import Demo, make_demo

__all__ = ["Demo", "make_demo"]
