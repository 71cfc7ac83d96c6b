import { defineNode } from '#shared/nodes/defineNode.ts'
import { listOf, optional, video } from '#shared/ports/port.ts'
import { joinClips } from './clips/join.ts'

const type = 'local/join-videos'

export default defineNode({
  type,
  title: 'Join videos',
  category: 'Media',
  heavy: true,
  keywords: ['concatenate', 'append', 'merge', 'film', 'clips', 'sequence', 'cut'],
  help: 'One video of several, one after the other, with their sound. They are not encoded again, so nothing is lost, and all must have the same format, codec, size, frame rate and kind of sound: as from one model with the same settings.',
  inputs: {
    videos: listOf(video('Videos', { help: 'MP4, MOV or WebM: one, or several in their order.' })),
    next: optional(listOf(video('Then', { help: 'What follows them: one, or several in their order.' }))),
  },
  outputs: { video: video('Video') },
  run: async ({ videos, next = [] }, context) => ({
    video: await joinClips([...videos, ...next], { type, context }),
  }),
})
