"""Relations of a tree that mean one thing together, wherever that is asked for."""

SUBJECTS = ("nsubj", "nsubj:pass")
# How a word before a noun says what kind of thing that is: "the | steel | company".
DESCRIBING = ("amod", "compound", "nmod:desc")
# How a title and the other words of a name hang on the one that heads it.
TITLES = ("nmod:desc", "compound", "flat")
