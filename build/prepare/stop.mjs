import { constants } from 'node:os'

import { log } from './log.mjs'

/** Exit code for "our own fault", as the command line's own codes have it (sysexits: EX_SOFTWARE). */
const OUR_FAULT = 70

/** Why a script cannot go on, in words for the person who started it. `exitCode` is what the script ends with. */
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

/** The person, or the system, ended the script by a signal. There is nothing to tell them. */
export class Interrupted extends Stop {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super('', 128 + constants.signals[signal])
  }
}

/**
 * Runs a script to its end: its number becomes the exit code, a `Stop` is told without a stack.
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
