"""Nodes that move pixels, or work on each by itself."""

import numpy as np

import formulas as f
from cases import FILTERED, MASKS, PICTURES, Cases, named


def crop():
    made = Cases('crop', 'NumPy slices')
    for name, (x, y, width, height) in [
        ('1x1 see-through', (0, 0, 1, 1)),
        ('37x1', (30, 0, 512, 512)),
        ('1x37', (-3, 5, 512, 7)),
        ('scene see-through', (3, 4, 20, 11)),
        ('half hidden', (0, 0, 16, 21)),
        ('checks of alpha', (-5, -5, 6, 6)),
        ('scene', (39, 28, 9, 9)),
    ]:
        picture = PICTURES[name]
        area = picture[max(0, y) : y + height, max(0, x) : x + width]
        inputs = {'image': named(name), 'x': x, 'y': y, 'width': width, 'height': height}
        made.add(f'{name} at {x}, {y}', inputs, 1, image=area)
    made.write()


def pad():
    made = Cases('pad', 'NumPy')
    sides = ('left', 'top', 'right', 'bottom')
    for name, margins, overlap in [
        ('1x1', (1, 0, 0, 0), 0),
        ('37x1', (0, 3, 0, 2), 1),
        ('1x37', (4, 0, 4, 0), 5),
        ('scene see-through', (3, 5, 7, 11), 2),
        ('half hidden', (0, 0, 9, 0), 4),
        ('scene', (0, 0, 0, 0), 8),
        ('flat', (2, 2, 2, 2), 100),
    ]:
        picture = PICTURES[name]
        left, top, right, bottom = margins
        height, width = picture.shape[:2]
        new = np.full((height + top + bottom, width + left + right), 255, np.uint8)
        reach = [margin + overlap if margin > 0 else 0 for margin in margins]
        new[reach[1] : max(reach[1], new.shape[0] - reach[3]), reach[0] : max(reach[0], new.shape[1] - reach[2])] = 0
        inputs = {'image': named(name), **dict(zip(sides, margins)), 'overlap': overlap, 'colour': '#0a141e28'}
        made.add(f'{name} by {margins}', inputs, 1, image=f.pad(picture, *margins, (10, 20, 30, 40)), mask=new)
    made.write()


def turn():
    made = Cases('turn', 'numpy.rot90, flip')
    turns = {'none': 0, '90° clockwise': -1, '180°': 2, '90° counter-clockwise': 1}
    for name in ('1x1 see-through', '37x1', '1x37', 'impulse among hidden colour', 'alpha ramp'):
        for word, quarters in turns.items():
            for across in (False, True):
                for down in (False, True):
                    turned = np.rot90(PICTURES[name], quarters)
                    turned = turned[:: -1 if down else 1, :: -1 if across else 1]
                    inputs = {'image': named(name), 'turn': word, 'across': across, 'down': down}
                    made.add(f'{name}, {word}, {across}, {down}', inputs, 1, image=turned)
    made.write()


def adjust():
    made = Cases('adjust', 'formula in NumPy, hue by scipy Rotation')
    for name in ('1x1 see-through', '37x1', '1x37', 'checks', 'flat', 'scene see-through', 'half hidden'):
        for changes in (
            {'brightness': 0.13},
            {'brightness': -1},
            {'contrast': -0.4},
            {'contrast': 1},
            {'saturation': -1},
            {'saturation': 0.7},
            {'hue': 120},
            {'hue': -33},
            {'brightness': 0.1, 'contrast': 0.2, 'saturation': -0.3, 'hue': 180},
        ):
            picture = PICTURES[name]
            made.add(f'{name}, {changes}', {'image': named(name), **changes}, image=f.adjust(picture, **changes))
    made.write()


def mask_from_image():
    made = Cases('mask-from-image', 'BT.601 in NumPy')
    for name, picture in FILTERED.items():
        luma = f.luma_in_levels(picture)
        made.add(f'{name}, brightness', {'image': named(name), 'channel': 'brightness'}, 1, mask=luma)
        inputs = {'image': named(name), 'channel': 'brightness', 'threshold': 0.5, 'invert': True}
        made.add(f'{name}, not bright', inputs, 1, mask=np.where(luma >= 127.5, 0, 255))
    for channel, plane in (('red', 0), ('green', 1), ('blue', 2), ('alpha', 3)):
        inputs = {'image': named('scene see-through'), 'channel': channel}
        made.add(channel, inputs, 1, mask=PICTURES['scene see-through'][:, :, plane])
    made.write()


