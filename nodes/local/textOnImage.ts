import { defineNode } from '#shared/nodes/defineNode.ts'
import { choice, image, integer, number, text, withDefault } from '#shared/ports/port.ts'
import type { Size } from '#shared/services.ts'
import { anchor, anchors } from './pixels/anchor.ts'
import { checkColour, readColour } from './pixels/colour.ts'
import { composite } from './pixels/composite.ts'
import type { Area } from './pixels/crop.ts'
import { describeSize } from './pixels/size.ts'
import { filled, stencil } from './pixels/stencil.ts'

const type = 'local/text-on-image'

/** The maximum number of missing characters that are named. */
const MAX_NAMED = 10
/** How much is shown of a text that does not fit. */
const MAX_SHOWN = 30

function describeMissing(missing: readonly string[]): string {
  const named = missing.slice(0, MAX_NAMED).join(' ')
  const more = missing.length - MAX_NAMED
  return `No font on this machine has ${named}${more > 0 ? ` and ${more} more` : ''}: a box stands in place of each.`
}

const shorten = (text: string): string => {
  const characters = Array.from(text.trim().replaceAll(/\s/g, ' '))
  return `“${characters.slice(0, MAX_SHOWN).join('')}${characters.length > MAX_SHOWN ? '…' : ''}”`
}

const liesIn = ({ x, y, width, height }: Area, picture: Size): boolean =>
  x >= 0 && y >= 0 && x + width <= picture.width && y + height <= picture.height

export default defineNode({
  type,
  title: 'Text on image',
  version: 2,
  category: 'Image',
  heavy: true,
  keywords: ['caption', 'label', 'title', 'watermark', 'letters', 'write', 'draw text'],
  help:
    'Writes words on a picture, in Inter. Long lines are broken. Characters that Inter lacks come from the fonts of this ' +
    'machine, emoji in one colour; what no font has, and what does not fit, is said when it has run.',
  inputs: {
    image: image('Image'),
    text: text('Text', { control: { kind: 'text', multiline: true, placeholder: 'What to write' } }),
    place: choice('Place', anchors),
    size: withDefault(
      number('Size', {
        help: 'Height of the letters, as a part of the height of the picture.',
        limits: { minimum: 0.005, maximum: 1 },
        control: { kind: 'number', step: 0.005, slider: true },
      }),
      0.06,
    ),
    colour: withDefault(text('Colour', { help: 'As #rrggbb, or #rrggbbaa with alpha.' }), '#ffffff'),
    box: withDefault(
      text('Box', { help: 'The colour behind the words, as #rrggbbaa; with alpha 00 there is none.' }),
      '#00000099',
    ),
    margin: withDefault(
      integer('Margin', {
        help: 'Pixels between the words and the edge of the picture; at most a quarter of its shorter side.',
        limits: { minimum: 0, maximum: 4096 },
        advanced: true,
      }),
      32,
    ),
  },
  outputs: { image: image('Image') },
  check: ({ colour, box }) =>
    (colour === undefined ? null : checkColour(colour)) ?? (box === undefined ? null : checkColour(box)),
  async run(inputs, context) {
    const { images } = context.services
    const colour = readColour(inputs.colour)
    const box = readColour(inputs.box)
    if (inputs.text.trim() === '') return { image: inputs.image }
    const picture = await images.read(inputs.image, 4)
    const size = Math.min(2000, Math.max(4, Math.round(inputs.size * picture.height)))
    const inset = Math.round(size / 4)
    // On a small picture the margin would leave no room for words.
    const margin = Math.min(inputs.margin, Math.floor(Math.min(picture.width, picture.height) / 4))
    const { pixels: rendered, missing } = await images.renderText(inputs.text, {
      size,
      width: Math.max(size, picture.width - 2 * margin - 2 * inset),
      align: inputs.place.endsWith('left') ? 'left' : inputs.place.endsWith('right') ? 'right' : 'centre',
    })
    const room = { width: rendered.width + 2 * inset, height: rendered.height + 2 * inset }
    const at = anchor(inputs.place, room, picture, margin)
    if (missing.length > 0) context.note(describeMissing(missing))
    if (
      !liesIn({ x: at.x + inset, y: at.y + inset, width: rendered.width, height: rendered.height }, picture)
    )
      context.note(
        `${shorten(inputs.text)} does not fit on the picture: it takes ${describeSize(rendered)}, and the picture has ${describeSize(picture)}. ` +
          'Smaller letters, fewer words or another margin help.',
      )
    const behind = box[3] === 0 ? picture : composite(picture, filled(room, box), null, at)
    const withText = composite(behind, stencil(rendered, colour), null, { x: at.x + inset, y: at.y + inset })
    return { image: await images.write(withText, 'image', { from: 'node', type }) }
  },
})
