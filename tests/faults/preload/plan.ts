// The faults for this process, from its environment, and the actions themselves.

import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import type { Fault } from '../fault.ts'

/** The plan of a process, in PATCHBAY_TEST_STRIKES as JSON. */
export interface Plan {
  readonly strikes?: readonly Fault[]
  /** Milliseconds by which `Date` is ahead of the machine's clock. */
  readonly clockShift?: number
  /** The file that says which fault ended the process. */
  readonly note?: string
}

/** A fault that is due at a call. */
export interface Due {
  readonly fault: Fault
  fall(): void
}

// Taken before files are watched.
const fs = { closeSync, openSync, writeFileSync, writeSync }

// The cast is sound: runProcess.ts wrote it.
export const plan = JSON.parse(process.env['PATCHBAY_TEST_STRIKES'] ?? '{}') as Plan

const strikes = isMainThread ? (plan.strikes ?? []) : []
const rules = strikes.map((fault) => ({ fault: fault, pattern: new RegExp(fault.match, 's'), met: 0 }))

/** Whether any fault is of this kind: otherwise nothing needs to be watched. */
export const watches = (kind: Fault['kind']): boolean => strikes.some((fault) => fault.kind === kind)

/** Counts a call. The faults that are due at it are left to the watcher, which knows its start and end. */
export function meet(kind: Fault['kind'], text: string): readonly Due[] {
  const due: Due[] = []
  for (const rule of rules) {
    if (rule.fault.kind !== kind || !rule.pattern.test(text)) continue
    rule.met += 1
    if (rule.met === (rule.fault.nth ?? 1)) due.push({ fault: rule.fault, fall: () => fall(rule.fault) })
  }
  return due
}

export function injectAt(due: readonly Due[], side: Fault['side']): void {
  for (const { fault, fall } of due) if (fault.side === side) fall()
}

export const middleOf = (due: readonly Due[]): Due | undefined =>
  due.find(({ fault }) => fault.side === 'middle')

function fall(fault: Fault): void {
  const { signal = 'SIGKILL', fill } = fault
  if (fill !== undefined) return fillDisk(fill)
  if (signal === 'SIGKILL' && plan.note !== undefined)
    fs.writeFileSync(plan.note, String(strikes.indexOf(fault)))
  process.kill(process.pid, signal)
}

/** Fills the disk to its last byte. */
function fillDisk(path: string): void {
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
