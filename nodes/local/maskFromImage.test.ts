import { expect, test } from 'vitest'
import maskFromImage from './maskFromImage.ts'
import { picture, rowsOf } from './testing/pixels.ts'
import { createBench } from './testing/runNode.ts'

test.each([
  [{}, [0, 76, 255, 128]],
  [{ channel: 'alpha' }, [255, 255, 255, 128]],
  [{ channel: 'red' }, [0, 255, 255, 255]],
  [{ channel: 'green' }, [0, 0, 255, 255]],
  [{ channel: 'alpha', invert: true }, [0, 0, 0, 127]],
  [{ threshold: 0.5 }, [0, 0, 255, 255]],
  [{ threshold: 0.5, invert: true }, [255, 255, 0, 0]],
  [{ threshold: 0 }, [255, 255, 255, 255]],
])('with %o black, red, white and half of white are %j', async (inputs, row) => {
  const bench = createBench()
  const image = bench.images.add(picture(['000000', 'ff0000', 'ffffff', 'ffffff80']))
  const made = await bench.run(maskFromImage, { image, ...inputs })
  expect(made['mask']).toMatchObject({ media: 'mask' })
  expect(rowsOf(bench.images.pixelsOf(made['mask']))).toEqual([row])
})
