import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { alone } from './alone.mjs'

const module = fileURLToPath(new URL('./alone.mjs', import.meta.url))

/** Collects the messages for the user. */
const print = () => {}

test('two pieces of work in one folder run in sequence, in two folders in parallel', async () => {
  const seen: string[] = []
  const work = (name: string) => async () => {
    seen.push(`${name} begins`)
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
    seen.push(`${name} ends`)
    return name
  }
  const same = await Promise.all([
    alone(work('first'), 'one folder'),
    alone(work('second'), 'one folder', print),
  ])
  expect(same).toEqual(['first', 'second'])
  expect(seen).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])

  const held = Promise.withResolvers<void>()
  const waiting = alone(() => held.promise, 'one folder')
  await expect(alone(() => Promise.resolve('done'), 'another folder')).resolves.toBe('done')
  held.resolve()
  await waiting
})

test('failed work releases the lock', async () => {
  const broken = () => Promise.reject(new Error('broken'))
  await expect(alone(broken, 'a failing folder')).rejects.toThrow('broken')
  await expect(alone(() => Promise.resolve('done'), 'a failing folder')).resolves.toBe('done')
})

test('the lock of a process that was killed is free', async () => {
  const script = `
    import { alone } from ${JSON.stringify(module)}
    await alone(() => new Promise(() => { console.log('mine'); setInterval(() => {}, 1e6) }), 'a folder to die in')
  `
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(holder.stdout, 'data')
  const next = alone(() => Promise.resolve(holder.killed), 'a folder to die in', print)
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  await expect(next).resolves.toBe(true)
})
