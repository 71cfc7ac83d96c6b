"""Nodes that scale, and those that put together what was scaled or cut."""

import math

import numpy as np

import formulas as f
from cases import FILTERED, MASKS, PICTURES, Cases, named


def resize():
    made = Cases('resize', 'Pillow Lanczos in floating point, alpha-weighted')
    for name, picture in FILTERED.items():
        height, width = picture.shape[:2]
        sizes = {(2 * width, 2 * height), (max(1, width // 2), max(1, height // 2)), (7, 5)}
        if name in ('37x1', '1x1', 'impulse'):
            sizes |= {(3 * width - 1, 2 * height)}
        if name == 'scene':
            sizes |= {(1, 1), (1, 50), (50, 1), (width + 1, height + 1), (width - 1, height - 1), (11, 60)}
        for across, down in sorted(sizes):
            inputs = {'image': named(name), 'width': across, 'height': down, 'fit': 'stretch', 'kernel': 'smooth'}
            made.add(f'{name} to {across} x {down}', inputs, image=f.resize(picture, across, down))
    for name in ('scene', 'scene see-through', '1x37', 'half hidden'):
        picture = PICTURES[name]
        height, width = picture.shape[:2]
        for across, down in ((2 * width, 3 * height), (max(1, width // 2), height // 2), (17, 11)):
            inputs = {'image': named(name), 'width': across, 'height': down, 'fit': 'stretch', 'kernel': 'nearest'}
            made.add(f'{name} to {across} x {down}, nearest', inputs, 1, image=f.nearest(picture, across, down))
    for name in ('scene', '37x1', 'scene see-through'):
        for across, down in ((50, 20), (20, 50), (33, 33), (64, 0), (0, 13)):
            for fit in ('contain', 'cover', 'inside'):
                inputs = {'image': named(name), 'width': across, 'height': down, 'fit': fit, 'kernel': 'smooth'}
                expected = fitted(PICTURES[name], across, down, fit, (9, 8, 7, 255))
                made.add(
                    f'{name} into {across} x {down}, {fit}', {**inputs, 'colour': '#090807'}, image=expected
                )
    made.write()


def fitted(picture, across, down, fit, colour):
    """Bars are split evenly, an odd pixel to the right and below; what `cover` cuts off, too, but between pixels."""
    height, width = picture.shape[:2]
    side = lambda length: max(1, int(f.half_up(length)))
    if across == 0 or down == 0:
        size = (across or side(width * down / height), down or side(height * across / width))
        return f.resize(picture, *size)
    factor = min(across / width, down / height)
    if fit == 'cover':
        factor = max(across / width, down / height)
        taken = (across / factor, down / factor)
        left, top = (width - taken[0]) / 2, (height - taken[1]) / 2
        box = (max(0, left), max(0, top), min(width, left + taken[0]), min(height, top + taken[1]))
        return f.resize(picture, across, down, box)
    size = (side(width * factor), side(height * factor))
    scaled = f.resize(picture, *size)
    if fit == 'inside':
        return scaled
    left, top = (across - size[0]) // 2, (down - size[1]) // 2
    return f.pad(scaled, left, top, across - size[0] - left, down - size[1] - top, colour)


def masks():
    """White on black through a mask is the mask, scaled to the picture."""
    made = Cases('composite', 'Pillow bilinear in floating point', file='composite-masks')
    for name, mask in MASKS.items():
        scaled = f.resize(mask, 40, 29)
        inputs = {'base': named('all black'), 'over': named('all white'), 'mask': named(name)}
        opaque = np.dstack([scaled, scaled, scaled, np.full_like(scaled, 255)])
        made.add(name, inputs, image=opaque)
    made.write()


def untile():
    made = Cases('untile', 'weighted mean in NumPy, alpha-weighted')
    _, places = f.tiles(PICTURES['strip'], 64, 20)
    for names in (
        ('tile red', 'tile red'),
        ('tile red', 'tile hidden green'),
        ('tile hidden green', 'tile blue at 100'),
        ('tile of a scene', 'tile red'),
        ('tile of a scene', 'tile of a scene'),
    ):
        expected = f.untile([PICTURES[name] for name in names], places, 100, 20)
        inputs = {'tiles': [named(name) for name in names], 'image': named('strip'), 'side': 64, 'overlap': 20}
        made.add(', '.join(names), inputs, image=expected)
        # As after an upscale of each tile.
        larger = [PICTURES[f'{name} x2'] for name in names]
        expected = f.untile(larger, [(2 * x, 2 * y) for x, y in places], 200, 40)
        inputs = {**inputs, 'tiles': [named(f'{name} x2') for name in names]}
        made.add(f'{", ".join(names)}, x2', inputs, image=expected)
    made.write()


def compare():
    made = Cases('compare', 'formula in NumPy, Pillow Lanczos')
    for first, second in (
        ('1x1', '1x1 see-through'),
        ('37x1', '37x1'),
        ('scene', 'scene see-through'),
        ('scene see-through', 'all white'),
        ('alpha ramp', 'alpha ramp'),
        ('all black', 'all white'),
    ):
        for gain in (1, 4):
            inputs = {'first': named(first), 'second': named(second), 'gain': gain}
            expected = f.difference(PICTURES[first], PICTURES[second], gain)
            made.add(f'{first}, {second}, times {gain}', inputs, difference=expected)
    for first, second in (('scene', 'checks'), ('37x1', 'scene'), ('1x1', 'impulse'), ('all black', '1x37')):
        height, width = PICTURES[first].shape[:2]
        scaled = f.resize(PICTURES[second], width, height)
        inputs = {'first': named(first), 'second': named(second), 'gain': 1}
        made.add(f'{first}, {second} scaled', inputs, difference=f.difference(PICTURES[first], scaled, 1))
    made.write()


def image_grid():
    made = Cases('image-grid', 'Pillow Lanczos, NumPy')
    for names, columns, cell, gap in (
        (('1x1',), 0, 8, 1),
        (('scene',), 0, 0, 0),
        (('scene', '37x1', '1x37'), 0, 24, 3),
        (('scene', 'shapes', 'flat', 'alpha ramp', 'checks'), 2, 33, 5),
        (('half hidden', 'scene see-through'), 5, 40, 0),
    ):
        pictures = [PICTURES[name] for name in names]
        width, height = (max(one.shape[axis] for one in pictures) for axis in (1, 0))
        scale = cell / max(width, height) if cell else 1
        across, down = max(1, int(f.half_up(width * scale))), max(1, int(f.half_up(height * scale)))
        wide = min(columns or math.ceil(math.sqrt(len(names))), len(names))
        high = math.ceil(len(names) / wide)
        size = (gap + high * (down + gap), gap + wide * (across + gap))
        sheet = np.tile(np.array([255, 136, 0, 255], float), (*size, 1))
        for at, picture in enumerate(pictures):
            small = fitted(picture, across, down, 'inside', None)
            x = gap + at % wide * (across + gap) + (across - small.shape[1]) // 2
            y = gap + at // wide * (down + gap) + (down - small.shape[0]) // 2
            sheet = f.composite(sheet, small, None, x, y)
        inputs = {'images': [named(name) for name in names], 'columns': columns, 'cell': cell, 'gap': gap}
        made.add(', '.join(names), {**inputs, 'colour': '#ff8800'}, image=sheet)
    made.write()


NODES = (resize, masks, untile, compare, image_grid)
