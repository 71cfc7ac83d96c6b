import type { Property } from './property.ts'
import { apart, draw, make } from './property.ts'

/** Every radius up to 64, and some of all others. */
const radii = Array.from({ length: 512 }, (_, at) => at + 1).filter(
  (radius) => radius <= 64 || radius % 9 === 0,
)

const flat = draw(19, 7, 4, () => [200, 100, 20, 255])
const white = draw(19, 7, 1, () => [255])
const dark = draw(19, 7, 1, () => [77])
const half = draw(34, 9, 4, (x) => [220, 180, 40, x < 17 ? 0 : 255])

export const flatness: readonly Property[] = [
  {
    name: 'a picture of one colour stays as it is, and opaque, at any radius of Blur',
    unit: 'levels',
    most: 0,
    async measure(tools) {
      const image = await tools.pixelContext.put(flat)
      let most = 0
      for (const radius of radii)
        most = Math.max(most, apart(flat, await make(tools, 'blur', { image, radius }, 'image')))
      return most
    },
  },
  {
    name: 'a mask of one value stays as it is at any radius of Feather',
    unit: 'levels',
    most: 0,
    async measure(tools) {
      let most = 0
      for (const one of [white, dark]) {
        const mask = await tools.pixelContext.put(one)
        for (const radius of radii)
          most = Math.max(most, apart(one, await make(tools, 'feather-mask', { mask, radius }, 'mask')))
      }
      return most
    },
  },
  {
    name: 'a shape as large as its picture is white, however far it is feathered',
    unit: 'levels',
    most: 0,
    async measure(tools) {
      const shape = {
        shape: 'rectangle',
        x: 0,
        y: 0,
        width: 1,
        height: 1,
        pictureWidth: 19,
        pictureHeight: 7,
      }
      let most = 0
      for (const radius of radii)
        most = Math.max(
          most,
          apart(white, await make(tools, 'shape-mask', { ...shape, feather: radius }, 'mask')),
        )
      return most
    },
  },
  {
    name: 'a picture of one colour has no edges, however it is blurred',
    unit: 'levels',
    most: 0,
    async measure(tools) {
      const image = await tools.pixelContext.put(flat)
      const black = draw(19, 7, 4, () => [0, 0, 0, 255])
      let most = 0
      for (let blur = 0; blur <= 32; blur += 0.5)
        most = Math.max(
          most,
          apart(black, await make(tools, 'edge-map', { image, low: 0, high: 0.001, blur }, 'image')),
        )
      return most
    },
  },
  {
    name: 'one colour under what is transparent stays where a picture is scaled or blurred',
    unit: 'levels, where alpha is 0 too',
    most: 0,
    async measure(tools) {
      const image = await tools.pixelContext.put(half)
      const made = []
      for (const [width, height] of [
        [68, 18],
        [17, 5],
        [50, 3],
        [1, 1],
      ] as const)
        for (const kernel of ['smooth', 'nearest'])
          made.push(await make(tools, 'resize', { image, width, height, kernel, fit: 'stretch' }, 'image'))
      for (const radius of [1, 2, 7, 40]) made.push(await make(tools, 'blur', { image, radius }, 'image'))
      const colour = [220, 180, 40]
      return Math.max(
        ...made.map(({ data }) =>
          data.reduce(
            (most, value, at) =>
              at % 4 === 3 ? most : Math.max(most, Math.abs(value - (colour[at % 4] ?? 0))),
            0,
          ),
        ),
      )
    },
  },
]
