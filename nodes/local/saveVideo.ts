import { defineNode } from '#shared/nodes/defineNode.ts'
import { listOf, video } from '#shared/ports/port.ts'
import { nameInputs, seedInput } from './saving/nameInputs.ts'
import { saveFiles } from './saving/saveFiles.ts'
import { checkNames } from './saving/saveNames.ts'

export default defineNode({
  type: 'local/save-video',
  title: 'Save video',
  category: 'Output',
  keywords: ['write', 'file', 'mp4', 'webm', 'film', 'output', 'download'],
  help: 'Saves videos as files, in the format that they have. A file that is there already is never written over, and what was saved before is not saved twice.',
  inputs: { videos: listOf(video('Videos')), ...nameInputs('video'), seed: seedInput() },
  front: ['name'],
  outputs: { videos: listOf(video('Videos')) },
  effect: true,
  counts: ({ videos }) => (videos === undefined ? {} : { videos: videos.length }),
  check: checkNames,
  run: async ({ videos, ...names }, context) => ({
    videos: await saveFiles(videos, names, { noun: 'video', context }),
  }),
})
