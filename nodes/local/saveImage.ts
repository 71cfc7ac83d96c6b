import { AppError } from '#shared/errors.ts'
import { defineNode } from '#shared/nodes/defineNode.ts'
import { boolean, choice, image, integer, listOf, withDefault } from '#shared/ports/port.ts'
import type { Media } from '#shared/ports/value.ts'
import { nameInputs, seedInput } from './saving/nameInputs.ts'
import { checkNames, saveNames } from './saving/saveNames.ts'

export default defineNode({
  type: 'local/save-image',
  title: 'Save image',
  category: 'Output',
  keywords: ['export', 'write', 'file', 'png', 'jpeg', 'webp', 'output', 'download'],
  help: 'Saves pictures as files. A file that is there already is never written over, and what was saved before is not saved twice.',
  inputs: {
    images: listOf(image('Images')),
    ...nameInputs('picture'),
    format: choice('Format', ['png', 'jpeg', 'webp'], {
      help:
        'PNG keeps every pixel. JPEG knows no transparency: it becomes white. A picture that is in this format already ' +
        'is not encoded again.',
    }),
    quality: withDefault(
      integer('Quality', {
        help: 'For JPEG and WebP, of pictures that are in another format.',
        limits: { minimum: 1, maximum: 100 },
        control: { kind: 'number', step: 1, slider: true },
        advanced: true,
      }),
      90,
    ),
    lossless: withDefault(
      boolean('Lossless WebP', {
        help: 'WebP keeps every pixel, whatever the quality; the file becomes larger.',
        advanced: true,
      }),
      false,
    ),
    carry: withDefault(
      boolean('Carry the workflow', {
        help:
          'The file carries the workflow and how it was made, so that it can be opened from the picture. Keys never go ' +
          'along. Off: the file has pixels and no texts.',
        advanced: true,
      }),
      true,
    ),
    metadata: withDefault(
      boolean('Keep the photo’s metadata', {
        help:
          'The file keeps the EXIF data of its source: camera, time and, where the camera wrote it down, the place. ' +
          'Off: nothing of the source but its pixels is in the file.',
        advanced: true,
      }),
      false,
    ),
    seed: seedInput(),
  },
  front: ['name'],
  outputs: { images: listOf(image('Images')) },
  effect: true,
  counts: ({ images }) => (images === undefined ? {} : { images: images.length }),
  check: checkNames,
  async run({ images, name, folder, format, quality, lossless, carry, metadata, seed }, context) {
    const { services, run, node } = context
    const saved: Media[] = []
    for (const [index, picture] of images.entries()) {
      if (context.signal.aborted) throw new AppError('cancelled', 'Saving was cancelled.')
      const request = {
        ...saveNames({ name, folder, seed }, { index, otherwise: 'picture', context }),
        format,
        quality,
        lossless,
        provenance: carry ? { run: run.id, node: node.id } : null,
        keepMetadata: metadata,
      }
      saved.push({ ...picture, path: await services.files.save(picture, request) })
      context.progress((index + 1) / images.length)
    }
    return { images: saved }
  },
})
