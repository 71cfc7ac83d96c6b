"""How arrays are written down: small enough for a repository, and read without any library.

Each channel is a plane; a plane is the differences between neighbours in reading order, as unsigned 16-bit numbers that wrap
around; first come all low bytes, then all high ones, packed by zlib and written in base64. `scale` says what one level is.
"""

import base64
import json
import os
import platform
import zlib

import cv2
import numpy
import PIL
import scipy
import skimage

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'data')

VERSIONS = {
    'Python': platform.python_version(),
    'NumPy': numpy.__version__,
    'SciPy': scipy.__version__,
    'Pillow': PIL.__version__,
    'OpenCV': cv2.__version__,
    'scikit-image': skimage.__version__,
}

# Quarters of a level: an eighth of a level off at most, which no tolerance comes near.
FINE = 4


def encode(array, scale=1):
    """`array` in levels from 0 to 255, of height x width or height x width x 4."""
    planes = array[:, :, None] if array.ndim == 2 else array
    height, width, channels = planes.shape
    values = numpy.round(planes.astype(float) * scale).astype(numpy.int64)
    assert values.min() >= 0 and values.max() <= 255 * scale, 'a level is out of bounds'
    flat = values.transpose(2, 0, 1).reshape(channels, -1)
    steps = numpy.diff(flat, axis=1, prepend=0) & 0xFFFF
    halves = numpy.concatenate([steps.ravel() & 0xFF, steps.ravel() >> 8])
    packed = zlib.compress(halves.astype(numpy.uint8).tobytes(), 9)
    return {
        'width': width,
        'height': height,
        'channels': channels,
        'scale': scale,
        'samples': base64.b64encode(packed).decode(),
    }


def write(name, content):
    with open(os.path.join(FOLDER, f'{name}.json'), 'w', encoding='utf-8') as file:
        file.write(json.dumps(content, indent=1, ensure_ascii=False) + '\n')
