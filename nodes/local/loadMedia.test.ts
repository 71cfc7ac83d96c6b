import { expect, test } from 'vitest'
import { localTypes as nodeTypes } from '#nodes/localTypes.ts'
import { mediaKinds } from '#shared/media/kinds.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import loadAudio from './loadAudio.ts'
import loadFile from './loadFile.ts'
import loadModel3d from './loadModel3d.ts'
import loadVideo from './loadVideo.ts'
import { createBench } from './testing/runNode.ts'

test.each([
  ['video', loadVideo],
  ['audio', loadAudio],
  ['model3d', loadModel3d],
  ['file', loadFile],
] as const)('%s is passed on as the host has stored it', async (kind, type) => {
  const media = fakeMedia(1, kind)
  expect(await createBench().run(type, { [kind]: media })).toEqual({ [kind]: media })
})

test('for each kind of media a node loads it from a file; a mask is loaded as an image', () => {
  const loaders = nodeTypes.filter(({ keywords }) => keywords?.includes('asset'))
  const kinds = loaders.flatMap(({ outputs }) => Object.values(outputs).map(({ type }) => type.kind))
  expect(mediaKinds.filter((kind) => kind !== 'mask' && !kinds.includes(kind))).toEqual([])
})
