import { defineNode } from '#shared/nodes/defineNode.ts'
import { video } from '#shared/ports/port.ts'

export default defineNode({
  type: 'local/load-video',
  title: 'Load video',
  category: 'Media',
  keywords: ['open', 'file', 'film', 'clip', 'input', 'address', 'url', 'asset'],
  help: 'A video from a file beside the workflow, from the library, or from a public address.',
  inputs: { video: video('Video', { help: 'MP4, MOV or WebM.' }) },
  outputs: { video: video('Video') },
  passes: { video: 'video' },
  // The host has stored the file before this runs.
  makes: (inputs) => ({ video: inputs.video }),
})
