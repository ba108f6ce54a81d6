"""What a network has learned: importance of its inputs, profiles, uncertainty, pictures.

fits: what is asked of a fit; importance: Garson's and Olden's, from the weights; profiles: Lek's,
from the outputs.

May import: _nnet, _network, _ground.
Other rooms import only what is named here.
"""

from .importance import garson, olden
from .profiles import lek_profile

__all__ = ["garson", "lek_profile", "olden"]
