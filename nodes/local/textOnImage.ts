import { defineNode } from '#shared/nodes/defineNode.ts'
import { choice, image, integer, number, text, withDefault } from '#shared/ports/port.ts'
import { anchor, anchors } from './pixels/anchor.ts'
import { checkColour, readColour } from './pixels/colour.ts'
import { composite } from './pixels/composite.ts'
import { filled, stencil } from './pixels/stencil.ts'

const type = 'local/text-on-image'

export default defineNode({
  type,
  title: 'Text on image',
  category: 'Image',
  heavy: true,
  keywords: ['caption', 'label', 'title', 'watermark', 'letters', 'write', 'draw text'],
  help: 'Writes words on a picture. Long lines are broken.',
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
        help: 'Pixels between the words and the edge of the picture.',
        limits: { minimum: 0, maximum: 4096 },
        advanced: true,
      }),
      32,
    ),
  },
  outputs: { image: image('Image') },
  check: ({ colour, box }) =>
    (colour === undefined ? null : checkColour(colour)) ?? (box === undefined ? null : checkColour(box)),
  async run(inputs, { services: { images } }) {
    const colour = readColour(inputs.colour)
    const box = readColour(inputs.box)
    if (inputs.text.trim() === '') return { image: inputs.image }
    const picture = await images.read(inputs.image, 4)
    const size = Math.min(2000, Math.max(4, Math.round(inputs.size * picture.height)))
    const inset = Math.round(size / 4)
    const letters = await images.letters(inputs.text, {
      size,
      width: Math.max(size, picture.width - 2 * inputs.margin - 2 * inset),
      align: inputs.place.endsWith('left') ? 'left' : inputs.place.endsWith('right') ? 'right' : 'centre',
    })
    const room = { width: letters.width + 2 * inset, height: letters.height + 2 * inset }
    const at = anchor(inputs.place, room, picture, inputs.margin)
    const behind = box[3] === 0 ? picture : composite(picture, filled(room, box), null, at)
    const words = composite(behind, stencil(letters, colour), null, { x: at.x + inset, y: at.y + inset })
    return { image: await images.write(words, 'image', { from: 'node', type }) }
  },
})
