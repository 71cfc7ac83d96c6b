import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createLines } from './lines.ts'

function lines(longest = 100) {
  const stream = new PassThrough()
  const received: unknown[] = []
  stream.on('error', () => {})
  return {
    stream,
    received,
    ...createLines(stream, { longest, onValue: (value) => received.push(value) }),
  }
}

test('what is sent is received, whatever it contains', () => {
  const { send, received } = lines()
  const values = [{ a: 'first\nsecond' }, ['…', '😀'], null]
  values.forEach(send)
  expect(received).toEqual(values)
})

test('a line is assembled from pieces, even if a character was split', () => {
  const { stream, received } = lines()
  for (const byte of Buffer.from('"é😀"\n"b"\n')) stream.write(Buffer.of(byte))
  expect(received).toEqual(['é😀', 'b'])
})

test.each([
  ['no JSON', 'nonsense\n'],
  ['longer than allowed', 'x'.repeat(101)],
])('a line that is %s ends the stream', (_, text) => {
  const { stream, received } = lines()
  stream.write(text)
  expect([stream.destroyed, received]).toEqual([true, []])
})

test('a handler that throws ends the stream, and receives no more', () => {
  const stream = new PassThrough()
  const received: unknown[] = []
  stream.on('error', () => {})
  createLines(stream, {
    longest: 100,
    onValue(value) {
      received.push(value)
      throw new Error('not that')
    },
  })
  stream.write('1\n2\n')
  expect([stream.destroyed, received]).toEqual([true, [1]])
})
