"""Files that fail: a layer below this program and git lets one call after the other fail, or dies there.

``python -m tests.faults [SCENARIO...]`` sweeps commands of the tracker over the calls that they make (``sweep``): reads
and writes that fail, a disk that becomes full or read-only, a process that is killed, a machine that stops. What must
hold after each is in ``sweep``. ``--every N`` takes each N-th call, so that the test suite has a sample of it.
"""
