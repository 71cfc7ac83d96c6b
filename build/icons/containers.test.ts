import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import sharp from 'sharp'
import { expect, test } from 'vitest'

import { icnsTypes, icoSizes } from './containers.mjs'
import { drawIcons } from './drawIcons.mjs'

const sizeOf = async (png: Buffer) => {
  const { width, height, format } = await sharp(png).metadata()
  return [format, width, height]
}

test('each system finds every size of the icon at the offset that its format defines', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'patchbay-icons-'))
  try {
    await drawIcons(folder)
    const ico = await readFile(join(folder, 'icon.ico'))
    expect([ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([1, icoSizes.length])
    for (const [index, size] of icoSizes.entries()) {
      const entry = 6 + 16 * index
      const start = ico.readUInt32LE(entry + 12)
      const png = ico.subarray(start, start + ico.readUInt32LE(entry + 8))
      expect([ico[entry], ...(await sizeOf(png))]).toEqual([size % 256, 'png', size, size])
    }
    const icns = await readFile(join(folder, 'icon.icns'))
    expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length])
    let at = 8
    for (const [type, size] of icnsTypes) {
      const length = icns.readUInt32BE(at + 4)
      expect(icns.toString('latin1', at, at + 4)).toBe(type)
      expect(await sizeOf(icns.subarray(at + 8, at + length))).toEqual(['png', size, size])
      at += length
    }
    expect(await readdir(join(folder, 'png'))).toContain('512x512.png')
  } finally {
    await rm(folder, { recursive: true })
  }
})
