import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { closeToOthers, OWN_FILE } from '../services/closeToOthers.ts'

/** The app's own notes: for whoever has to find out what went wrong. */
export interface Log {
  note(words: string, about?: unknown): void
  readonly path: string
}

export interface LogOptions {
  readonly path: string
  readonly now: () => number
  /** Takes secrets out. */
  readonly redact: (text: string) => string
  /** Bytes of one file; there are two at most. */
  readonly cap?: number
}

const CAP = 512 * 1024
/** Characters of one note. */
const LONGEST = 4000

/**
 * Notes, a line each, in a file that only this user can read. Where it is full it becomes the old one. A note that cannot be
 * taken is lost: nothing else may fail for that.
 */
export function createLog({ path, now, redact, cap = CAP }: LogOptions): Log {
  closeToOthers(path, `${path}.old`)
  return {
    path,
    note(words, about) {
      const whole = about === undefined ? words : `${words}: ${describe(about)}`
      const line = `${new Date(now()).toISOString()} ${oneLine(redact(whole)).slice(0, LONGEST)}\n`
      try {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
        if (sizeOf(path) + Buffer.byteLength(line) > cap) renameSync(path, `${path}.old`)
        appendFileSync(path, line, { mode: OWN_FILE })
      } catch {
        // There is nowhere left to say it.
      }
    },
  }
}

/** Control characters and those that turn the direction of text say other things to a terminal than to a reader. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')

function describe(about: unknown): string {
  if (about instanceof Error) return about.stack ?? `${about.name}: ${about.message}`
  return typeof about === 'string' ? about : (JSON.stringify(about) ?? 'nothing')
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
