// What is to befall this process, as its environment says, and the acts themselves.

import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import type { Strike } from '../strike.ts'

/** The plan of a process, in PATCHBAY_TEST_STRIKES as JSON. */
export interface Plan {
  readonly strikes?: readonly Strike[]
  /** Milliseconds by which `Date` is ahead of the machine's clock. */
  readonly clockShift?: number
  /** The file that says which strike ended the process. */
  readonly note?: string
}

/** A strike that is due at a call. */
export interface Due {
  readonly strike: Strike
  fall(): void
}

// Taken before files are watched.
const fs = { closeSync, openSync, writeFileSync, writeSync }

// The cast is sound: victim.ts wrote it.
export const plan = JSON.parse(process.env['PATCHBAY_TEST_STRIKES'] ?? '{}') as Plan

const strikes = isMainThread ? (plan.strikes ?? []) : []
const rules = strikes.map((strike) => ({ strike, pattern: new RegExp(strike.match, 's'), met: 0 }))

/** Whether any strike is of this kind: without one, nothing needs to be watched. */
export const watches = (kind: Strike['kind']): boolean => strikes.some((strike) => strike.kind === kind)

/** Counts a call. The strikes that are due at it are left to the watcher, which knows when it begins and ends. */
export function meet(kind: Strike['kind'], text: string): readonly Due[] {
  const due: Due[] = []
  for (const rule of rules) {
    if (rule.strike.kind !== kind || !rule.pattern.test(text)) continue
    rule.met += 1
    if (rule.met === (rule.strike.nth ?? 1)) due.push({ strike: rule.strike, fall: () => fall(rule.strike) })
  }
  return due
}

export function strikeAt(due: readonly Due[], side: Strike['side']): void {
  for (const { strike, fall } of due) if (strike.side === side) fall()
}

export const middleOf = (due: readonly Due[]): Due | undefined =>
  due.find(({ strike }) => strike.side === 'middle')

function fall(strike: Strike): void {
  const { signal = 'SIGKILL', fill } = strike
  if (fill !== undefined) return takeRoom(fill)
  if (signal === 'SIGKILL' && plan.note !== undefined)
    fs.writeFileSync(plan.note, String(strikes.indexOf(strike)))
  process.kill(process.pid, signal)
}

/** Fills the disk to its last byte. */
function takeRoom(path: string): void {
  const file = fs.openSync(path, 'a')
  const bytes = Buffer.alloc(2 ** 20)
  for (let size = bytes.length; size > 0;) {
    try {
      if (fs.writeSync(file, bytes, 0, size) < size) size = Math.floor(size / 2)
    } catch {
      size = Math.floor(size / 2)
    }
  }
  fs.closeSync(file)
}
