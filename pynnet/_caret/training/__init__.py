"""caret's train: settings judged on rows held out, and the best fitted to all.

data reads, control and summaries say how to judge, candidates what is fitted; plan draws rows and
seeds, fitting does the fits, by trials of samples where these are plain numbers, and leaves
predictions; judging, after correcting, and choosing find the best; train puts together what result
holds and text prints.
"""

__all__: list[str] = []
