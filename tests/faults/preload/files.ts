// Watches files. A fault is matched against the verb and the path, as in `rename /from /to` or `write /path`.

import fs from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { meet, middleOf, injectAt, watches } from './plan.ts'

/** Verbs on a path, or on two. */
const verbs = ['rename', 'link', 'unlink', 'rm', 'mkdir', 'copyFile', 'open'] as const

type AnyCall = (...args: unknown[]) => unknown

/** The file of an open handle. */
const paths = new WeakMap<object, string>()

export async function watchFiles(): Promise<void> {
  if (!watches('file')) return
  for (const verb of verbs) watchPromise(verb)
  for (const verb of [...verbs, 'writeFile'] as const) watchSync(verb)
  await watchHandles()
  syncBuiltinESMExports()
}

function watchPromise(verb: (typeof verbs)[number]): void {
  // The cast: all arguments are passed on.
  const original = promises[verb] as AnyCall
  const watched = async (...args: unknown[]): Promise<unknown> => {
    const due = meet('file', textOf(verb, args))
    injectAt(due, 'before')
    const result = await original(...args)
    injectAt(due, 'after')
    if (verb === 'open' && typeof result === 'object' && result !== null) paths.set(result, where(args[0]))
    return result
  }
  Object.assign(promises, { [verb]: watched })
}

function watchSync(verb: (typeof verbs)[number] | 'writeFile'): void {
  // The cast: all arguments are passed on.
  const original = fs[`${verb}Sync`] as AnyCall
  const watched = (...args: unknown[]): unknown => {
    const due = meet('file', textOf(verb === 'writeFile' ? 'write' : verb, args))
    injectAt(due, 'before')
    const middle = verb === 'writeFile' ? middleOf(due) : undefined
    if (middle !== undefined) {
      original(args[0], part(args[1], middle.fault.share), args[2])
      middle.fall()
    }
    const result = original(...args)
    injectAt(due, 'after')
    return result
  }
  Object.assign(fs, { [`${verb}Sync`]: watched })
}

async function watchHandles(): Promise<void> {
  // Their class is not exported: it is taken from a handle.
  const handle = await promises.open(process.execPath, 'r')
  // The cast is sound: it is the prototype of that very object.
  const prototype = Object.getPrototypeOf(handle) as FileHandle
  await handle.close()
  // The casts: all arguments are passed on.
  watchMethod(prototype, 'writeFile', prototype.writeFile as AnyCall)
  watchMethod(prototype, 'write', prototype.write as AnyCall)
  watchMethod(prototype, 'sync', prototype.sync)
}

function watchMethod(prototype: FileHandle, name: 'writeFile' | 'write' | 'sync', original: AnyCall): void {
  const verb = name === 'sync' ? 'sync' : 'write'
  async function watched(this: FileHandle, ...args: unknown[]): Promise<unknown> {
    const due = meet('file', `${verb} ${paths.get(this) ?? ''}`)
    injectAt(due, 'before')
    const middle = name === 'sync' ? undefined : middleOf(due)
    if (middle !== undefined) {
      const { share } = middle.fault
      await original.apply(
        this,
        name === 'writeFile' ? [part(args[0], share), args[1]] : shortened(args, share),
      )
      middle.fall()
    }
    const result = await original.apply(this, args)
    injectAt(due, 'after')
    return result
  }
  Object.assign(prototype, { [name]: watched })
}

function textOf(verb: string, args: readonly unknown[]): string {
  const two = verb === 'rename' || verb === 'link' || verb === 'copyFile'
  return [verb, where(args[0]), ...(two ? [where(args[1])] : [])].join(' ')
}

const where = (path: unknown): string => (path instanceof URL ? path.pathname : String(path))

function part(data: unknown, share = 0.5): Uint8Array {
  const bytes = data instanceof Uint8Array ? data : Buffer.from(String(data))
  return bytes.subarray(0, Math.floor(bytes.length * share))
}

/** The arguments of `write` for a part of what it was to write: data, offset, length and position. */
function shortened([data, offset, length, position]: readonly unknown[], share = 0.5): unknown[] {
  const from = typeof offset === 'number' ? offset : 0
  const size = data instanceof Uint8Array ? data.byteLength : Buffer.byteLength(String(data))
  const whole = typeof length === 'number' ? length : size - from
  return [data, from, Math.floor(whole * share), position]
}
