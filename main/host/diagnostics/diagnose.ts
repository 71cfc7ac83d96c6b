import { existsSync, statfsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { homedir, release } from 'node:os'
import { dirname, join } from 'node:path'
import type { ErrorCode } from '#shared/errors.ts'
import { toAppError } from '#shared/errors.ts'
import type { Settings } from '#shared/api/records.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { Mode } from '#shared/catalogue/mode.ts'
import type { EngineDefinition } from '../../engines/engine.ts'
import { engines } from '../../engines/engines.ts'
import { keyIn } from '../../engines/environment.ts'
import { logFolder } from '../../platform/openLog.ts'
import { parseLogLine, readLog } from '../../platform/readLog.ts'
import { createShortener } from '../../platform/redactLog.ts'
import { scope } from '../../network/reach.ts'
import { systemCode } from '../../platform/fileError.ts'
import { homeFolder } from '../../platform/home.ts'
import type { LibraryVerdict } from '../../library/checkLibrary.ts'
import { checkLibrary } from '../../library/checkLibrary.ts'
import { readHolder } from '../../library/lock.ts'
import { createApiAddress } from '../settings/apiAddress.ts'
import { readSettings } from '../settings/settings.ts'

/** A line of the log without any text of the user or of an engine. */
export interface LoggedError {
  readonly at: string
  readonly level: 'warn' | 'error'
  readonly event: string
  /** Codes of the error, and an HTTP status. */
  readonly codes: readonly string[]
}

/** A description of this installation and its library. Safe to share: no key, no prompt, no name of a user's file. */
export interface Diagnosis {
  readonly version: string
  readonly node: string
  readonly platform: string
  readonly library: {
    /** With the home folder as `~`. */
    readonly folder: string
    readonly heldBy: { readonly pid: number; readonly what: string } | null
    readonly store: LibraryVerdict
    /** On its disk; null if the system does not report it. */
    readonly freeBytes: number | null
  }
  /** The mode that is set for the editor. */
  readonly mode: Mode
  readonly engines: readonly EngineDiagnosis[]
  /** `errors` is null if the log cannot be read. */
  readonly log: { readonly folder: string; readonly errors: readonly LoggedError[] | null }
  /** The problems, as sentences; empty without any. */
  readonly problems: readonly { readonly code: ErrorCode; readonly words: string }[]
}

export interface EngineDiagnosis {
  readonly id: EngineId
  readonly title: string
  readonly address: 'official' | 'another' | 'invalid'
  readonly key: 'environment' | 'file' | 'none'
  /** Whether a connection was possible; if not, why. */
  readonly reached: 'not asked' | 'yes' | ErrorCode
}

export interface DiagnoseOptions {
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly version: string
  /** Whether to open a connection to the API: no request is made, and no key sent. */
  readonly online: boolean
}

const MAX_ERRORS = 20
/** How many lines of the log are searched for errors. */
const MAX_LINES = 5000
/** With less room than this the next pictures may not fit, in bytes. */
const LITTLE_ROOM = 500_000_000

/** Collects everything that a bug report needs, and changes nothing. Problems never reject. */
export async function diagnose({ env, version, online }: DiagnoseOptions): Promise<Diagnosis> {
  const home = homeFolder(env)
  const shorten = createShortener(homedir())
  const store = checkLibrary(home)
  const holder = readHolder(home)
  const freeBytes = freeIn(home)
  const { settings, broken } = await settingsIn(home)
  const found = await Promise.all(
    engines.map(async (engine) => diagnoseEngine(engine, settings, { env, home, online })),
  )
  const errors = await errorsIn(logFolder(home))
  const problems: Diagnosis['problems'][number][] = []
  if (store.state === 'wrong')
    problems.push({ code: store.code, words: 'The store of the library cannot be used.' })
  if (freeBytes !== null && freeBytes < LITTLE_ROOM)
    problems.push({ code: 'file.unwritable', words: 'There is little room on the disk of the library.' })
  if (broken)
    problems.push({ code: 'file.unreadable', words: 'The settings cannot be read as they were written.' })
  for (const { title, address, reached } of found) {
    if (address === 'invalid')
      problems.push({ code: 'egress.refused', words: `The address of ${title} is invalid.` })
    if (reached !== 'not asked' && reached !== 'yes')
      problems.push({ code: reached, words: `${title} cannot be reached.` })
  }
  if (errors === null) problems.push({ code: 'file.unreadable', words: 'The log cannot be read.' })
  return {
    version,
    node: process.version,
    platform: `${process.platform} ${process.arch} ${release()}`,
    library: {
      folder: shorten(home),
      heldBy: holder && { pid: holder.pid, what: holder.what.split(' ').slice(0, 2).join(' ') },
      store,
      freeBytes,
    },
    mode: settings.mode,
    engines: found,
    log: { folder: shorten(logFolder(home)), errors },
    problems,
  }
}

async function diagnoseEngine(
  engine: EngineDefinition,
  settings: Settings,
  {
    env,
    home,
    online,
  }: { readonly env: DiagnoseOptions['env']; readonly home: string; readonly online: boolean },
): Promise<EngineDiagnosis> {
  const address = createApiAddress(engine, env, { get: () => settings })
  const origin = address.origin()
  const isOfficial = origin === new URL(engine.address.standard).origin
  const hasFile = existsSync(join(home, engine.key.file))
  const key = keyIn(engine, env) !== null ? 'environment' : hasFile ? 'file' : 'none'
  // An engine that is not set up is not used, so that it need not be reached either.
  const isUsed = key !== 'none' || !isOfficial
  return {
    id: engine.id,
    title: engine.title,
    address: origin === null ? 'invalid' : isOfficial ? 'official' : 'another',
    key,
    reached: online && isUsed && origin !== null ? await reached(address.url()) : 'not asked',
  }
}

/** The free space for this user on the disk of a folder, or of the one in which it would be created. */
function freeIn(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT' && dirname(folder) !== folder) return freeIn(dirname(folder))
    return null
  }
}

