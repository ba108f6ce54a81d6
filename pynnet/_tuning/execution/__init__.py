"""Any jobs on threads, processes or any executor; knows nothing of tuning.

May import: _network (its engine and the number of cores) and the ground.
Other floors use `worker_pool`, `run_jobs`, `number_of_workers` and `estimated_workers` of
`run_jobs`, and the executors of `threads` and `processes`.
"""

__all__: list[str] = []
