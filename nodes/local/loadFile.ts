import { defineNode } from '#shared/nodes/defineNode.ts'
import { file } from '#shared/ports/port.ts'

export default defineNode({
  type: 'local/load-file',
  title: 'Load file',
  category: 'Media',
  keywords: ['open', 'any', 'input', 'address', 'url', 'asset', 'archive'],
  help: 'A file of any format from beside the workflow, from the library, or from a public address.',
  inputs: { file: file('File') },
  outputs: { file: file('File') },
  passes: { file: 'file' },
  // The host has stored the file before this runs.
  makes: (inputs) => ({ file: inputs.file }),
})
