"""Benchmarks: nothing here is a test, and nothing here fails on a slow machine."""
