import { expect, test } from 'vitest'
import type { FramePlace } from '#shared/media/frames.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { createBench } from './testing/runNode.ts'
import videoFrame from './videoFrame.ts'

test.each<[object, FramePlace]>([
  [{}, 'last'],
  [{ frame: 'first', time: 3 }, 'first'],
  [{ frame: 'at a time', time: 1.5 }, 1.5],
  [{ frame: 'at a time' }, 0],
])('with %o the frame at %s is taken', async (inputs, place) => {
  const asked: FramePlace[] = []
  const image = fakeMedia(2)
  const bench = createBench(undefined, {
    frames: {
      frame: async (_, at) => {
        asked.push(at)
        return image
      },
    },
  })
  expect(await bench.run(videoFrame, { video: fakeMedia(1, 'video'), ...inputs })).toEqual({ image })
  expect(asked).toEqual([place])
})
