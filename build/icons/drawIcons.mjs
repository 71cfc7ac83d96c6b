import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import sharp from 'sharp'

import { root } from '../prepare/root.mjs'
import { icnsTypes, icoSizes, writeIcns, writeIco } from './containers.mjs'

const linuxSizes = [16, 32, 48, 64, 128, 256, 512, 1024]

/**
 * Draws the icons of every system from `build/icon.svg`: `icon.icns`, `icon.ico`, and `png/<n>x<n>.png`.
 *
 * @param {string} folder Created if it does not exist.
 */
export async function drawIcons(folder) {
  /** @param {number} size */
  const draw = (size) =>
    sharp(join(root, 'build/icon.svg'), { density: 144 }).resize(size, size).png().toBuffer()
  await mkdir(join(folder, 'png'), { recursive: true })
  const ico = await Promise.all(icoSizes.map(async (size) => ({ size, png: await draw(size) })))
  await writeFile(join(folder, 'icon.ico'), writeIco(ico))
  const icns = await Promise.all(
    icnsTypes.map(async ([type, size]) => ({ type: String(type), png: await draw(Number(size)) })),
  )
  await writeFile(join(folder, 'icon.icns'), writeIcns(icns))
  for (const size of linuxSizes) await writeFile(join(folder, 'png', `${size}x${size}.png`), await draw(size))
}
