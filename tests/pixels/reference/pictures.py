"""The pictures that nodes are tried on: one for each edge at which a filter or a formula can go wrong.

Masks are arrays of height x width, pictures of height x width x 4 (red, green, blue, alpha; not premultiplied), both uint8.
"""

import numpy as np

RANDOM = np.random.default_rng(20261130)


def opaque(rgb):
    """A picture from colours alone."""
    alpha = np.full(rgb.shape[:2] + (1,), 255, np.uint8)
    return np.concatenate([rgb.astype(np.uint8), alpha], axis=2)


def flat(height, width, *colour):
    return np.tile(np.array(colour, np.uint8), (height, width, 1))


def scene(height, width, channels):
    """What a photo has: soft gradients, hard edges of any slope, fine texture and noise."""
    y, x = np.mgrid[0:height, 0:width].astype(float)
    planes = []
    for channel in range(channels):
        phase = RANDOM.uniform(0, 6, 4)
        plane = 110 + 50 * np.sin(x / 9 + phase[0]) + 40 * np.cos(y / 7 + phase[1])
        plane[(x * np.cos(phase[2]) + y * np.sin(phase[2])) > width / 3] += 60
        plane[(x - width * 0.6) ** 2 + (y - height * 0.5) ** 2 < (height / 4) ** 2] -= 70
        plane[height // 2 :, : width // 4] += 30 * ((x + y) % 2)[height // 2 :, : width // 4]
        planes.append(np.clip(plane + RANDOM.normal(0, 6, plane.shape), 0, 255))
    return np.dstack(planes).round().astype(np.uint8)


def shapes(height, width):
    """A disc and a slanted bar with soft edges, grey: edges without doubt where they are."""
    y, x = np.mgrid[0:height, 0:width] + 0.5
    disc = np.clip(height / 4 + 0.5 - np.hypot(x - width * 0.3, y - height * 0.5), 0, 1)
    bar = np.clip(width / 16 + 0.5 - np.abs((x - width * 0.75) * 0.8 + (y - height * 0.5) * 0.6), 0, 1)
    return np.round(30 + 180 * np.maximum(disc, bar)).astype(np.uint8)


def checks(height, width, side):
    y, x = np.mgrid[0:height, 0:width] // side
    return (((x + y) % 2) * 255).astype(np.uint8)


def impulse(height, width, *places):
    made = np.zeros((height, width), np.uint8)
    for y, x in places:
        made[y, x] = 255
    return made


def masks():
    ramp = np.round(np.linspace(0, 255, 37)).astype(np.uint8)
    block = np.zeros((48, 52), np.uint8)
    block[14:34, 16:36] = 255
    touching = np.zeros((21, 33), np.uint8)
    touching[:9, 20:] = 255
    return {
        'mask 1x1': np.array([[200]], np.uint8),
        'mask 37x1': ramp[None, :],
        'mask 1x37': ramp[:, None],
        'mask row of impulses': impulse(1, 29, (0, 0), (0, 14), (0, 28)),
        'mask impulse': impulse(41, 41, (20, 20)),
        'mask impulses at edges': impulse(17, 23, (0, 0), (16, 22), (0, 11), (8, 0)),
        'mask checks': checks(24, 25, 1),
        'mask checks of 4': checks(24, 28, 4),
        'mask flat 200': np.full((17, 31), 200, np.uint8),
        'mask white': np.full((17, 31), 255, np.uint8),
        'mask black': np.zeros((17, 31), np.uint8),
        'mask step': np.repeat(np.array([[0] * 32 + [255] * 32], np.uint8), 5, axis=0),
        'mask block': block,
        'mask touching': touching,
        'mask scene': scene(29, 40, 1)[:, :, 0],
    }


def tiles():
    scenery = opaque(scene(20, 64, 3))
    scenery[:, :, 3] = np.round(np.linspace(0, 255, 64))
    made = {
        'tile red': flat(20, 64, 255, 0, 0, 255),
        'tile hidden green': flat(20, 64, 0, 255, 0, 0),
        'tile blue at 100': flat(20, 64, 0, 0, 255, 100),
        'tile of a scene': scenery,
    }
    larger = {f'{name} x2': one.repeat(2, axis=0).repeat(2, axis=1) for name, one in made.items()}
    return {'strip': flat(20, 100, 1, 2, 3, 255), **made, **larger}


def pictures():
    ramp = np.round(np.linspace(0, 255, 37)).astype(np.uint8)
    alpha_ramp = flat(9, 64, 200, 100, 20, 255)
    alpha_ramp[:, :, 3] = np.round(np.linspace(0, 255, 64))
    colours_over_alpha = opaque(scene(19, 64, 3))
    colours_over_alpha[:, :, 3] = np.round(np.linspace(0, 255, 64))
    hidden = flat(21, 21, 0, 255, 0, 0)
    hidden[10, 10] = (255, 0, 0, 255)
    half_hidden = flat(21, 33, 220, 180, 40, 255)
    half_hidden[:, :16, 3] = 0
    checks_of_alpha = opaque(scene(20, 24, 3))
    checks_of_alpha[:, :, 3] = checks(20, 24, 1)
    see_through = opaque(scene(29, 40, 3))
    see_through[:, :, 3] = scene(29, 40, 1)[:, :, 0]
    # Smooth and large: many tiles, and few bytes.
    y, x = np.mgrid[0:83, 0:151]
    large = opaque(np.dstack([x, y * 3, (x + y) % 256]))
    return {
        **tiles(),
        'large': large,
        '1x1': flat(1, 1, 10, 200, 90, 255),
        '1x1 see-through': flat(1, 1, 10, 200, 90, 77),
        '37x1': opaque(np.dstack([ramp, ramp[::-1], (ramp * 7) % 256])),
        '1x37': opaque(np.dstack([ramp, ramp[::-1], (ramp * 7) % 256]).transpose(1, 0, 2)),
        'impulse': opaque(np.dstack([impulse(31, 31, (15, 15), (0, 0), (30, 11))] * 3)),
        'impulse among hidden colour': hidden,
        'checks': opaque(np.dstack([checks(24, 25, 1), checks(24, 25, 2), checks(24, 25, 3)])),
        'checks of alpha': checks_of_alpha,
        'flat': flat(17, 31, 200, 100, 20, 255),
        'flat alpha 128': flat(13, 15, 10, 200, 90, 128),
        'flat alpha 30': flat(13, 15, 10, 200, 90, 30),
        'flat alpha 8': flat(13, 15, 10, 200, 90, 8),
        'alpha ramp': alpha_ramp,
        'alpha ramp of a scene': colours_over_alpha,
        'half hidden': half_hidden,
        'scene': opaque(scene(29, 40, 3)),
        'scene see-through': see_through,
        'all black': flat(29, 40, 0, 0, 0, 255),
        'all white': flat(29, 40, 255, 255, 255, 255),
        'shapes': opaque(np.dstack([shapes(48, 64)] * 3)),
        'shapes turned': opaque(np.dstack([shapes(64, 49).T] * 3)),
    }
