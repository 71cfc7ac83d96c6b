"""What nodes should make, by other people's libraries and by formulas in 64-bit floating point. Levels run from 0 to 255.

Colour is weighed by its alpha wherever pixels are mixed, so that nothing hidden comes through; results are not rounded.
"""

import cv2
import numpy as np
from PIL import Image
from scipy import ndimage
from scipy.spatial.transform import Rotation
from scipy.special import ive

LUMA = np.array([0.299, 0.587, 0.114])


def half_up(values):
    return np.floor(np.asarray(values, float) + 0.5)


def weighed(picture):
    """Colour times alpha, and alpha: four planes in which pixels can be mixed."""
    made = picture.astype(float)
    made[:, :, :3] *= made[:, :, 3:] / 255
    return made


def unweighed(planes):
    """Colour is divided by alpha before alpha is cut off: a kernel may overshoot in both alike."""
    made = planes.copy()
    alpha = planes[:, :, 3:]
    made[:, :, :3] = np.where(alpha > 0, planes[:, :, :3] * 255 / np.where(alpha > 0, alpha, 1), 0)
    return np.clip(made, 0, 255)


def each_plane(picture, work):
    if picture.ndim == 2:
        return np.clip(work(picture.astype(float)), 0, 255)
    planes = weighed(picture)
    return unweighed(np.dstack([work(planes[:, :, channel]) for channel in range(4)]))


def gauss(plane, sigma):
    """Beyond its edge a plane goes on as it ends. So narrow a bell that its samples would no longer spread by `sigma` (by
    0.46 where 0.5 is asked for) is the discrete one, exp(-t) I_n(t) with t = sigma², which does."""
    if sigma > 0.5:
        return ndimage.gaussian_filter(plane, sigma, mode='nearest', truncate=6)
    bell = ive(np.abs(np.arange(-12, 13)), sigma * sigma)
    for axis in (0, 1):
        plane = ndimage.correlate1d(plane, bell / bell.sum(), axis, mode='nearest')
    return plane


def blur(picture, radius):
    """A Gaussian whose standard deviation is half the radius."""
    if radius == 0:
        return picture.astype(float)
    return each_plane(picture, lambda plane: gauss(plane, radius / 2))


def grow(mask, amount):
    """The largest within a disc; nothing lies beyond the picture."""
    if amount < 0:
        return 255 - grow(255 - mask, -amount)
    reach = min(amount, sum(mask.shape))
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    disc = x * x + y * y <= reach * reach
    made = ndimage.maximum_filter(mask, footprint=disc, mode='constant', cval=0)
    for level in np.unique(mask[mask > 0]):
        # The same by Euclidean distances, level by level.
        near = ndimage.distance_transform_edt(mask < level) <= reach
        assert ((made >= level) == near).all()
    return made


def resize(picture, width, height, box=None):
    """By Pillow, in floating point: Lanczos, and linear for masks. `box`: left, top, right, bottom, also between pixels."""
    kernel = Image.Resampling.BILINEAR if picture.ndim == 2 else Image.Resampling.LANCZOS

    def work(plane):
        image = Image.fromarray(plane.astype(np.float32))
        return np.asarray(image.resize((width, height), kernel, box=box), float)

    return each_plane(picture, work)


def nearest(picture, width, height):
    """By Pillow: each pixel is the one that its middle lies on."""
    planes = [
        np.asarray(Image.fromarray(picture[:, :, channel]).resize((width, height), Image.Resampling.NEAREST))
        for channel in range(4)
    ]
    return np.dstack(planes)


def pad(picture, left, top, right, bottom, colour):
    height, width = picture.shape[:2]
    made = np.tile(np.array(colour, float), (height + top + bottom, width + left + right, 1))
    made[top : top + height, left : left + width] = picture
    return made


def luma_in_levels(picture):
    """BT.601 of the sRGB values, over black, to the nearest level: in whole numbers, so that a half is a half."""
    red, green, blue, alpha = (picture[:, :, channel].astype(int) for channel in range(4))
    return ((299 * red + 587 * green + 114 * blue) * alpha + 127_500) // 255_000