async function reached(api: URL): Promise<'yes' | ErrorCode> {
  try {
    await scope(api)
    return 'yes'
  } catch (thrown) {
    return toAppError(thrown, 'engine.unreachable').code
  }
}

/** The settings of a library, and whether their file was damaged. */
async function settingsIn(home: string): Promise<ReturnType<typeof readSettings>> {
  try {
    return readSettings(await readFile(join(home, 'settings.json'), 'utf8'))
  } catch (thrown) {
    return { ...readSettings(null), broken: systemCode(thrown) !== 'ENOENT' }
  }
}

async function errorsIn(folder: string): Promise<readonly LoggedError[] | null> {
  try {
    const lines = (await readLog(folder, MAX_LINES)).flatMap((line) => parseLogLine(line) ?? [])
    return lines.flatMap(toLoggedError).slice(-MAX_ERRORS)
  } catch (thrown) {
    if (systemCode(thrown) === '') throw thrown
    return null
  }
}

/** Names that the program itself has defined: all others are left out. */
const ownName = /^[\w.]{1,60}$/

function toLoggedError(line: ReturnType<typeof parseLogLine> & object): readonly LoggedError[] {
  const { at, level, event, data = {} } = line
  if ((level !== 'warn' && level !== 'error') || !ownName.test(event)) return []
  const { error } = data
  const nested = typeof error === 'object' && error !== null ? error : {}
  const codes = [data, nested].flatMap((of) =>
    ['code', 'name', 'system', 'status'].flatMap((name) => {
      const value: unknown = Reflect.get(of, name)
      return (typeof value === 'string' || typeof value === 'number') && ownName.test(String(value))
        ? [String(value)]
        : []
    }),
  )
  const time = /^[\d:.TZ-]{20,30}$/.test(at) ? at : ''
  return [{ at: time, level, event, codes: [...new Set(codes)] }]
}
