"""The classroom in a real browser; left out by default, since it needs playwright, Chromium and axe-core."""
