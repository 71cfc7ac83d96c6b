import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The marker of a program's fuses. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** Version 1 of the fuses, nine of them, with Electron's defaults. */
const fuses = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, 9]), Buffer.from('101100011')])

/**
 * Writes a stand-in for Electron's folder if that is not available: it can be packed, and its fuses set and read. It
 * cannot be started, and says so.
 *
 * @param {string} folder
 */
export async function makeStandIn(folder) {
  await rm(folder, { recursive: true, force: true })
  for (const name of ['resources', 'locales']) await mkdir(join(folder, name), { recursive: true })
  await writeFile(join(folder, 'locales/en-US.pak'), '')
  const content =
    '#!/bin/sh\necho "This is packed around a stand-in for Electron, and cannot be started." >&2\nexit 1\n'
  const program = join(folder, 'electron')
  await writeFile(program, Buffer.concat([Buffer.from(content), fuses, Buffer.from('\n')]))
  await chmod(program, 0o755)
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version']) await writeFile(join(folder, name), '')
}
