import { defineNode } from '#shared/nodes/defineNode.ts'
import { audio } from '#shared/ports/port.ts'

export default defineNode({
  type: 'local/load-audio',
  title: 'Load audio',
  category: 'Media',
  keywords: ['open', 'file', 'sound', 'music', 'voice', 'input', 'address', 'url', 'asset'],
  help: 'Audio from a file beside the workflow, from the library, or from a public address.',
  inputs: { audio: audio('Audio', { help: 'MP3, WAV, FLAC, OGG or M4A.' }) },
  outputs: { audio: audio('Audio') },
  passes: { audio: 'audio' },
  // The host has stored the file before this runs.
  makes: (inputs) => ({ audio: inputs.audio }),
})
