import type { Port } from '../ports/port.ts'
import { audio, boolean, file, image, json, listOf, model3d, number, text, video } from '../ports/port.ts'
import type { Endpoint } from '../catalogue/endpoint.ts'

/** The possible outputs of an endpoint, as ports. */
export const outputPorts: { readonly [K in Endpoint['outputs'][number]]: Port } = {
  image: image('Image'),
  images: listOf(image('Images')),
  video: video('Video'),
  videos: listOf(video('Videos')),
  audio: audio('Sound'),
  audios: listOf(audio('Sounds')),
  model: model3d('3D model'),
  models: listOf(model3d('3D models')),
  file: file('File'),
  files: listOf(file('Files')),
  text: text('Text'),
  texts: listOf(text('Texts')),
  number: number('Number'),
  boolean: boolean('Yes or no'),
  json: json('Data'),
}
