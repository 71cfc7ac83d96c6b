import { expect, test } from 'vitest'
import { fakeMedia } from '#shared/testing/media.ts'
import { formatOf, saveName } from './formatOf.ts'

test.each([
  ['video/quicktime', 'MOV'],
  ['audio/mpeg', 'MP3'],
  ['model/gltf-binary', 'GLB'],
  ['application/octet-stream', 'File'],
  ['video/x-unknown', 'X-UNKNOWN'],
])('a file of type %s is called %s', (mime, format) => {
  expect(formatOf(mime)).toBe(format)
})

test('a file is saved under its own name, or the beginning of its digest', () => {
  const video = fakeMedia(1, 'video')
  expect([saveName({ ...video, name: 'tram.mp4' }), saveName(video)]).toEqual([
    'tram.mp4',
    '000000000000.mp4',
  ])
})
