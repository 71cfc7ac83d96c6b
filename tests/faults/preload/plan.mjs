// What is to befall this process, as its environment says, and the acts themselves.

import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/**
 * One blow. It falls on the `nth` call (from 1) of `kind` whose text matches `match`.
 *
 * @typedef {object} Strike
 * @property {'sql' | 'file' | 'send' | 'receive'} kind
 * @property {string} match A regular expression. What it is held against: see the watcher of the kind.
 * @property {number} [nth] Default: 1.
 * @property {'before' | 'middle' | 'after'} side In the middle: when `share` of it was done.
 * @property {number} [share] From 0 to 1; default 0.5.
 * @property {number} [bytes] For `receive`: falls when so many bytes of the answer have come. Default: at its first.
 * @property {'SIGKILL' | 'SIGINT'} [signal] Default: SIGKILL.
 * @property {string} [fill] Instead of a signal: this file takes all the room that its disk has left.
 *
 * @typedef {object} Verdict
 * @property {Strike} strike
 * @property {() => void} fall
 */

/** @typedef {{ strikes?: Strike[], clockShift?: number, note?: string }} Plan `note`: the file that says which strike ended it. */

/** Taken before files are watched. */
const writeNote = writeFileSync
const openBallast = openSync

/** The plan of this process. @type {Plan} */
export const plan = JSON.parse(process.env['PATCHBAY_TEST_STRIKES'] ?? '{}')

const strikes = isMainThread ? (plan.strikes ?? []) : []
const rules = strikes.map((strike) => ({ strike, pattern: new RegExp(strike.match, 's'), met: 0 }))

/** Whether any strike is of this kind: without one, nothing needs to be watched. @param {Strike['kind']} kind */
export const watches = (kind) => strikes.some((strike) => strike.kind === kind)

/**
 * Counts a call. The strikes that are due at it are left to the watcher, which knows when it begins and ends.
 *
 * @param {Strike['kind']} kind
 * @param {string} text
 * @returns {Verdict[]}
 */
export function meet(kind, text) {
  /** @type {Verdict[]} */
  const due = []
  for (const rule of rules) {
    if (rule.strike.kind !== kind || !rule.pattern.test(text)) continue
    rule.met += 1
    if (rule.met === (rule.strike.nth ?? 1)) due.push({ strike: rule.strike, fall: () => fall(rule.strike) })
  }
  return due
}

/** @param {readonly Verdict[]} verdicts @param {Strike['side']} side */
export function strikeAt(verdicts, side) {
  for (const { strike, fall } of verdicts) if (strike.side === side) fall()
}

/** @param {readonly Verdict[]} verdicts */
export const middleOf = (verdicts) => verdicts.find(({ strike }) => strike.side === 'middle')

/** @param {Strike} strike */
function fall(strike) {
  const { signal = 'SIGKILL', fill } = strike
  if (fill !== undefined) return takeRoom(fill)
  if (signal === 'SIGKILL' && plan.note !== undefined) writeNote(plan.note, String(strikes.indexOf(strike)))
  process.kill(process.pid, signal)
}

/** @param {string} path */
function takeRoom(path) {
  const file = openBallast(path, 'a')
  const bytes = Buffer.alloc(2 ** 20)
  for (let size = bytes.length; size > 0;) {
    try {
      if (writeSync(file, bytes, 0, size) < size) size = Math.floor(size / 2)
    } catch {
      size = Math.floor(size / 2)
    }
  }
  closeSync(file)
}
