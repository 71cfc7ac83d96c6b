import { defineNode } from '#shared/nodes/defineNode.ts'
import { audio, listOf, optional } from '#shared/ports/port.ts'
import { joinClips } from './clips/join.ts'

const type = 'local/join-audio'

export default defineNode({
  type,
  title: 'Join audio',
  category: 'Media',
  heavy: true,
  keywords: ['concatenate', 'append', 'merge', 'sound', 'music', 'voice', 'sequence'],
  help: 'One audio file of several, one after the other. They are not encoded again, so nothing is lost, and all must have the same format, codec, sample rate and number of channels.',
  inputs: {
    audio: listOf(audio('Audio', { help: 'MP3, WAV, M4A or WebM: one file, or several in their order.' })),
    next: optional(listOf(audio('Then', { help: 'What follows: one file, or several in their order.' }))),
  },
  outputs: { audio: audio('Audio') },
  run: async ({ audio: first, next = [] }, context) => ({
    audio: await joinClips([...first, ...next], { type, context }),
  }),
})
