import { defineNode } from '#shared/nodes/defineNode.ts'
import { model3d } from '#shared/ports/port.ts'

export default defineNode({
  type: 'local/load-model3d',
  title: 'Load 3D model',
  category: 'Media',
  keywords: ['open', 'file', 'glb', 'gltf', 'mesh', 'input', 'address', 'url', 'asset'],
  help: 'A 3D model from a file beside the workflow, from the library, or from a public address.',
  inputs: {
    model3d: model3d('3D model', { help: 'GLB is shown here; other formats are passed on as they are.' }),
  },
  outputs: { model3d: model3d('3D model') },
  passes: { model3d: 'model3d' },
  // The host has stored the file before this runs.
  makes: (inputs) => ({ model3d: inputs.model3d }),
})
