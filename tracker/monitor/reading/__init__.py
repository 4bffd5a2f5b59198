"""Reading what came from the network, in a process of its own with limits of time and memory."""
