import { beforeEach, expect, test } from 'vitest'
import type { Editor } from '../base/editor.ts'
import { createParts } from '../base/editor.ts'
import { show } from '../state/view.ts'
import type { Command } from '../base/command.ts'
import { commands } from './commands.ts'
import { isEnabled, lacksHost } from './enabled.ts'

let editor: Editor
beforeEach(() => {
  editor = createParts()
})

const made = (change: Partial<Command>): Command => ({
  id: 'test',
  title: 'Test',
  group: 'Run',
  keys: '',
  run: () => undefined,
  ...change,
})

test.each([
  [{}, 'connected', true],
  [{}, 'lost', true],
  [{ needsHost: true }, 'connected', true],
  [{ needsHost: true }, 'lost', false],
  [{ needsHost: true }, 'refused', false],
  [{ enabled: () => false }, 'connected', false],
] as const)('a command with %o can be done while the host is %s: %o', (change, connection, enabled) => {
  show(editor, { connection })
  expect(isEnabled(editor, made(change))).toBe(enabled)
})

test('while the host is unreachable nothing runs, is cancelled, saved, renamed or read from its log, and everything else works', () => {
  show(editor, { connection: 'lost' })
  expect(commands.filter((value) => lacksHost(editor, value)).map(({ id }) => id)).toEqual([
    'run.all',
    'run.first',
    'run.here',
    'run.fresh',
    'run.tryAgain',
    'run.retryAccount',
    'run.cancel',
    'file.save',
    'file.saveAs',
    'file.rename',
    'file.pack',
    'workflow.versions',
    'node.model',
    'help.log',
    'help.diagnostics',
  ])
})
