// Watches files. What a strike is held against: the verb and the path, as in `rename /from /to` or `write /path`.

import fs from 'node:fs'
import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

import { meet, middleOf, strikeAt, watches } from './plan.mjs'

export async function watchFiles() {
  if (!watches('file')) return
  watchPromises()
  watchSync()
  await watchHandles()
  syncBuiltinESMExports()
}

/** Verbs on a path, or on two. */
const verbs = /** @type {const} */ (['rename', 'link', 'unlink', 'rm', 'mkdir', 'copyFile', 'open'])

function watchPromises() {
  for (const verb of verbs) {
    const original = /** @type {(...args: unknown[]) => Promise<unknown>} */ (promises[verb])
    Object.assign(promises, {
      /** @param {unknown[]} args */
      [verb]: async (...args) => {
        const verdicts = meet('file', textOf(verb, args))
        strikeAt(verdicts, 'before')
        const result = await original(...args)
        strikeAt(verdicts, 'after')
        if (verb === 'open' && typeof result === 'object' && result !== null)
          paths.set(result, String(args[0]))
        return result
      },
    })
  }
  const { writeFile } = promises
  /** @param {Parameters<typeof writeFile>} args */
  promises.writeFile = async (...[path, data, options]) => {
    const verdicts = meet('file', `write ${whereOf(path)}`)
    strikeAt(verdicts, 'before')
    const middle = middleOf(verdicts)
    if (middle !== undefined) {
      await writeFile(path, part(data, middle.strike.share), options)
      middle.fall()
    }
    await writeFile(path, data, options)
    strikeAt(verdicts, 'after')
  }
}

function watchSync() {
  for (const verb of [...verbs, 'writeFile']) {
    const name = `${verb}Sync`
    const original = /** @type {(...args: unknown[]) => unknown} */ (fs[/** @type {'renameSync'} */ (name)])
    Object.assign(fs, {
      /** @param {unknown[]} args */
      [name]: (...args) => {
        const verdicts = meet('file', textOf(verb === 'writeFile' ? 'write' : verb, args))
        strikeAt(verdicts, 'before')
        const middle = verb === 'writeFile' ? middleOf(verdicts) : undefined
        if (middle !== undefined) {
          original(args[0], part(args[1], middle.strike.share), args[2])
          middle.fall()
        }
        const result = original(...args)
        strikeAt(verdicts, 'after')
        return result
      },
    })
  }
}

/** Which file an open handle is of. @type {WeakMap<object, string>} */
const paths = new WeakMap()

async function watchHandles() {
  // Their class is not exported: it is taken from a handle.
  const handle = await promises.open(process.execPath, 'r')
  const proto = Object.getPrototypeOf(handle)
  await handle.close()
  const { writeFile, write, sync } = proto
  /** @param {unknown} data @param {unknown} options */
  proto.writeFile = async function (data, options) {
    const verdicts = meet('file', `write ${paths.get(this) ?? ''}`)
    strikeAt(verdicts, 'before')
    const middle = middleOf(verdicts)
    if (middle !== undefined) {
      await writeFile.call(this, part(data, middle.strike.share), options)
      middle.fall()
    }
    await writeFile.call(this, data, options)
    strikeAt(verdicts, 'after')
  }
  /** @param {unknown[]} args */
  proto.write = async function (...args) {
    const verdicts = meet('file', `write ${paths.get(this) ?? ''}`)
    strikeAt(verdicts, 'before')
    const result = await write.apply(this, args)
    strikeAt(verdicts, 'after')
    return result
  }
  proto.sync = async function () {
    const verdicts = meet('file', `sync ${paths.get(this) ?? ''}`)
    strikeAt(verdicts, 'before')
    const result = await sync.call(this)
    strikeAt(verdicts, 'after')
    return result
  }
}

/** @param {string} verb @param {unknown[]} args */
function textOf(verb, args) {
  const two = verb === 'rename' || verb === 'link' || verb === 'copyFile'
  return [verb, whereOf(args[0]), ...(two ? [whereOf(args[1])] : [])].join(' ')
}

/** @param {unknown} path */
const whereOf = (path) => (path instanceof URL ? path.pathname : String(path))

/** @param {unknown} data @param {number | undefined} share */
function part(data, share = 0.5) {
  const bytes = typeof data === 'string' ? Buffer.from(data) : /** @type {Uint8Array} */ (data)
  return bytes.subarray(0, Math.floor(bytes.length * share))
}
