import { constants } from 'node:os'

import { log } from './log.mjs'

/** Exit code for an internal error, as in the command line's own codes (sysexits: EX_SOFTWARE). */
const OUR_FAULT = 70

/** Why a script cannot continue, as a message for the user. `exitCode` is the script's exit code. */
export class Stop extends Error {
  /**
   * @param {string} message
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = OUR_FAULT) {
    super(message)
    this.exitCode = exitCode
  }
}

/** The user, or the system, ended the script by a signal. There is nothing to report. */
export class Interrupted extends Stop {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super('', 128 + constants.signals[signal])
  }
}

/**
 * Runs a script to its end: its result becomes the exit code, a `Stop` is printed without a stack.
 *
 * @param {() => Promise<number>} script
 */
export async function runScript(script) {
  try {
    process.exitCode = await script()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    if (error.message !== '') log(error.message)
    process.exitCode = error.exitCode
  }
}
