import { expect, test } from 'vitest'
import { commands } from './commands.ts'

test('no two commands have one id, and no keys call two commands', () => {
  const ids = commands.map(({ id }) => id)
  const keys = commands.flatMap((command) => command.keys.split(' ').filter(Boolean))
  expect(ids).toEqual([...new Set(ids)])
  expect(keys).toEqual([...new Set(keys)])
})
