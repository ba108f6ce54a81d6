"""Any jobs on threads, processes or any executor; knows nothing of tuning.

`run_jobs` chooses who works; a `dispatcher` hands batches to an executor, a `worker` does them,
`patience` says how long to wait for one; `threads` and `processes` can be interrupted.

May import: _network (what decides its bits, and whether it frees Python's lock) and the ground.
Other floors use `worker_pool`, `run_jobs`, `number_of_workers` and `estimated_workers` of
`run_jobs`, and the executors of `threads` and `processes`.
"""

__all__: list[str] = []
