import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { _electron } from '@playwright/test'
import { childEnvironment } from '#main/platform/childEnvironment.ts'

const root = join(import.meta.dirname, '../..')

/** Electron's binary, as the test script has found it; '' if it is not on this machine. */
const program = process.env['PATCHBAY_ELECTRON'] ?? ''

/** Why the suite cannot run here, or null. */
export function whyNot(): string | null {
  if (program === '') return 'Electron’s program is not on this machine'
  const { env, platform } = process
  const shown = (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== ''
  if (platform === 'linux' && !shown) return 'there is no display'
  if (platform === 'linux' && process.getuid?.() === 0)
    return 'Electron keeps its sandbox, and does not run as root'
  return null
}

export interface RunningApp {
  readonly app: ElectronApplication
  readonly page: Page
  /** Kills it. */
  kill(): Promise<void>
}

/** The environment of the tests, without any keys. */
function environment(home: string, env: Readonly<Record<string, string>> = {}): Record<string, string> {
  const own: Record<string, string> = {}
  for (const [name, value] of Object.entries(childEnvironment(process.env)))
    if (value !== undefined) own[name] = value
  return { ...own, PATCHBAY_HOME: home, ...env }
}

/** Starts the built app on a separate library, and waits for its first window. */
export async function startElectron(
  home: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<RunningApp> {
  const app = await _electron.launch({
    executablePath: program,
    args: [root, ...args],
    env: environment(home, env),
  })
  const page = await app.firstWindow()
  return {
    app,
    page,
    async kill() {
      const ended = new Promise((resolve) => app.process().once('exit', resolve))
      app.process().kill('SIGKILL')
      await ended
    },
  }
}

/** Starts a second instance of the same library, and resolves with its exit code. */
export function startSecond(home: string, args: readonly string[]): Promise<number | null> {
  const child = spawn(program, [root, ...args], { env: environment(home), stdio: 'ignore' })
  return new Promise((resolve) => child.once('exit', resolve))
}

export const makeHome = (): Promise<string> => mkdtemp(join(tmpdir(), 'patchbay-electron-'))
export const removeHome = (home: string): Promise<void> =>
  rm(home, { recursive: true, force: true, maxRetries: 5 })
