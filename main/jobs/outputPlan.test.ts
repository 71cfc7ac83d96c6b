import { expect, test } from 'vitest'
import type { Json, MediaKind } from '#shared/ports/value.ts'
import type { PlannedOutput } from './outputPlan.ts'
import { guessKind, planOutputs } from './outputPlan.ts'

const one = 'https://a/1.png'
const two = 'https://a/2.png'
const plan = (address: string, kind: MediaKind | null, needed = true): Omit<PlannedOutput, 'place'> => ({
  address,
  kind,
  needed,
})

test.each<[Json, readonly Omit<PlannedOutput, 'place'>[]]>([
  [null, []],
  [{}, []],
  [{ text: 'no address' }, []],
  [{ image: one }, [plan(one, 'image')]],
  [{ image: one, images: [one, two] }, [plan(one, 'image'), plan(two, 'image')]],
  [{ images: [{ url: one }, { url: two }] }, [plan(one, 'image'), plan(two, 'image')]],
  [{ video: one, audios: [two] }, [plan(one, 'video'), plan(two, 'audio')]],
  [{ image: one, licence: two }, [plan(one, 'image'), plan(two, null, false)]],
  [{ url: one }, [plan(one, null)]],
  [
    [one, two],
    [plan(one, null), plan(two, null)],
  ],
  [one, [plan(one, null)]],
  [{ image: one, input: { image_url: two } }, [plan(one, 'image')]],
  [{ image: null, images: [] }, []],
  [{ mask: one }, [plan(one, null)]],
])('%j is fetched as %j', (output, expected) => {
  expect(planOutputs(output)).toEqual(expected.map((one, place) => ({ ...one, place })))
})

test.each<[string, string, MediaKind | null, MediaKind | null]>([
  ['image/png', one, null, 'image'],
  ['video/mp4', one, 'image', 'video'],
  ['audio/mpeg', one, null, 'audio'],
  ['application/octet-stream', one, 'video', 'video'],
  ['', 'https://a/1.MP4?sign=x', null, 'video'],
  ['', 'https://a/1.wav', null, 'audio'],
  ['', 'https://a/1', null, null],
  ['', 'https://a/1.constructor', null, null],
  ['application/octet-stream', one, null, 'image'],
  ['model/gltf-binary', one, null, 'model3d'],
  ['application/zip', one, 'file', 'file'],
  ['text/html', one, 'image', 'image'],
])('%s at %s under %s is taken for %s', (mime, address, kind, expected) => {
  expect(guessKind(mime, { address, kind })).toBe(expected)
})
