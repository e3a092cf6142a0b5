"""How fast the library is beside what one would write oneself, and how well it reads beside its rivals."""
