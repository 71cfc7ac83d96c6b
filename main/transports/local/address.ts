import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface LocalAddress {
  readonly address: string
  /** Takes away what was made for it. */
  remove(): Promise<void>
}

/** Bytes that the path of a Unix domain socket may have everywhere: macOS has the least, 104 with the closing zero. */
const LONGEST = 103

/**
 * Where a host listens for programs of the same person: a socket in the library's folder, or, where that path is too long
 * for one, in a folder of its own that nobody else may enter. Windows has pipes instead, whose names everybody can list:
 * `secret` (hexadecimal) makes them such that nobody can be there first.
 */
export async function chooseAddress(
  home: string,
  secret: string,
  platform: NodeJS.Platform = process.platform,
): Promise<LocalAddress> {
  if (platform === 'win32')
    return { address: `\\\\.\\pipe\\patchbay-${secret}`, remove: () => Promise.resolve() }
  const inside = join(home, 'host.sock')
  const fits = Buffer.byteLength(inside) <= LONGEST
  const address = fits ? inside : join(await mkdtemp(join(tmpdir(), 'patchbay-')), 'host.sock')
  // Only the one who holds the library comes here: a socket that is there was left by one that was killed.
  await rm(address, { force: true })
  return {
    address,
    remove: () => rm(fits ? address : dirname(address), { recursive: true, force: true }),
  }
}
