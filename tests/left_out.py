"""Findings without whole origins, whatever else falls with them: what searches are compared with."""


def without(verdicts, asked):
    """What each finding comes to without each set of origins asked, by finding and set."""
    every = set().union(*asked.values())
    gone = {origins: verdicts.provenance.fallen(origins) for origins in every}
    verdicts.without_rows({n: {gone[origins] for origins in sets} for n, sets in asked.items()})
    return {
        name: {origins: verdicts.told(name, gone[origins]) for origins in sets}
        for name, sets in asked.items()
    }
