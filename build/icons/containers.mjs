/** The sizes of a Windows icon, in pixels. */
export const icoSizes = [16, 24, 32, 48, 64, 128, 256]

/** The pictures of a macOS icon: their type, and their size in pixels. */
export const icnsTypes = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
]

/**
 * A Windows icon of PNGs: a header, an entry of 16 bytes for each, then the pictures.
 *
 * @param {readonly { size: number, png: Buffer }[]} pictures
 */
export function writeIco(pictures) {
  const header = Buffer.alloc(6)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(pictures.length, 4)
  let offset = 6 + 16 * pictures.length
  const entries = pictures.map(({ size, png }) => {
    const entry = Buffer.alloc(16)
    // A byte cannot represent 256, which is written as 0.
    entry.writeUInt8(size % 256, 0)
    entry.writeUInt8(size % 256, 1)
    entry.writeUInt16LE(1, 4)
    entry.writeUInt16LE(32, 6)
    entry.writeUInt32LE(png.length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += png.length
    return entry
  })
  return Buffer.concat([header, ...entries, ...pictures.map(({ png }) => png)])
}

/**
 * A macOS icon of PNGs: each with its type and its length, the header's 8 bytes included, and so the whole.
 *
 * @param {readonly { type: string, png: Buffer }[]} pictures
 */
export function writeIcns(pictures) {
  const chunks = pictures.map(({ type, png }) => chunk(type, png))
  return chunk('icns', Buffer.concat(chunks))
}

/**
 * @param {string} type
 * @param {Buffer} body
 */
function chunk(type, body) {
  const header = Buffer.alloc(8)
  header.write(type, 'latin1')
  header.writeUInt32BE(body.length + 8, 4)
  return Buffer.concat([header, body])
}
