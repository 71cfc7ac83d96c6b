import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { MAX_DATA_BYTES, readDataUri } from './dataUri.ts'

const text = (uri: string): string => Buffer.from(readDataUri(uri)).toString('latin1')

test.each([
  ['data:image/png;base64,aGk=', 'hi'],
  ['data:;base64,aGk', 'hi'],
  ['DATA:image/png;charset=utf-8;BASE64,aGk=', 'hi'],
  ['data:,a%20b%FF', 'a b\xff'],
  ['data:text/plain,', ''],
  ['data:,base64,aGk=', 'base64,aGk='],
])('%j holds %j', (uri, data) => {
  expect(text(uri)).toBe(data)
})

test.each([
  ['data:image/png;base64', 'data:image/png;base64…', 'has no comma before its data'],
  ['data:image/png;base64,a', 'data:image/png;base64,…', 'is not in base64'],
  ['data:;base64,a*Gk=', 'data:;base64,…', 'is not in base64'],
  ['data:;base64,a=Gk', 'data:;base64,…', 'is not in base64'],
  ['data:,100%', 'data:,…', 'has a % without two digits'],
  ['data:,%zz', 'data:,…', 'has a % without two digits'],
])('%j is refused', (uri, head, why) => {
  const words = `${head} is no data URI that can be read: it ${why}.`
  expect(() => readDataUri(uri)).toThrow(new AppError('picture.broken', words))
})

test('16 MiB are accepted, a byte more is not', () => {
  const largest = Buffer.alloc(MAX_DATA_BYTES).toString('base64')
  const more = Buffer.alloc(MAX_DATA_BYTES + 1).toString('base64')
  const large = new AppError('picture.large', 'data:;base64,… holds more than 16 MiB.')
  expect(readDataUri(`data:;base64,${largest}`)).toHaveLength(MAX_DATA_BYTES)
  expect(() => readDataUri(`data:;base64,${more}`)).toThrow(large)
  expect(() => readDataUri(`data:;base64,${'A'.repeat(2 * more.length)}`)).toThrow(large)
})
