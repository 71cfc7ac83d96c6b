import { AppError } from '#shared/errors.ts'
import { defineNode } from '#shared/nodes/defineNode.ts'
import { image, integer, listOf, text, withDefault } from '#shared/ports/port.ts'
import { checkColour, readColour } from './pixels/colour.ts'
import { composite } from './pixels/composite.ts'
import { fitInto } from './pixels/fit.ts'
import { pad } from './pixels/pad.ts'
import { sheet, squareColumns } from './pixels/sheet.ts'
import { checkSize, maximumSide } from './pixels/size.ts'

const type = 'local/image-grid'

export default defineNode({
  type,
  title: 'Image grid',
  version: 2,
  category: 'List',
  heavy: true,
  keywords: ['contact sheet', 'collage', 'montage', 'rows', 'columns', 'compare', 'batch'],
  help: 'All pictures of a list on one sheet, each as large as fits its cell: scaled with Lanczos, up or down, in sRGB values.',
  inputs: {
    images: listOf(image('Images')),
    columns: withDefault(
      integer('Columns', { help: '0 makes the sheet about square.', limits: { minimum: 0, maximum: 100 } }),
      0,
    ),
    cell: withDefault(
      integer('Cell side', {
        help: 'The longest side of a picture on the sheet, in pixels; 0 takes that of the largest picture.',
        limits: { minimum: 0, maximum: maximumSide },
      }),
      512,
    ),
    gap: withDefault(integer('Gap', { help: 'In pixels.', limits: { minimum: 0, maximum: 512 } }), 8),
    colour: withDefault(text('Colour', { help: 'As #rrggbb, or #rrggbbaa with alpha.' }), '#ffffff'),
  },
  outputs: { image: image('Image') },
  check: ({ colour }) => (colour === undefined ? null : checkColour(colour)),
  async run(inputs, context) {
    const { images } = context.services
    const colour = readColour(inputs.colour)
    const count = inputs.images.length
    if (count === 0) throw new AppError('input.invalid', 'The list has no pictures to lay on a sheet.')
    const pictures = []
    for (const one of inputs.images) pictures.push(await images.read(one, 4))
    const width = Math.max(...pictures.map((picture) => picture.width))
    const height = Math.max(...pictures.map((picture) => picture.height))
    const scale = inputs.cell === 0 ? 1 : inputs.cell / Math.max(width, height)
    const cell = {
      width: Math.max(1, Math.round(width * scale)),
      height: Math.max(1, Math.round(height * scale)),
    }
    const plan = sheet(count, inputs.columns || squareColumns(count), cell, inputs.gap)
    checkSize(plan.size)
    const empty = { width: 0, height: 0, channels: 4 as const, data: new Uint8Array() }
    let made = pad(empty, { left: 0, top: 0, right: plan.size.width, bottom: plan.size.height }, colour)
    for (const [at, picture] of pictures.entries()) {
      const area = plan.cells[at]
      if (area === undefined) continue
      const { scaled } = fitInto(picture, cell, 'inside')
      const small = await images.resize(picture, scaled, 'smooth')
      made = composite(made, small, null, {
        x: area.x + Math.floor((cell.width - scaled.width) / 2),
        y: area.y + Math.floor((cell.height - scaled.height) / 2),
      })
      context.progress((at + 1) / count)
    }
    return { image: await images.write(made, 'image', { from: 'node', type }) }
  },
})
