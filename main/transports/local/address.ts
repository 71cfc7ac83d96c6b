import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface LocalAddress {
  readonly address: string
  /** Removes what was created for it. */
  remove(): Promise<void>
}

/**
 * The maximum path length of a Unix domain socket on every system: macOS has the smallest, 104 bytes with the closing
 * zero.
 */
const LONGEST = 103

/**
 * The address at which a host listens for programs of the same user: a socket in the library's folder or, if that path
 * is too long for one, in a folder of its own that nobody else may enter. Windows has pipes instead, whose names are
 * public: `secret` (hexadecimal) makes them such that nobody can create one first.
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
  // Only the library's holder gets here: an existing socket was left by a killed process.
  await rm(address, { force: true })
  return {
    address,
    remove: () => rm(fits ? address : dirname(address), { recursive: true, force: true }),
  }
}
