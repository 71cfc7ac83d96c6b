import { defineNode } from '#shared/nodes/defineNode.ts'
import { audio } from '#shared/ports/port.ts'
import { checkRange, trimClip } from './clips/trim.ts'
import { trimInputs } from './clips/trimInputs.ts'

const type = 'local/trim-audio'

export default defineNode({
  type,
  title: 'Trim audio',
  category: 'Media',
  heavy: true,
  keywords: ['cut', 'clip', 'shorten', 'part', 'sound', 'music', 'voice', 'seconds'],
  help: 'A part of an audio file. It is not encoded again, so nothing is lost, and it is cut to about a fortieth of a second.',
  inputs: { audio: audio('Audio', { help: 'MP3, WAV, M4A or WebM.' }), ...trimInputs },
  outputs: { audio: audio('Audio') },
  check: checkRange,
  run: async (inputs, context) => ({ audio: await trimClip(inputs.audio, inputs, { type, context }) }),
})
