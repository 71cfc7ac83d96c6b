import { defineNode } from '#shared/nodes/defineNode.ts'
import { choice, image, number, video, withDefault } from '#shared/ports/port.ts'

const type = 'local/video-frame'

export default defineNode({
  type,
  title: 'Frame of a video',
  category: 'Media',
  keywords: ['still', 'picture', 'image', 'last', 'first', 'extract', 'screenshot', 'continue', 'chain'],
  help: 'A picture from a video: its last frame, for example, is what the next clip can begin with. It needs FFmpeg on this machine, and says how to get it.',
  inputs: {
    video: video('Video', { help: 'MP4, MOV or WebM.' }),
    frame: choice('Frame', ['last', 'first', 'at a time'], { help: 'Which one.' }),
    time: withDefault(
      number('Time', {
        help: 'In seconds from the beginning, for a frame at a time.',
        limits: { minimum: 0 },
        control: { kind: 'number', step: 0.1, slider: false },
      }),
      0,
    ),
  },
  outputs: { image: image('Image') },
  async run({ video: clip, frame, time }, { services, signal }) {
    const place = frame === 'at a time' ? time : frame
    return { image: await services.frames.frame(clip, place, { type, signal }) }
  },
})
