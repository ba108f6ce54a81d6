"""R's serialisation: bytes to nodes and back, whatever the objects mean.

`compression` unpacks files, `decoding` knows how numbers are written, `unserialize` and `serialize`
the structure; `altrep` are vectors in other forms, `bytecode` compiled functions. `nodes` are what
stands in a file. `steps` goes as deep as a file does, `budget` says how deep and how large that may
be.

Files may come from strangers. They are read by pynnet itself, not by the library ``rdata``: that
one (1.1) makes an empty array of a vector whose file ends early, makes compact sequences as long as
a file says, uses Python's stack for each level, and reads no raw vectors. A check of the bytes to
stand in front of it would have to follow the whole structure, as this reader does.

May import: nothing of the room.
"""

__all__: list[str] = []
