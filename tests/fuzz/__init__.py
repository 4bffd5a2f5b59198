"""Fuzzing of readers, parser, amendments and references: ``python -m tests.fuzz [TARGET...] [--minutes N]``.

Every target takes bytes and must end within seconds in a value or in an error of ours. Inputs begin as the seeds of a
target (``targets``) and what stands in ``corpus/<target>/``: files that once found something, kept small. They are
changed by mutators that know the grammar of official texts and the inside of archives (``mutators``), or with
``--atheris`` by libFuzzer, guided by the code that is reached, where atheris is installed (extra ``fuzz``).
"""
