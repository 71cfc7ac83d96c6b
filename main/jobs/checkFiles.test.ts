import { expect, test } from 'vitest'
import type { Media, Values } from '#shared/ports/value.ts'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import { createFileCheck } from './checkFiles.ts'
import { mediaOf } from './jobsFixture.ts'
import { acme } from './mediaFixture.ts'

const film: Media = { ...mediaOf('film', 'video'), mime: 'video/mp4' }

/** A check at an engine that takes films only from an address, and how often the user's ways were opened. */
function start(ways: { readonly share?: unknown } = {}) {
  let opened = 0
  const check = createFileCheck({
    ...acme,
    assets: {
      originOf: (sha256) =>
        sha256 === mediaOf('made').sha256
          ? { from: 'job', requestId: 'r', url: 'https://own/1.mp4', at: 0 }
          : undefined,
    },
    isOwnOutput: (address) => address.startsWith('https://own/'),
    clock: fakeClock(0),
    uploads() {
      opened++
      return Promise.resolve(ways)
    },
  })
  return { check, opened: () => opened }
}

test('a film that an engine does not take is found before its job, wherever it is in the input', async () => {
  const refused = {
    code: 'media.unsendable',
    message:
      'clips[1] cannot be sent to Acme: Acme takes a video only from an address. Set a bucket of your own in the settings, or give the address (https) of a public copy.',
    data: { field: 'clips[1]' },
  }
  expect(await start().check({ clips: ['https://a.example/1.mp4', film] })).toMatchObject(refused)
})

test.each<[string, Values, { readonly share?: unknown }, opened: number]>([
  ['a film with a bucket', { video_url: film }, { share: true }, 1],
  ['an output of the engine itself', { video_url: { ...film, sha256: mediaOf('made').sha256 } }, {}, 1],
  ['the address of a film', { video_url: 'https://a.example/1.mp4' }, {}, 0],
  ['a picture, which is prepared first', { image_url: mediaOf('a') }, {}, 0],
])('%s is not refused, and the bucket is opened for films alone', async (_words, input, ways, times) => {
  const { check, opened } = start(ways)
  expect(await check(input)).toBeNull()
  expect(opened()).toBe(times)
})
