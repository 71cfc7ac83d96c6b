import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createLines } from './lines.ts'

function lines(longest = 100) {
  const stream = new PassThrough()
  const received: unknown[] = []
  stream.on('error', () => {})
  return {
    stream,
    heard: received,
    ...createLines(stream, { longest, onValue: (value) => received.push(value) }),
  }
}

test('what is sent is heard, whatever is in it', () => {
  const { send, heard: received } = lines()
  const values = [{ a: 'first\nsecond' }, ['…', '😀'], null]
  values.forEach(send)
  expect(received).toEqual(values)
})

test('a line is put together from pieces, also where a sign was cut in two', () => {
  const { stream, heard: received } = lines()
  for (const byte of Buffer.from('"é😀"\n"b"\n')) stream.write(Buffer.of(byte))
  expect(received).toEqual(['é😀', 'b'])
})

test.each([
  ['no JSON', 'nonsense\n'],
  ['longer than allowed', 'x'.repeat(101)],
])('a line that is %s ends the stream', (_, text) => {
  const { stream, heard: received } = lines()
  stream.write(text)
  expect([stream.destroyed, received]).toEqual([true, []])
})

test('a handler that throws ends the stream, and hears no more', () => {
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
