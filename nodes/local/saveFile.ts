import { defineNode } from '#shared/nodes/defineNode.ts'
import { file, listOf } from '#shared/ports/port.ts'
import { nameInputs, seedInput } from './saving/nameInputs.ts'
import { saveFiles } from './saving/saveFiles.ts'
import { checkNames } from './saving/saveNames.ts'

export default defineNode({
  type: 'local/save-file',
  title: 'Save file',
  category: 'Output',
  keywords: ['write', 'archive', 'output', 'download'],
  help: 'Saves files of any format as they are. A file whose format is not known here gets the ending .bin, so that nothing opens it by mistake. A file that is there already is never written over, and what was saved before is not saved twice.',
  inputs: { files: listOf(file('Files')), ...nameInputs('file'), seed: seedInput() },
  front: ['name'],
  outputs: { files: listOf(file('Files')) },
  effect: true,
  counts: ({ files }) => (files === undefined ? {} : { files: files.length }),
  check: checkNames,
  run: async ({ files, ...names }, context) => ({
    files: await saveFiles(files, names, { noun: 'file', context }),
  }),
})
