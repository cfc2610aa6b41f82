"""What a claim is worth: how likely it is right, and how much a fact-checker would want to check it."""
