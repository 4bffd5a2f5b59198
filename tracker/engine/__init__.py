"""Work that is done by many processes, here or on other machines, with the same results in the same order.

``engines.Engine`` is opened with a number of processes or the address of a cluster, and given the name of a job
(``tracker.room.module:function``) and tasks; docs/scale.md says how a command offers it.
"""
