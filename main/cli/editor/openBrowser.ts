import { spawn } from 'node:child_process'
import { childEnvironment } from '../../platform/childEnvironment.ts'

/** The command that opens an address in the user's browser, or null without a screen. */
export function browserCommand(
  address: string,
  platform: NodeJS.Platform,
  env: Readonly<NodeJS.ProcessEnv>,
): readonly [command: string, ...words: string[]] | null {
  if (platform === 'darwin') return ['open', address]
  // Not with `start`, which is a shell command and interprets characters of an address.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address]
  return hasScreen(platform, env) ? ['xdg-open', address] : null
}

/** Opens an address in the user's browser, if there is one. Success is visible only on the screen. */
export function openBrowser(address: string, env: Readonly<NodeJS.ProcessEnv>): void {
  const found = browserCommand(address, process.platform, env)
  if (found === null) return
  startProgram(found, env)
}

/** Starts a program of the user's desktop, without a shell and without our keys, and forgets it. */
export function startProgram(
  [command, ...args]: readonly [command: string, ...words: string[]],
  env: Readonly<NodeJS.ProcessEnv>,
): void {
  const child = spawn(command, args, {
    env: childEnvironment(env),
    stdio: 'ignore',
    detached: true,
  })
  child.on('error', () => {})
  child.unref()
}

/** Whether there is a screen on which a program could show something. */
export const hasScreen = (platform: NodeJS.Platform, env: Readonly<NodeJS.ProcessEnv>): boolean =>
  platform === 'darwin' ||
  platform === 'win32' ||
  (env['DISPLAY'] ?? '') !== '' ||
  (env['WAYLAND_DISPLAY'] ?? '') !== ''
