import { expect, test } from 'vitest'
import type { WorkflowEntry } from '#shared/ipc/records.ts'
import { checkName, freeName, takenBy } from './checkName.ts'

const entry = (name: string): WorkflowEntry => ({ id: name, name, savedAt: 0, version: 'v', draft: false })
const kept = [entry('Harbour'), entry('Harbour (2)'), entry('a-b')]

test.each([
  ['Port', { ok: true }],
  ['  Port  ', { ok: true }],
  ['Port/2', { ok: true, note: 'Its file will be called Port-2.' }],
  ['', { ok: false, why: 'A workflow needs a name.', canReplace: false }],
  ['   ', { ok: false, why: 'A workflow needs a name.', canReplace: false }],
  ['...', { ok: false, why: 'No file can be called so. Use some letters or digits.', canReplace: false }],
  [
    'harbour',
    {
      ok: false,
      why: 'There is a workflow called Harbour already. Choose another name, or replace it.',
      canReplace: true,
    },
  ],
])('the name %j', (name, verdict) => {
  expect(checkName(name, kept)).toEqual(verdict)
})

test('names are one when their files would be', () => {
  expect([takenBy('A/B', kept)?.id, takenBy('ab', kept)]).toEqual(['a-b', null])
})

test('a free name counts on from those that are taken', () => {
  expect([freeName('HARBOUR', kept), freeName('Port', kept)]).toEqual(['HARBOUR (3)', 'Port'])
})
