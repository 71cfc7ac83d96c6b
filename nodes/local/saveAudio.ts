import { defineNode } from '#shared/nodes/defineNode.ts'
import { audio, listOf } from '#shared/ports/port.ts'
import { nameInputs, seedInput } from './saving/nameInputs.ts'
import { saveFiles } from './saving/saveFiles.ts'
import { checkNames } from './saving/saveNames.ts'

export default defineNode({
  type: 'local/save-audio',
  title: 'Save audio',
  category: 'Output',
  keywords: ['write', 'file', 'mp3', 'wav', 'sound', 'music', 'output', 'download'],
  help: 'Saves audio files in the format that they have. A file that is there already is never written over, and what was saved before is not saved twice.',
  inputs: { audio: listOf(audio('Audio')), ...nameInputs('audio file'), seed: seedInput() },
  front: ['name'],
  outputs: { audio: listOf(audio('Audio')) },
  effect: true,
  counts: ({ audio }) => (audio === undefined ? {} : { audio: audio.length }),
  check: checkNames,
  run: async ({ audio, ...names }, context) => ({
    audio: await saveFiles(audio, names, { noun: 'audio file', context }),
  }),
})
