import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, delimiter } from 'node:path'
import { isatty } from 'node:tty'

import { childEnvironment, programEnvironment } from './childEnvironment.mjs'
import { root } from './root.mjs'
import { Interrupted, Stop } from './stop.mjs'

/**
 * @typedef {object} ChildOptions
 * @property {string} node The Node whose folder comes first in the child's PATH.
 * @property {string} [cwd] Default: the project's folder.
 * @property {boolean} [captured] Captures stdout and stderr for the caller. Default: both are inherited.
 * @property {string | undefined} [log] A file to which stdout and stderr are appended instead.
 * @property {Readonly<Record<string, string>> | undefined} [env] On top of this process's own environment.
 */

/**
 * @typedef {object} ChildResult
 * @property {number} code 128 + n after death by signal n.
 * @property {string} output Empty unless captured.
 */

/**
 * Runs the program that this script is for, with the keys in the environment. SIGINT, SIGTERM and SIGHUP are passed on,
 * and the child decides how it ends.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {ChildOptions} options
 * @returns {Promise<ChildResult>}
 */
export async function runChild(command, args, options) {
  const { code, output } = await runWatched(command, args, options, true)
  return { code, output }
}

/**
 * Runs a program that is one step of several, without the keys in the environment: a signal ends the step, and with it the script.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {ChildOptions} options
 * @returns {Promise<ChildResult>}
 * @throws {Interrupted} After SIGINT, SIGTERM or SIGHUP, whatever the program's exit code.
 */
export async function runStep(command, args, options) {
  const { code, output, signal } = await runWatched(command, args, options, false)
  if (signal !== null) throw new Interrupted(signal)
  return { code, output }
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {ChildOptions} options
 * @param {boolean} isProgram Whether it is Patchbay itself, which reads the keys in the environment.
 */
async function runWatched(command, args, { node, cwd = root, captured = false, log, env }, isProgram) {
  const logged = log === undefined ? undefined : openSync(log, 'a')
  const output = logged ?? (captured ? 'pipe' : 'inherit')
  const own = { ...env, PATH: pathWith(node) }
  const child = spawn(command, args, {
    cwd,
    env: isProgram ? programEnvironment(own) : childEnvironment(own),
    stdio: [output === 'inherit' ? 'inherit' : 'ignore', output, output],
  })
  // The child has its own.
  if (logged !== undefined) closeSync(logged)
  let text = ''
  child.stdout?.setEncoding('utf8').on('data', (part) => (text += part))
  child.stderr?.setEncoding('utf8').on('data', (part) => (text += part))

  const signals = passSignals(child)
  try {
    return { code: await exitCode(child, command), output: text, signal: signals.seen }
  } finally {
    signals.end()
  }
}

/** @param {string} node */
function pathWith(node) {
  return [dirname(node), process.env.PATH ?? ''].join(delimiter)
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} command
 * @returns {Promise<number>}
 */
function exitCode(child, command) {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Stop(`${command} cannot be started: ${error.message}`)))
    child.once('close', (code, signal) =>
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]),
    )
  })
}

/**
 * Keeps this process alive through a signal, so that the child decides how things end.
 *
 * A terminal sends Ctrl-C to every process in front, the child included; npm then sends it once more. Passed on
 * too, one press would count as two or three, and a second Ctrl-C means "at once".
 *
 * @param {import('node:child_process').ChildProcess} child
 */
function passSignals(child) {
  const terminal = process.platform === 'win32' || [0, 1, 2].some((descriptor) => isatty(descriptor))
  /** @type {{ seen: NodeJS.Signals | null, end: () => void }} */
  const signals = { seen: null, end: () => names.forEach((name) => process.off(name, pass)) }
  /** @param {NodeJS.Signals} name */
  const pass = (name) => {
    signals.seen = name
    if (name !== 'SIGINT' || !terminal) child.kill(name)
  }
  const names = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  names.forEach((name) => process.on(name, pass))
  return signals
}
