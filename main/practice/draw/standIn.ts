import type { Opened } from './draw.ts'
import { openDrawing } from './openPicture.ts'
import { paintSubject } from './paint.ts'
import { createRandom, hashText } from './random.ts'
import { n, picture } from './svg.ts'

const size = { width: 1024, height: 768 }

/**
 * A picture in place of one elsewhere on the network, since the engine fetches nothing: drawn from the words of the
 * address or, for a mask, an ellipse somewhere in the middle. The same address always gives the same picture.
 */
export async function standIn(address: string, role: 'image' | 'mask'): Promise<Opened> {
  const svg = role === 'mask' ? ellipse(address) : landscape(address)
  const bytes = await openDrawing(svg).removeAlpha().png({ compressionLevel: 1 }).toBuffer()
  return { bytes, remark: `the ${role} at an outside address was not fetched, a drawing stands in for it` }
}

const landscape = (address: string): string =>
  paintSubject(
    {
      prompt: address.replace(/^\w+:\/\/[^/]*/, ''),
      seed: hashText(address),
      index: 0,
      detail: 1,
      expanded: false,
    },
    size,
  )

function ellipse(address: string): string {
  const random = createRandom(`mask ${address}`)
  const [x, y] = [size.width * random.between(0.35, 0.65), size.height * random.between(0.35, 0.65)]
  const [rx, ry] = [size.width * random.between(0.12, 0.26), size.height * random.between(0.14, 0.3)]
  const background = `<rect width="${size.width}" height="${size.height}" fill="#000"/>`
  return picture(
    size.width,
    size.height,
    `${background}<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" fill="#fff"/>`,
  )
}