def adjust(picture, brightness=0, contrast=0, saturation=0, hue=0):
    """Hue and saturation around a colour's own grey, then contrast around the middle, then brightness."""
    rgb = picture[:, :, :3].astype(float)
    grey = (rgb @ LUMA)[:, :, None]
    turn = Rotation.from_rotvec(np.deg2rad(hue) * np.ones(3) / np.sqrt(3)).as_matrix()
    away = (rgb - grey) @ turn.T
    away -= (away @ LUMA)[:, :, None]
    rgb = grey + (1 + saturation) * away
    rgb = 127.5 + (1 + contrast) * (rgb - 127.5) + 255 * brightness
    return np.dstack([np.clip(rgb, 0, 255), picture[:, :, 3].astype(float)])


def composite(base, over, mask=None, x=0, y=0):
    """Source over destination, not premultiplied, through a mask as large as `base`."""
    made = base.astype(float)
    height, width = base.shape[:2]
    left, top = max(0, x), max(0, y)
    right, bottom = min(width, x + over.shape[1]), min(height, y + over.shape[0])
    if right <= left or bottom <= top:
        return made
    below = made[top:bottom, left:right]
    above = over[top - y : bottom - y, left - x : right - x].astype(float)
    chosen = 255.0 if mask is None else mask[top:bottom, left:right].astype(float)
    share = chosen / 255 * above[:, :, 3] / 255
    alpha = share + below[:, :, 3] / 255 * (1 - share)
    weight = (share / np.where(alpha > 0, alpha, 1))[:, :, None]
    below[:, :, :3] += (above[:, :, :3] - below[:, :, :3]) * weight
    below[:, :, 3] = alpha * 255
    return made


def edges(grey, low, high, sigma):
    """OpenCV's Canny, L2, on a Gaussian; bounds as parts of the steepest that Sobel finds."""
    soft = grey.astype(float) if sigma == 0 else gauss(grey.astype(float), sigma)
    return cv2.Canny(half_up(soft).astype(np.uint8), low * 1020, high * 1020, apertureSize=3, L2gradient=True)


def shape(kind, frame, width, height):
    """64 x 64 samples in each pixel."""
    left, top, across, down = (
        frame['x'] * width,
        frame['y'] * height,
        frame['width'] * width,
        frame['height'] * height,
    )
    x = (np.arange(width * 64) + 0.5)[None, :] / 64
    y = (np.arange(height * 64) + 0.5)[:, None] / 64
    if kind == 'rectangle':
        inside = (x >= left) & (x < left + across) & (y >= top) & (y < top + down)
    elif across == 0 or down == 0:
        inside = np.zeros((height * 64, width * 64), bool)
    else:
        inside = ((x - left) / across * 2 - 1) ** 2 + ((y - top) / down * 2 - 1) ** 2 <= 1
    return 255 * inside.reshape(height, 64, width, 64).mean(axis=(1, 3))


def tile_starts(length, tile, overlap):
    if tile == length:
        return [0]
    gaps = max(1, -(-(length - tile) // max(1, tile - overlap)))
    return [int(half_up((length - tile) * at / gaps)) for at in range(gaps + 1)]


def tiles(picture, side, overlap):
    """Tiles of one size, spread evenly, row by row: what they are, and where."""
    height, width = picture.shape[:2]
    across, down = min(side, width), min(side, height)
    places = [
        (x, y) for y in tile_starts(height, down, overlap) for x in tile_starts(width, across, overlap)
    ]
    return [picture[y : y + down, x : x + across] for x, y in places], places


def untile(pieces, places, width, height):
    """Each tile counts by the distance to its edges, and by its alpha where colour is concerned."""
    sums = np.zeros((height, width, 4))
    weights = np.zeros((height, width, 1))
    for piece, (x, y) in zip(pieces, places):
        down, across = piece.shape[:2]
        fade = lambda length: np.minimum(np.arange(length) + 1, length - np.arange(length))
        weight = (fade(down)[:, None] * fade(across)[None, :])[:, :, None]
        sums[y : y + down, x : x + across] += weighed(piece) * weight
        weights[y : y + down, x : x + across] += weight
    return unweighed(sums / weights)


def difference(first, second, gain):
    """The largest difference of alpha, or of any colour as it is seen on black or on white, brightened."""
    apart = [np.abs(first[:, :, 3].astype(float) - second[:, :, 3])]
    for ground in (0, 255):
        ground = np.full(first.shape, ground, float)
        ground[:, :, 3] = 255
        seen = composite(ground, first) - composite(ground, second)
        apart.append(np.abs(seen[:, :, :3]).max(axis=2))
    return np.minimum(255, np.max(apart, axis=0) * gain)
