"""CPU seconds of OpenCV, one thread, for the work of work.ts: `opencv.py <folder> <seconds to warm up> <rounds>`, JSON on
stdout.

The folder has image, over and half (RGBA), mask and specks (grey) as raw samples.
"""

import json
import sys
import time

import cv2
import numpy as np

folder, warm_up, rounds = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
cv2.setNumThreads(1)
cv2.ocl.setUseOpenCL(False)


def load(name, height, width, channels):
    shape = (height, width, channels) if channels > 1 else (height, width)
    return np.fromfile(f'{folder}/{name}', np.uint8).reshape(shape)


image, over = load('image', 3000, 4000, 4), load('over', 3000, 4000, 4)
half, mask = load('half', 1500, 2000, 4), load('mask', 3000, 4000, 1)
specks = load('specks', 3000, 4000, 1)


def boxes():
    # Three means of this width have the standard deviation that is asked for, 256.
    made = image
    for _ in range(3):
        made = cv2.blur(made, (511, 511), borderType=cv2.BORDER_REPLICATE)


def edges():
    grey = cv2.cvtColor(image, cv2.COLOR_RGBA2GRAY)
    cv2.Canny(cv2.GaussianBlur(grey, (0, 0), 1.4), 102, 204, apertureSize=3, L2gradient=True)


def composite():
    weight = over[:, :, 3].astype(np.float32) / 255
    cv2.blendLinear(over, image, weight, 1 - weight)


def fill(picture):
    filled = picture.copy()
    start = (int(2000 * 4000 / 65536), int(2000 * 3000 / 65536))
    cv2.floodFill(filled, None, start, 255, flags=4)


WORK = {
    'blur 8': lambda: cv2.GaussianBlur(image, (0, 0), 4, borderType=cv2.BORDER_REPLICATE),
    'blur 512': boxes,
    'feather 50': lambda: cv2.GaussianBlur(mask, (0, 0), 25, borderType=cv2.BORDER_REPLICATE),
    'grow 50': lambda: cv2.distanceTransform(255 - mask, cv2.DIST_L2, cv2.DIST_MASK_PRECISE) <= 50,
    'edge map': edges,
    'resize up': lambda: cv2.resize(half, (4000, 3000), interpolation=cv2.INTER_LANCZOS4),
    'resize down': lambda: cv2.resize(image, (1000, 750), interpolation=cv2.INTER_AREA),
    'turn': lambda: cv2.rotate(image, cv2.ROTATE_90_CLOCKWISE),
    'composite': composite,
    'fill': lambda: fill(mask),
    'fill specks': lambda: fill(specks),
}



def once(work):
    start = time.process_time()
    work()
    return time.process_time() - start


taken = {}
for name, work in WORK.items():
    spent = 0
    while spent < warm_up:
        spent += once(work)
    taken[name] = [once(work) for _ in range(rounds)]
print(json.dumps({'version': cv2.__version__, 'seconds': taken}))
