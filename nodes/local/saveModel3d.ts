import { defineNode } from '#shared/nodes/defineNode.ts'
import { listOf, model3d } from '#shared/ports/port.ts'
import { nameInputs, seedInput } from './saving/nameInputs.ts'
import { saveFiles } from './saving/saveFiles.ts'
import { checkNames } from './saving/saveNames.ts'

export default defineNode({
  type: 'local/save-model3d',
  title: 'Save 3D model',
  category: 'Output',
  keywords: ['write', 'file', 'glb', 'mesh', 'output', 'download'],
  help: 'Saves 3D models as files, in the format that they have. A file that is there already is never written over, and what was saved before is not saved twice.',
  inputs: { models: listOf(model3d('3D models')), ...nameInputs('3D model'), seed: seedInput() },
  front: ['name'],
  outputs: { models: listOf(model3d('3D models')) },
  effect: true,
  counts: ({ models }) => (models === undefined ? {} : { models: models.length }),
  check: checkNames,
  run: async ({ models, ...names }, context) => ({
    models: await saveFiles(models, names, { noun: '3D model', context }),
  }),
})
