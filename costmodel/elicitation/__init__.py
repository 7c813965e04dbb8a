"""Opinions of people: ranges, levels, the quiz, and the questions worth asking."""
