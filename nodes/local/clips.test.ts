import { expect, test } from 'vitest'
import type { ClipRange, Videos } from '#shared/media/videos.ts'
import type { Media } from '#shared/ports/value.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import joinAudio from './joinAudio.ts'
import joinVideos from './joinVideos.ts'
import { createBench } from './testing/runNode.ts'
import trimAudio from './trimAudio.ts'
import trimVideo from './trimVideo.ts'

const clip = fakeMedia(1, 'video', { duration: 10 })
const other = fakeMedia(2, 'video', { duration: 5 })
const made = fakeMedia(3, 'video')

/** What is asked of the host, which begins each cut at the second before it. */
function openBench() {
  const asked: (ClipRange | readonly Media[])[] = []
  const videos: Videos = {
    async trim(_, range, { onProgress }) {
      asked.push(range)
      onProgress(1)
      return { media: made, start: Math.floor(range.start), end: range.end ?? 10 }
    },
    async join(clips, { onProgress }) {
      asked.push(clips)
      onProgress(1)
      return made
    },
  }
  return { asked, bench: createBench(undefined, { videos }) }
}

test('a video is cut where it can be, and the node says how far that is from the start', async () => {
  const { bench, asked } = openBench()
  expect(await bench.run(trimVideo, { video: clip, start: 3.4, end: 8 })).toEqual({ video: made })
  expect(asked).toEqual([{ start: 3.4, end: 8 }])
  expect(bench.notes).toEqual([
    'It begins at 3.00 s, 0.40 s before the start that was set: the nearest place where it can be cut.',
  ])
  expect(bench.progress).toEqual([1])
})

test('a cut that is where it was set has no note', async () => {
  const { bench } = openBench()
  await bench.run(trimVideo, { video: clip, start: 3 })
  expect(bench.notes).toEqual([])
})

test.each([
  ['nothing is set', {}],
  ['the end is that of the clip, or later', { end: 10 }],
])('a clip is unchanged if %s', async (_, inputs) => {
  const { bench, asked } = openBench()
  expect(await bench.run(trimVideo, { video: clip, ...inputs })).toEqual({ video: clip })
  const sound = fakeMedia(4, 'audio', { duration: 10 })
  expect(await bench.run(trimAudio, { audio: sound, ...inputs })).toEqual({ audio: sound })
  expect(asked).toEqual([])
})

test('a start after the end is a problem before the run, and in it, when it comes by a cable', async () => {
  const words = 'The start (4 s) must be before the end (2 s).'
  expect(trimVideo.check?.({ start: 4, end: 2 })).toBe(words)
  expect([
    trimVideo.check?.({ start: 1, end: 2 }),
    trimVideo.check?.({ start: 1 }),
    trimVideo.check?.({}),
  ]).toEqual([null, null, null])
  await expect(openBench().bench.run(trimVideo, { video: clip, start: 4, end: 2 })).rejects.toThrow(words)
})

test('clips are joined in their order, one alone is unchanged, and none is an error', async () => {
  const { bench, asked } = openBench()
  expect(await bench.run(joinVideos, { videos: [clip, other] })).toEqual({ video: made })
  expect(await bench.run(joinVideos, { videos: [clip], next: [other, clip] })).toEqual({ video: made })
  expect(await bench.run(joinAudio, { audio: [other] })).toEqual({ audio: other })
  expect(asked).toEqual([
    [clip, other],
    [clip, other, clip],
  ])
  await expect(bench.run(joinVideos, { videos: [] })).rejects.toThrow('There is nothing to join.')
})
