import { expect, test } from 'vitest'
import { savedEnding } from './savedEnding.ts'

const bytes = 'application/octet-stream'

test.each([
  ['video/webm', undefined, 'webm'],
  ['audio/mpeg', 'voice.exe', 'mp3'],
  ['application/zip', 'Results.ZIP', 'zip'],
  [bytes, 'mesh.obj', 'obj'],
  [bytes, 'old.glb', 'glb'],
  // A server may call its answer anything.
  [bytes, 'invoice.pdf.exe', 'bin'],
  [bytes, 'run.command', 'bin'],
  [bytes, 'README', 'bin'],
  [bytes, undefined, 'bin'],
])('a file of the type %s that is called %s is saved with the ending %s', (mime, name, ending) => {
  expect(savedEnding({ mime, ...(name !== undefined && { name }) })).toBe(ending)
})
