import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createHostedInputs } from './hostedInputs.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'practice-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const bytes = Buffer.from('a picture')
const noName = 'c0fe8a0d5c7af5c6'

describe.each([
  ['in memory', () => createHostedInputs(null)],
  ['in a folder', () => createHostedInputs(folder)],
])('inputs %s', (_where, create) => {
  test('are opened again by the name under which they were stored', () => {
    const inputs = create()
    const saved = inputs.save(bytes, 'image/png')
    expect(saved).toMatch(/^[0-9a-f]{64}\.png$/)
    expect(inputs.save(bytes, 'image/png')).toBe(saved)
    expect(inputs.open(saved)).toEqual({ bytes, mime: 'image/png' })
  })

  test.each(['', noName, '../secret', '..%2fsecret', `${'a'.repeat(64)}.png`, '/etc/passwd'])(
    '"%s" opens nothing',
    (other) => {
      expect(create().open(other)).toBeNull()
    },
  )
})

test('inputs in a folder outlive the engine', () => {
  const saved = createHostedInputs(folder).save(bytes, 'image/jpeg')
  expect(createHostedInputs(folder).open(saved)).toEqual({ bytes, mime: 'image/jpeg' })
})

test('memory drops the oldest inputs when it is full', () => {
  const inputs = createHostedInputs(null, 25)
  const names = ['first 1234', 'second 123', 'third 1234'].map((text) =>
    inputs.save(Buffer.from(text), 'image/png'),
  )
  expect(names.map((saved) => inputs.open(saved)?.bytes.toString() ?? null)).toEqual([
    null,
    'second 123',
    'third 1234',
  ])
})
