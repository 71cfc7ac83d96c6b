import { expect, test } from 'vitest'
import type { Json } from '../ports/value.ts'
import type { OutputName } from '../catalogue/endpoint.ts'
import { missingOutputs } from './missingOutputs.ts'

const a = 'https://outputs.example/a.png'
const b = 'https://outputs.example/b.png'

test.each<[Json, readonly OutputName[] | null, readonly string[]]>([
  // Nothing at all.
  [null, ['image'], ['image']],
  [{}, ['image'], ['image']],
  [[], ['image', 'images'], ['image', 'images']],
  ['', ['text'], ['text']],
  [null, ['json'], ['json']],
  [null, null, ['output']],
  [{}, null, ['output']],
  [{ input: { image: a } }, ['image'], ['image']],
  // A half: a place that is still empty.
  [{ image: null }, ['image'], ['image']],
  [{ image: { url: null, content_type: 'image/png' } }, ['image'], ['image']],
  [{ image: { url: '' } }, ['image'], ['image']],
  [{ images: [a, null] }, ['images'], ['image']],
  [{ images: [{ url: a }, { url: null }] }, ['image', 'images'], ['image']],
  [{ image: null, thumbnail: a }, ['image'], ['image']],
  [{ image: a, video: null }, ['image', 'video'], ['video']],
  [{ seed: 7 }, ['image'], ['image']],
  [{ image: 'later' }, ['image'], ['image']],
  // Complete.
  [{ image: a }, ['image', 'images'], []],
  [{ image: null, images: [a] }, ['image'], []],
  [{ images: [a, b] }, ['image'], []],
  [{ image: a, video: null }, ['image'], []],
  [{ output: a }, ['image'], []],
  [a, ['image'], []],
  [{ model_mesh: a }, ['model'], []],
  [{}, ['json'], []],
  [[], ['json'], []],
  [false, ['json'], []],
  [0, ['number'], []],
  [{ ok: false }, ['boolean'], []],
  [{ results: ['one'] }, ['text'], []],
  [{ anything: 1 }, null, []],
])('%j of an endpoint with %j lacks %j', (output, outputs, missing) => {
  expect(missingOutputs(output, outputs)).toEqual(missing)
})
