import { beforeEach, expect, test } from 'vitest'
import type { Editor } from '../base/editor.ts'
import { createParts } from '../base/editor.ts'
import { show } from '../state/view.ts'
import type { Command } from '../base/command.ts'
import { createDispatcher } from './dispatcher.ts'

let editor: Editor
beforeEach(() => {
  editor = createParts()
})

const command = (id: string, change: Partial<Command>): Command => ({
  id,
  title: id,
  group: 'Run',
  keys: '',
  run: () => undefined,
  ...change,
})

/** Calls commands by id; resolves with what ran and what was shown once nothing is pending. */
async function calls(ids: readonly string[], changes: Partial<Command> = {}): Promise<readonly unknown[]> {
  const seen: unknown[] = []
  const { call } = createDispatcher(
    editor,
    [command('plain', { run: () => void seen.push('ran'), ...changes })],
    {
      outcome: (_, work) => work().catch((thrown: unknown) => void seen.push(thrown)),
      hostGone: () => seen.push('host gone'),
    },
  )
  for (const id of ids) call(id)
  await Promise.resolve()
  await Promise.resolve()
  return seen
}

test('a command runs by its id, and an unknown id does nothing', async () => {
  expect(await calls(['plain', 'none', 'plain'])).toEqual(['ran', 'ran'])
})

test('a command that cannot be run now is not run', async () => {
  expect(await calls(['plain'], { enabled: () => false })).toEqual([])
})

test('a command that needs the host reports that it is unreachable, and does not run', async () => {
  show(editor, { connection: 'lost' })
  expect(await calls(['plain'], { needsHost: true })).toEqual(['host gone'])
})

test('what a command rejects with reaches the user', async () => {
  const failure = new Error('no room')
  expect(await calls(['plain'], { run: () => Promise.reject(failure) })).toEqual([failure])
})

test('what a command throws at once reaches the user too', async () => {
  const failure = new Error('no room')
  const run = (): void => {
    throw failure
  }
  expect(await calls(['plain'], { run })).toEqual([failure])
})
