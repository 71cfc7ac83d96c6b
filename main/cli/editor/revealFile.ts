import { dirname } from 'node:path'
import { hasScreen, startProgram } from './openBrowser.ts'

/** The command that shows a file in its folder. `path` is absolute. */
export function revealCommand(
  path: string,
  platform: NodeJS.Platform,
): readonly [command: string, ...words: string[]] {
  if (platform === 'darwin') return ['open', '-R', path]
  if (platform === 'win32') return ['explorer', '/select,', path]
  // There is no common way to select a file.
  return ['xdg-open', dirname(path)]
}

/** Shows files in their folders; undefined without a screen. */
export const createReveal = (
  platform: NodeJS.Platform,
  env: Readonly<NodeJS.ProcessEnv>,
): ((path: string) => void) | undefined =>
  hasScreen(platform, env) ? (path) => startProgram(revealCommand(path, platform), env) : undefined
