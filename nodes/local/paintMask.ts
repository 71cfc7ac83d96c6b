import { AppError } from '#shared/errors.ts'
import type { PaintingState } from '#shared/mask/describePainting.ts'
import { paintingState } from '#shared/mask/describePainting.ts'
import { checkEffort } from '#shared/mask/effort.ts'
import { readPainting } from '#shared/mask/painting.ts'
import type { PaintSources } from '#shared/mask/rasterise.ts'
import { rasterise } from '#shared/mask/rasterise.ts'
import { defineNode } from '#shared/nodes/defineNode.ts'
import { boolean, image, json, mask, optional, withDefault } from '#shared/ports/port.ts'
import type { Json, Media } from '#shared/ports/value.ts'
import type { Images } from '#shared/services.ts'
import { channelOf } from './pixels/channel.ts'
import { invert } from './pixels/invert.ts'
import { checkSize, sizeOf } from './pixels/size.ts'

const type = 'local/paint-mask'

interface Given {
  readonly image?: Media | undefined
  readonly start?: Media | undefined
  readonly painting?: Json | undefined
  readonly everyPicture?: boolean | undefined
}

const stateOf = ({ image, start, painting, everyPicture }: Given): PaintingState =>
  paintingState({
    value: painting,
    picture: namedPicture(image),
    hasStart: start !== undefined,
    onEvery: everyPicture === true,
  })

/** The incoming picture, if known: before a run it may only be named, by its hash or by a file. */
function namedPicture(value: unknown) {
  if (typeof value !== 'object' || value === null) return null
  if ('asset' in value && typeof value.asset === 'string') return { sha256: value.asset }
  if (!('sha256' in value) || typeof value.sha256 !== 'string') return null
  // The cast is sound: a value with a hash is a row of the asset store.
  const { sha256, width, height } = value as Media
  return { sha256, width, height }
}

const another =
  'the mask was painted on another picture than the one that comes in: keep it, refit it, or paint again'

/** The prompt for the user. */
const requests: { readonly [S in PaintingState]: string | null } = {
  empty: 'Paint the mask on this picture',
  other: 'The picture has changed: keep the mask, or paint it again',
  'other size': 'The picture has changed: keep the mask in place, refit it, or paint it again',
  unreadable: null,
  ready: null,
}

export default defineNode({
  type,
  title: 'Paint mask',
  version: 2,
  category: 'Mask',
  heavy: true,
  keywords: ['brush', 'draw', 'inpaint', 'eraser', 'lasso', 'region', 'hand'],
  help: 'A mask painted by hand on a picture: white is the part to generate again. Its grow and feather are those of Grow mask (a disc) and Feather mask (a Gaussian of standard deviation radius / 2).',
  inputs: {
    image: image('Image', { help: 'The picture to paint on. The mask is as large.' }),
    start: optional(
      mask('Start from', { help: 'A mask to go on painting on; scaled to the picture, linearly.' }),
    ),
    painting: optional(json('Painted', { help: 'What was painted.', control: { kind: 'mask' } })),
    everyPicture: withDefault(
      boolean('For every picture', {
        help: 'The same mask for whatever picture comes, scaled to it, without asking.',
        advanced: true,
      }),
      false,
    ),
  },
  outputs: { mask: mask('Mask'), image: image('Image') },
  passes: { image: 'image' },
  overlays: { picture: 'image', mask: 'mask' },
  check(inputs) {
    const { painting } = inputs
    const read = painting === undefined || painting === null ? null : readPainting(painting)
    if (read?.ok === false) return `the painted mask ${read.why}`
    const tooMuch = read === null ? null : checkEffort(read.painting.steps, read.painting.picture)
    if (tooMuch !== null) return `the painted mask ${tooMuch}`
    const state = stateOf(inputs)
    return state === 'other' || state === 'other size' ? another : null
  },
  userPrompt(inputs) {
    const message = requests[stateOf(inputs)]
    return message === null ? null : { input: 'painting', words: message }
  },
  async run({ image, start, painting }, context) {
    const { images } = context.services
    const size = await sizeOf(image, images)
    checkSize(size)
    const steps = painting === undefined || painting === null ? [] : stepsOf(painting)
    const sources: PaintSources = {
      mask: start === undefined ? undefined : await images.read(start, 1),
      alpha: steps.some((step) => step.tool === 'start' && step.from === 'alpha')
        ? await transparent(image, images)
        : undefined,
    }
    const data = rasterise({ steps }, size.width, size.height, sources, {
      onProgress: (fraction) => context.progress(fraction),
    })
    if (data.every((value) => value === 0))
      throw new AppError(
        'input.invalid',
        'The mask is empty, so nothing would be generated again. Paint it, or remove the node.',
      )
    const { width, height } = size
    const painted = { width, height, channels: 1, data } as const
    return { mask: await images.write(painted, 'mask', { from: 'node', type }), image }
  },
})

function stepsOf(painting: Json) {
  const read = readPainting(painting)
  if (!read.ok) throw new AppError('input.invalid', `The painted mask ${read.why}.`)
  return read.painting.steps
}

/** White where the picture is transparent: that is to be drawn again. */
const transparent = async (image: Media, images: Images) =>
  invert(channelOf(await images.read(image, 4), 'alpha'))
