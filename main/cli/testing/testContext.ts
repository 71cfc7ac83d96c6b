import { createRegistry } from '#shared/nodes/registry.ts'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import { silentHostLog } from '../../platform/openLog.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { createConsole } from '../console/console.ts'

/** The context of a command in a test: nothing of the machine except what is given. */
export function testContext(given: Partial<CommandContext> = {}): CommandContext & {
  readonly printed: () => string
  readonly said: () => string
} {
  let printed = ''
  let said = ''
  const console = createConsole({ write: (text) => (printed += text) }, { write: (text) => (said += text) })
  const clock = given.clock ?? fakeClock()
  return {
    commands: [],
    registry: () => createRegistry([]),
    prices: () => new Map(),
    types: [],
    endpoints: [],
    console,
    log: silentHostLog,
    env: {},
    random: Math.random,
    clock,
    now: () => clock.now(),
    interrupted: new AbortController().signal,
    setInterruptMessage: () => {},
    version: 'under test',
    ...given,
    printed: () => printed,
    said: () => said,
  }
}
