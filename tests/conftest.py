"""What holds for all tests."""

from hypothesis import settings

# How long one example takes depends on what else the machine does; the limit of a test is that of pytest-timeout.
settings.register_profile("claimspan", deadline=None)
settings.load_profile("claimspan")
