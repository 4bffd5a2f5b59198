"""The monitor: sources on the network watched on a schedule, what came judged before it counts, events told once."""
