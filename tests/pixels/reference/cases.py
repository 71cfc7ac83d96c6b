"""What the cases of a node are made of."""

from data import FINE, VERSIONS, encode, write
from pictures import masks, pictures

MASKS = masks()
PICTURES = pictures()
# Those that differ by what filters and kernels do at edges; the others are for tiles, lines and masks.
FILTERED = {name: one for name, one in PICTURES.items() if not name.startswith(('large', 'shapes', 'all', 'tile', 'strip'))}


class Cases:
    """The cases of one node: its inputs, pictures by their names, and what it should make."""

    def __init__(self, node, reference, compare='levels', file=None):
        self.file = file or node
        self.node = node
        self.reference = reference
        self.compare = compare
        self.cases = []

    def add(self, name, inputs, scale=FINE, **expected):
        outputs = {
            output: [encode(one, scale) for one in value] if isinstance(value, list) else encode(value, scale)
            for output, value in expected.items()
        }
        self.cases.append({'name': name, 'inputs': inputs, 'expected': outputs})

    def write(self):
        write(
            self.file,
            {
                'node': f'local/{self.node}',
                'reference': self.reference,
                'compare': self.compare,
                'made': VERSIONS,
                'cases': self.cases,
            },
        )


def named(name):
    return {'picture': name}