def invert():
    made = Cases('invert-mask', 'NumPy')
    for name, mask in MASKS.items():
        made.add(name, {'mask': named(name)}, 1, mask=255 - mask)
    made.write()


def composite():
    made = Cases('composite', 'source over destination in NumPy')
    for base, over, x, y in [
        ('1x1', '1x1 see-through', 0, 0),
        ('1x1 see-through', '1x1 see-through', 0, 0),
        ('37x1', '1x37', 5, -3),
        ('scene', 'scene see-through', 0, 0),
        ('scene see-through', 'scene', -7, 9),
        ('scene see-through', 'alpha ramp of a scene', 4, 5),
        ('alpha ramp', 'scene see-through', 30, -20),
        ('checks of alpha', 'impulse among hidden colour', 1, 1),
        ('half hidden', 'checks of alpha', 8, 0),
        ('scene', 'flat', 100, 0),
    ]:
        inputs = {'base': named(base), 'over': named(over), 'x': x, 'y': y}
        expected = f.composite(PICTURES[base], PICTURES[over], None, x, y)
        made.add(f'{over} on {base} at {x}, {y}', inputs, image=expected)
    for base, over in (('scene', 'scene see-through'), ('scene see-through', 'flat')):
        inputs = {'base': named(base), 'over': named(over), 'mask': named('mask scene')}
        expected = f.composite(PICTURES[base], PICTURES[over], MASKS['mask scene'])
        made.add(f'{over} on {base}, masked', inputs, image=expected)
    made.write()


def channels():
    split, merge = Cases('split-channels', 'NumPy slices'), Cases('merge-channels', 'numpy.dstack')
    for name in ('1x1 see-through', '37x1', '1x37', 'half hidden', 'scene see-through'):
        planes = dict(zip(('red', 'green', 'blue', 'alpha'), np.dsplit(PICTURES[name], 4)))
        split.add(name, {'image': named(name)}, 1, **planes)
    for parts in (('mask 1x1',) * 4, ('mask 37x1',) * 3, ('mask flat 200', 'mask white', 'mask black', 'mask flat 200')):
        planes = [MASKS[part] for part in parts]
        expected = np.dstack(planes if len(parts) == 4 else [*planes, np.full_like(planes[0], 255)])
        inputs = {channel: named(part) for channel, part in zip(('red', 'green', 'blue', 'alpha'), parts)}
        merge.add(', '.join(parts), inputs, 1, image=expected)
    split.write()
    merge.write()


def shape_mask():
    made = Cases('shape-mask', '64 x 64 samples a pixel in NumPy')
    for width, height in ((1, 1), (37, 1), (1, 37), (33, 21), (64, 48)):
        for kind in ('rectangle', 'ellipse'):
            for frame in ((0.25, 0.25, 0.5, 0.5), (0, 0, 1, 1), (0.1, 0.33, 0.71, 0.2), (0.6, 0.6, 0.9, 0.9), (0.5, 0.5, 0, 0.3)):
                place = dict(zip(('x', 'y', 'width', 'height'), frame))
                inputs = {'shape': kind, **place, 'pictureWidth': width, 'pictureHeight': height}
                made.add(f'{kind} {frame} in {width} x {height}', inputs, mask=f.shape(kind, place, width, height))
    made.write()


def tile():
    made = Cases('tile', 'NumPy slices')
    for name, side, overlap in (('1x1', 64, 32), ('37x1', 64, 0), ('large', 64, 0), ('large', 64, 13), ('large', 70, 35)):
        pieces, _ = f.tiles(PICTURES[name], side, overlap)
        inputs = {'image': named(name), 'side': side, 'overlap': overlap}
        made.add(f'{name}, {side} with {overlap}', inputs, 1, tiles=pieces)
    made.write()


NODES = (crop, pad, turn, adjust, mask_from_image, invert, composite, channels, shape_mask, tile)
