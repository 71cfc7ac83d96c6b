"""Nodes that look at what lies around a pixel."""

import numpy as np
from skimage.filters import gaussian

import formulas as f
from cases import FILTERED, MASKS, PICTURES, Cases, named


def edge_map():
    bounds = ((0.1, 0.2), (0.05, 0.1), (0, 0.3))
    made = Cases('edge-map', "OpenCV's Canny (L2)")
    for name in ('1x1', '37x1', '1x37', 'flat', 'impulse', 'checks', 'scene', 'large', 'shapes', 'shapes turned'):
        for low, high in bounds:
            inputs = {'image': named(name), 'low': low, 'high': high, 'blur': 0}
            expected = f.edges(f.luma_in_levels(PICTURES[name]), low, high, 0)
            made.add(f'{name}, {low} to {high}', inputs, 1, image=expected)
    made.write()
    # Where what is blurred is rounded differently, a line may move by a pixel.
    made = Cases(
        'edge-map', "OpenCV's Canny (L2), scipy.ndimage.gaussian_filter", compare='lines', file='edge-map-blurred'
    )
    for name in ('1x1', '37x1', '1x37', 'flat', 'impulse', 'shapes', 'shapes turned'):
        for low, high, sigma in ((0.1, 0.2, 1.4), (0.05, 0.1, 3)):
            grey = f.luma_in_levels(PICTURES[name])
            inputs = {'image': named(name), 'low': low, 'high': high, 'blur': sigma}
            made.add(f'{name}, {low} to {high}, blur {sigma}', inputs, 1, image=f.edges(grey, low, high, sigma))
    made.write()


def blur():
    made = Cases('blur', 'scipy.ndimage.gaussian_filter, alpha-weighted')
    for name, picture in FILTERED.items():
        for radius in (1, 2, 6, 22, 512) if name.startswith(('flat', 'half')) else (1, 5, 9, 40):
            made.add(
                f'{name}, radius {radius}', {'image': named(name), 'radius': radius}, image=f.blur(picture, radius)
            )
    made.add('radius 0', {'image': named('scene'), 'radius': 0}, 1, image=PICTURES['scene'])
    seam = f.composite(PICTURES['flat'], f.blur(PICTURES['flat'], 6), MASKS['mask white'])
    made.add('flat, masked', {'image': named('flat'), 'radius': 6, 'mask': named('mask white')}, image=seam)
    masked = f.composite(PICTURES['scene'], f.blur(PICTURES['scene'], 8), MASKS['mask scene'])
    made.add('masked', {'image': named('scene'), 'radius': 8, 'mask': named('mask scene')}, image=masked)
    made.write()


def feather():
    made = Cases('feather-mask', 'scipy.ndimage.gaussian_filter')
    for name, mask in MASKS.items():
        for radius in (1, 2, 9, 22, 512) if 'flat' in name or 'white' in name else (1, 4, 9, 40):
            expected = f.blur(mask, radius)
            # Two libraries have to agree before ours is asked.
            other = gaussian(mask.astype(float), radius / 2, mode='nearest', truncate=6, preserve_range=True)
            assert radius == 1 or np.abs(other - expected).max() < 0.01
            made.add(f'{name}, radius {radius}', {'mask': named(name), 'radius': radius}, mask=expected)
    made.write()


def grow():
    made = Cases('grow-mask', 'scipy.ndimage: distance_transform_edt, maximum_filter with a disc')
    for name, mask in MASKS.items():
        for amount in (1, 2, 3, 7, 16, 512, -1, -5, -512):
            made.add(f'{name}, by {amount}', {'mask': named(name), 'amount': amount}, 1, mask=f.grow(mask, amount))
    made.write()


def shape_feather():
    made = Cases('shape-mask', '64 x 64 samples a pixel, scipy.ndimage.gaussian_filter', file='shape-mask-feather')
    for kind, frame in (('rectangle', (0.25, 0.25, 0.5, 0.5)), ('rectangle', (0, 0, 1, 0.5)), ('ellipse', (0.25, 0.25, 0.5, 0.5))):
        for radius in (1, 4, 16, 100):
            place = dict(zip(('x', 'y', 'width', 'height'), frame))
            inputs = {'shape': kind, **place, 'pictureWidth': 64, 'pictureHeight': 48, 'feather': radius}
            expected = f.blur(f.shape(kind, place, 64, 48), radius)
            made.add(f'{kind} {frame}, {radius}', inputs, mask=expected)
    made.write()


NODES = (edge_map, blur, feather, shape_feather, grow)
