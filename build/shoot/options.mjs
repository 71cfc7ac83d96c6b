import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { root } from '../prepare/root.mjs'
import { Stop } from '../prepare/stop.mjs'

/** Exit code of a wrong argument, as in the command line (sysexits: EX_USAGE). */
const WRONG_USE = 64

/**
 * @typedef {object} ShootOptions
 * @property {readonly string[]} scenes Names of scenes; all if none.
 * @property {{ width: number, height: number }} size Of the window, in CSS pixels.
 * @property {number} scale Device pixels for each.
 * @property {string} folder Where pictures are written.
 * @property {readonly ('dark' | 'light')[]} themes
 */

/**
 * @param {readonly string[]} args
 * @returns {ShootOptions}
 * @throws {Stop} If they are not understood.
 */
export function readOptions(args) {
  const { values, positionals } = parse(args)
  const [, width, height] = /^(\d+)x(\d+)$/.exec(values.size) ?? []
  if (width === undefined || height === undefined) throw wrong(`--size ${values.size} is not like 1280x800.`)
  const scale = Number(values.scale)
  if (!(scale >= 1 && scale <= 4)) throw wrong(`--scale ${values.scale} is not a number from 1 to 4.`)
  return {
    scenes: positionals,
    size: { width: Number(width), height: Number(height) },
    scale,
    folder: values.to,
    themes: themesOf(values.theme),
  }
}

/** @param {readonly string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        size: { type: 'string', default: '1280x800' },
        scale: { type: 'string', default: '1' },
        to: { type: 'string', default: join(root, 'build/screenshots') },
        theme: { type: 'string', default: 'both' },
      },
    })
  } catch (thrown) {
    throw wrong(thrown instanceof Error ? thrown.message : String(thrown))
  }
}

/**
 * @param {string} word
 * @returns {readonly ('dark' | 'light')[]}
 */
function themesOf(word) {
  if (word === 'both') return ['dark', 'light']
  if (word === 'dark' || word === 'light') return [word]
  throw wrong(`--theme ${word} is not dark, light or both.`)
}

/** @param {string} message */
const wrong = (message) => new Stop(message, WRONG_USE)
