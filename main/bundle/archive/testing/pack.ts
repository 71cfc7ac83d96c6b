import type { ZipFile } from '../writeZip.ts'
import { writeZip } from '../writeZip.ts'

/** An archive in memory. */
export async function pack(files: readonly ZipFile[]): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of writeZip(files)) pieces.push(piece)
  return Buffer.concat(pieces)
}
