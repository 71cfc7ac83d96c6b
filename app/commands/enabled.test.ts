import { afterEach, expect, test } from 'vitest'
import { show } from '../state/view.ts'
import type { Command } from '../base/command.ts'
import { commands } from './commands.ts'
import { isEnabled, lacksHost } from './enabled.ts'

const made = (change: Partial<Command>): Command => ({
  id: 'test',
  title: 'Test',
  group: 'Run',
  keys: '',
  run: () => undefined,
  ...change,
})

afterEach(() => show({ connection: null }))

test.each([
  [{}, 'connected', true],
  [{}, 'lost', true],
  [{ needsHost: true }, 'connected', true],
  [{ needsHost: true }, 'lost', false],
  [{ needsHost: true }, 'refused', false],
  [{ enabled: () => false }, 'connected', false],
] as const)('a command with %o can be done while the host is %s: %o', (change, connection, enabled) => {
  show({ connection })
  expect(isEnabled(made(change))).toBe(enabled)
})

test('while the host is gone nothing is run, cancelled, saved or asked of its log, and all else can be done as ever', () => {
  show({ connection: 'lost' })
  expect(commands.filter(lacksHost).map(({ id }) => id)).toEqual([
    'run.all',
    'run.first',
    'run.here',
    'run.fresh',
    'run.tryAgain',
    'run.retryAccount',
    'run.cancel',
    'file.save',
    'file.saveAs',
    'file.pack',
    'help.log',
    'help.diagnostics',
  ])
})
