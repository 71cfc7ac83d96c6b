import { AppError } from '#shared/errors.ts'
import { defineNode } from '#shared/nodes/defineNode.ts'
import { image, json, listOf, optional } from '#shared/ports/port.ts'
import { isWhole, readChoice } from './choosing/choice.ts'

export default defineNode({
  type: 'local/choose',
  title: 'Choose',
  category: 'List',
  keywords: ['select', 'pick', 'favourite', 'best', 'curate', 'wait', 'pause', 'gate', 'human'],
  help: 'Waits until you choose one or more of the pictures; the rest of the run continues.',
  inputs: {
    images: listOf(image('Images')),
    chosen: optional(
      json('Chosen', {
        help: 'Which were chosen: places from 0, as in [0, 2]. Empty, it is asked for when the run gets here.',
        control: { kind: 'pick', from: 'images' },
        advanced: true,
      }),
    ),
  },
  outputs: { images: listOf(image('Chosen')), first: image('First chosen') },
  // A choice that was made here names its pictures, and is made again if one of them is missing.
  byPlace: ({ chosen }) => readChoice(chosen)?.pictures === null,
  userPrompt({ images, chosen }) {
    if (images.length === 0) return null
    const message =
      images.length === 1 ? 'Say whether to go on with this picture' : 'Choose from these pictures'
    return isWhole(readChoice(chosen), images) ? null : { input: 'chosen', words: message }
  },
  makes({ images, chosen }) {
    const choice = readChoice(chosen)
    const found = choice?.chosen.flatMap((index) => images[index] ?? []) ?? []
    const [first] = found
    if (first === undefined) throw new AppError('input.invalid', 'None of the pictures was chosen.')
    return { images: found, first }
  },
})
