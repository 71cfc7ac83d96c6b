import { expect, test } from 'vitest'
import { UnsupportedModel } from './decoders/unsupportedModel.ts'
import { reasonOf } from './reasonOf.ts'

const failed = (sourceError?: Error): Event => new CustomEvent('error', { detail: { sourceError } })

test.each([
  [
    'compressed with Draco',
    failed(new UnsupportedModel('It is compressed with Draco.')),
    'It is compressed with Draco.',
  ],
  [
    'compressed with Meshopt',
    failed(new Error('THREE.GLTFLoader: setMeshoptDecoder must be called before loading compressed files')),
    'It is compressed with Meshopt.',
  ],
  ['cut off', failed(new RangeError('Offset is outside the bounds')), 'Its file is damaged or incomplete.'],
  ['not there', failed(), 'Its file is damaged or incomplete.'],
  ['without details', new Event('error'), 'Its file is damaged or incomplete.'],
])('of a model that is %s the reason is said in plain words', (_, event, reason) => {
  expect(reasonOf(event)).toBe(reason)
})
