"""The commands of `broadsheet`, one a file. Nothing heavy is imported before a command runs: `--help` is quick."""
