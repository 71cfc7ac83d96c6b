import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Patchbay's folder: `PATCHBAY_HOME`, or the system's folder for application data. */
export function homeFolder(
  env: Readonly<NodeJS.ProcessEnv>,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const given = env['PATCHBAY_HOME']
  if (given !== undefined && given !== '') return resolve(given)
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Patchbay')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Patchbay')
  return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'patchbay')
}
