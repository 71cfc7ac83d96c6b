"""Makes the reference values in data/: what other libraries and plain formulas say that our nodes should make.

    /usr/bin/python3 tests/pixels/reference/make.py

needs Debian's python3-numpy, python3-scipy, python3-pil, python3-opencv and python3-skimage; the versions that made a file are
written into it. Tests read the files alone. pictures.py has what goes in, formulas.py what comes out; plain.py, filters.py and
scaling.py put both together into cases, and data.py says how they are written.
"""

import filters
import plain
import scaling
from cases import MASKS, PICTURES
from data import VERSIONS, encode, write

write(
    'pictures',
    {'made': VERSIONS, 'pictures': {name: encode(one) for name, one in {**MASKS, **PICTURES}.items()}},
)
for node in plain.NODES + filters.NODES + scaling.NODES:
    node()
