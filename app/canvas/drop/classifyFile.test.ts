import { expect, test } from 'vitest'
import { classifyFile } from './classifyFile.ts'

const head = (text: string): Uint8Array => new TextEncoder().encode(text)
const MEBI = 2 ** 20

test.each([
  ['a workflow, whatever it is called', 'flow.txt', 100, '{"format"', { kind: 'workflow' }],
  ['a workflow after a mark and spaces', 'flow', 100, '\uFEFF\n {', { kind: 'workflow' }],
  ['what is called a workflow', 'flow.patchbay.JSON', 100, 'rubbish', { kind: 'workflow' }],
  ['a picture', 'photo.png', 100, '\x89PNG', { kind: 'picture' }],
  ['what may be anything', 'notes', 100, 'wo\x00rds', { kind: 'picture' }],
  ['a drawing, which the host names', 'drawing.svg', 100, '<svg>', { kind: 'picture' }],
  ['a moving picture', 'cat.gif', 100, 'GIF89a', { kind: 'picture' }],
  [
    'words, with what can be dropped instead',
    'notes.txt',
    100,
    'Wörter\nand more',
    {
      kind: 'refused',
      why: 'notes.txt is a text. What can be dropped: pictures (PNG, JPEG, WebP, AVIF, GIF), videos, audio, 3D models, workflows (.json) and packed runs (.zip).',
    },
  ],
  ['a run that somebody packed', 'run.zip', 100, 'PK\x03\x04', { kind: 'archive' }],
  ['nothing', 'photo.png', 0, '', { kind: 'refused', why: 'photo.png is empty.' }],
  [
    'too large a workflow',
    'flow.json',
    8 * MEBI + 1,
    '{',
    { kind: 'refused', why: 'flow.json has 8.0 MiB. A workflow file may have 8 MiB.' },
  ],
  ['a picture of any size', 'photo.png', 500 * MEBI, '\x89PNG', { kind: 'picture' }],
])('%s', (_, name, size, text, verdict) => {
  expect(classifyFile({ name, size, head: head(text) })).toEqual(verdict)
})

test('too large an archive is refused with the limit', () => {
  expect(classifyFile({ name: 'run.zip', size: 65_537 * MEBI, head: head('PK\x03\x04') })).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining('Exported runs of up to 64 GiB') as string,
  })
})
