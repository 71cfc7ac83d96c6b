import { appendFileSync } from 'node:fs'
import { appendFile, chmod, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log, LogData, LogLevel } from '#shared/services.ts'
import { toLogJson } from './logData.ts'

/** A log in the files of a folder. */
export interface FileLog extends Log {
  readonly folder: string
  /** Resolves when all lines so far are written or lost. Never rejects. */
  flush(): Promise<void>
  /** Writes pending lines before it returns: for a process that ends. Never throws. */
  flushNow(): void
}

export interface LogOptions {
  readonly folder: string
  /** Wall-clock milliseconds since 1970. */
  readonly now: () => number
  readonly pid: number
  /** Redacts secrets in a text. */
  readonly redact: (text: string) => string
  /** The data of the event `start`, which precedes the first line: a process that logs nothing creates no file. */
  readonly start: LogData
  /** Called with each line as it is written. */
  readonly onLine?: ((line: string) => void) | undefined
  /** Bytes of one file. */
  readonly maxBytes?: number
  readonly maxFiles?: number
}

const MAX_BYTES = 512 * 1024
const MAX_FILES = 4
/** Characters of one line: longer data are left out. */
const MAX_LINE = 16 * 1024
/** The maximum number of pending lines. Further ones are counted, and lost. */
const MAX_WAITING = 1000
const OWN_FILE = 0o600
const OWN_FOLDER = 0o700

/** Names of log files by number. The highest is written to; several processes may write to it. */
const fileName = (number: number): string => `patchbay-${String(number).padStart(6, '0')}.log`

/** The number of a log file, or null for other files. */
export const logNumber = (file: string): number | null => {
  const [, digits] = /^patchbay-(\d{6,15})\.log$/.exec(file) ?? []
  return digits === undefined ? null : Number(digits)
}

/**
 * Writes JSON lines into numbered files that only this user can read, and removes the oldest beyond `maxFiles`. A line
 * that cannot be written is lost: nothing else may fail or wait because of it.
 */
export function createLog(options: LogOptions): FileLog {
  const { folder, now, pid, redact, start, onLine, maxBytes = MAX_BYTES, maxFiles = MAX_FILES } = options
  let waiting: string[] = []
  let lost = 0
  let begun = false
  let working: Promise<void> | null = null
  /** The last file that was written to. */
  let current = join(folder, fileName(1))

  function add(level: LogLevel, event: string, data: LogData | undefined): void {
    const line = toLine({ at: new Date(now()).toISOString(), pid, level, event }, data, redact)
    onLine?.(line)
    if (waiting.length >= MAX_WAITING) lost += 1
    else waiting.push(`${line}\n`)
  }

  function write(level: LogLevel, event: string, data?: LogData): void {
    if (!begun) {
      begun = true
      add('info', 'start', start)
    }
    add(level, event, data)
    working ??= work()
  }

  async function work(): Promise<void> {
    // Lines of the same turn are written together.
    await Promise.resolve()
    while (waiting.length > 0) {
      let lines = waiting
      waiting = []
      try {
        while (lines.length > 0) {
          const { path, room } = await openFile(lines[0] ?? '', { folder, maxBytes, maxFiles })
          const some = fitting(lines, room)
          current = path
          await appendFile(path, some.join(''), { mode: OWN_FILE })
          lines = lines.slice(some.length)
        }
        if (lost > 0) noteLost()
      } catch {
        // A full or read-only disk: there is no other place to report it, and the count is written later.
        lost += lines.length
      }
    }
    working = null
  }

  function noteLost(): void {
    const lines = lost
    lost = 0
    add('warn', 'log.lost', { lines })
  }

  return {
    folder,
    debug: (event, data) => write('debug', event, data),
    info: (event, data) => write('info', event, data),
    warn: (event, data) => write('warn', event, data),
    error: (event, data) => write('error', event, data),
    async flush() {
      while (working !== null) await working
    },
    flushNow() {
      const lines = waiting
      waiting = []
      if (lines.length === 0) return
      try {
        appendFileSync(current, lines.join(''), { mode: OWN_FILE })
      } catch {
        lost += lines.length
      }
    },
  }
}

function toLine(
  head: Readonly<Record<string, string | number>>,
  data: LogData | undefined,
  redact: (text: string) => string,
): string {
  if (data === undefined) return JSON.stringify(head)
  try {
    const line = JSON.stringify({ ...head, data: toLogJson(data, redact) })
    return line.length <= MAX_LINE ? line : JSON.stringify({ ...head, data: { characters: line.length } })
  } catch (thrown) {
    // For example, a getter that throws.
    return JSON.stringify({ ...head, data: { unreadable: thrown instanceof Error ? thrown.name : true } })
  }
}

/** The first lines that fit together, and at least one. */
function fitting(lines: readonly string[], room: number): readonly string[] {
  let bytes = 0
  const beyond = lines.findIndex((line) => (bytes += Buffer.byteLength(line)) > room)
  return lines.slice(0, beyond < 0 ? lines.length : Math.max(1, beyond))
}

/**
 * The file for `line`, and its size. Numbers only increase, so that two processes never rename a file under each other.
 */
async function openFile(
  line: string,
  {
    folder,
    maxBytes,
    maxFiles,
  }: { readonly folder: string; readonly maxBytes: number; readonly maxFiles: number },
): Promise<{ readonly path: string; readonly room: number }> {
  const numbers = await numbersIn(folder)
  const last = Math.max(1, ...numbers)
  const path = join(folder, fileName(last))
  const size = await sizeOf(path)
  if (size === 0 || size + Buffer.byteLength(line) <= maxBytes) return { path, room: maxBytes - size }
  const old = numbers.filter((number) => number <= last + 1 - maxFiles)
  for (const number of old) await rm(join(folder, fileName(number)), { force: true })
  return { path: join(folder, fileName(last + 1)), room: maxBytes }
}

async function numbersIn(folder: string): Promise<readonly number[]> {
  try {
    return (await readdir(folder)).map(logNumber).filter((number) => number !== null)
  } catch (thrown) {
    if (systemCode(thrown) !== 'ENOENT') throw thrown
    await mkdir(folder, { recursive: true, mode: OWN_FOLDER })
    return []
  }
}

/** The size of a log file, whose permissions are restricted if others could read it; 0 if there is none. */
async function sizeOf(path: string): Promise<number> {
  try {
    const { size, mode } = await stat(path)
    if ((mode & 0o077) !== 0 && process.platform !== 'win32') await chmod(path, OWN_FILE)
    return size
  } catch (thrown) {
    if (systemCode(thrown) !== 'ENOENT') throw thrown
    return 0
  }
}

const systemCode = (thrown: unknown): unknown =>
  thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
