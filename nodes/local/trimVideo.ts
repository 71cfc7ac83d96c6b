import { defineNode } from '#shared/nodes/defineNode.ts'
import { video } from '#shared/ports/port.ts'
import { checkRange, trimClip } from './clips/trim.ts'
import { trimInputs } from './clips/trimInputs.ts'

const type = 'local/trim-video'

export default defineNode({
  type,
  title: 'Trim video',
  category: 'Media',
  heavy: true,
  keywords: ['cut', 'clip', 'shorten', 'part', 'crop', 'seconds', 'film'],
  help: 'A part of a video, with its sound. It is not encoded again, so nothing is lost, and it can only begin with a key frame: with the last one before the start, often a second or more earlier. The node says how much.',
  inputs: { video: video('Video', { help: 'MP4, MOV or WebM.' }), ...trimInputs },
  outputs: { video: video('Video') },
  check: checkRange,
  run: async (inputs, context) => ({ video: await trimClip(inputs.video, inputs, { type, context }) }),
})
