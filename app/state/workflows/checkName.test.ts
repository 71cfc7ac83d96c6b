import { expect, test } from 'vitest'
import type { WorkflowEntry } from '#shared/api/records.ts'
import { checkName, freeName, findByName } from './checkName.ts'

const entry = (name: string): WorkflowEntry => ({ id: name, name, savedAt: 0, version: 'v', draft: false })
const existing = [entry('Harbour'), entry('Harbour (2)'), entry('a-b')]

test.each([
  ['Port', { ok: true }],
  ['  Port  ', { ok: true }],
  ['Port/2', { ok: true, hint: 'It will be called Port-2.' }],
  ['', { ok: false, why: 'A workflow needs a name.', canReplace: false }],
  ['   ', { ok: false, why: 'A workflow needs a name.', canReplace: false }],
  ['...', { ok: false, why: 'This cannot be a file name. Use letters or digits.', canReplace: false }],
  [
    'harbour',
    {
      ok: false,
      why: 'A workflow called Harbour already exists. Choose another name, or replace it.',
      canReplace: true,
    },
  ],
])('the name %j', (name, verdict) => {
  expect(checkName(name, existing)).toEqual(verdict)
})

test('names count as equal if their files would be', () => {
  expect([findByName('A/B', existing)?.id, findByName('ab', existing)]).toEqual(['a-b', null])
})

test('a free name gets the first number that is not taken', () => {
  expect([freeName('HARBOUR', existing), freeName('Port', existing)]).toEqual(['HARBOUR (3)', 'Port'])
})
