"""The search: which fits, in which order, by whom, and what is made of them.

`options` and `plan` say what is asked for, `jobs` and `fit_job` what there is to do, `scheduling`,
`speculation` and `threads` who does it and in which order, `recorder`, `fingerprint` and `scores`
what becomes of outcomes, `choosing` what comes of it all.

May import: all floors of tuning but tune and arguments, and what tuning may import.
Other floors use `tune_networks` of `networks`, `tune_method` and `Method` of `any_method`, and
`SearchData` and `SearchOptions` of `options`.
"""

__all__: list[str] = []
