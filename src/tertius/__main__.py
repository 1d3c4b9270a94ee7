"""`python -m tertius` is `tertius`."""

from tertius.cli.main import main

if __name__ == "__main__":
    main()
