import type { Port } from '../ports/port.ts'
import { audio, image, json, listOf, text, video } from '../ports/port.ts'
import type { Endpoint } from './endpoint.ts'

/** The outputs that an endpoint may have, as ports. */
export const outputPorts: { readonly [K in Endpoint['outputs'][number]]: Port } = {
  image: image('Image'),
  images: listOf(image('Images')),
  video: video('Video'),
  videos: listOf(video('Videos')),
  audio: audio('Sound'),
  audios: listOf(audio('Sounds')),
  text: text('Text'),
  json: json('Data'),
}
