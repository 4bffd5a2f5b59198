"""The box: a process of its own that reads what strangers wrote, with limits of time, memory and output.

``processes.Box`` sends bytes and the name of a job into it and gives what came back, or says why nothing did.
"""
