import { homedir, release } from 'node:os'
import { join } from 'node:path'
import type { Log } from '#shared/services.ts'
import { silentLog } from '#shared/services.ts'
import type { FileLog } from './log.ts'
import { createLog } from './log.ts'
import { createLogRedactor } from './redactLog.ts'
import { keysIn } from './childEnvironment.ts'
import { createRedactor } from './redact.ts'
import { homeFolder } from './home.ts'

/** The log of a host, which knows the host's keys so that none of them is written. */
export interface HostLog extends Log {
  /** From now on these keys are redacted from each line; called again for each line. */
  hide(keys: () => readonly string[]): void
}

export const silentHostLog: HostLog = { ...silentLog, hide() {} }

export interface OpenLogOptions {
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly version: string
  /** The name of the program, in a few words. */
  readonly front: string
  readonly now: () => number
  readonly platform?: NodeJS.Platform
  /** Called with each line. */
  readonly onLine?: (line: string) => void
}

/** The folder of a library's log. */
export const logFolder = (home: string): string => join(home, 'logs')

/** Opens the log in the library of `PATCHBAY_HOME`. Creates no file before something is logged. */
export function openLog(options: OpenLogOptions): HostLog & FileLog {
  const { env, version, front, now, onLine, platform = process.platform } = options
  const home = homeFolder(env, platform)
  const sources: (() => readonly string[])[] = [() => keysIn(env)]
  const redactKeys = createRedactor(() => sources.flatMap((keys) => keys()))
  const redact = createLogRedactor(homedir())
  const log = createLog({
    folder: logFolder(home),
    now,
    pid: process.pid,
    redact: (text) => redact(redactKeys(text)),
    start: {
      front,
      version,
      platform: `${platform} ${process.arch} ${release()}`,
      node: process.version,
      ...(process.versions['electron'] !== undefined && { electron: process.versions['electron'] }),
      home,
    },
    onLine,
  })
  return { ...log, hide: (keys) => void sources.push(keys) }
}
