import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runCommandLine } from '#main/cli/commandLine.ts'
import { canary } from '../canary.ts'
import type { EngineUnderTest } from '../engineUnderTest.ts'
import { describeEnginesInTurn } from '../overEngines.ts'
import type { CommandLine } from '../runInProcess.ts'
import { workflowsOn } from '../workflows.ts'
import type { NetworkCase } from './networkCase.ts'
import { expected, observe } from './observe.ts'

// A table in which nothing is found proves nothing, unless a violation would have been found: each of these programs
// breaks one promise, and the tables' own checks must find it.

const lost: NetworkCase = {
  title: 'accepted, and the connection ended',
  faults: [{ what: 'drop', call: 'submit' }],
  // An engine that finds it would leave no job that is unknown.
  capabilities: { listing: null },
  code: 76,
  message: /may have been accepted and charged/,
  states: ['unknown'],
  later: 76,
}

const refused: NetworkCase = {
  title: '400',
  faults: [{ what: 'status', call: 'submit', status: 400, body: { error_code: 400 } }],
  code: 69,
  message: /does not accept/,
  states: ['failed'],
  accepted: 0,
  more: 1,
}

const busy: NetworkCase = {
  title: 'a busy engine',
  faults: [{ what: 'status', call: 'submit', status: 429, times: 1000 }],
  waitsIn: 'submit',
  code: 130,
  accepted: 0,
  states: ['created'],
  more: 1,
}

/** The command line, and further steps after a run of it. */
const withDeed =
  (deed: (program: Parameters<CommandLine>[0], code: number) => Promise<number>): CommandLine =>
  async (program) => {
    const code = await runCommandLine(program)
    return program.args[0] === 'run' ? deed(program, code) : code
  }

const discarding = { write: () => true }

/** Submits every unknown job again automatically. */
const submitsTwice = withDeed(async (program, code) => {
  const lines: string[] = []
  const stdout = { write: (text: string) => lines.push(text) }
  await runCommandLine({ ...program, args: ['jobs', '--json', '--state', 'unknown'], stdout })
  for (const line of lines.join('').split('\n').filter(Boolean)) {
    const { id } = JSON.parse(line) as { readonly id: string }
    const args = ['job', 'submit-again', id, '--may-charge-twice']
    await runCommandLine({ ...program, args, stdout: discarding, stderr: discarding })
  }
  return code
})

const writesKeyDown = ({ key }: EngineUnderTest): CommandLine =>
  withDeed(async ({ env }, code) => {
    await writeFile(join(env['PATCHBAY_HOME'] ?? '', 'debug.log'), `Bearer ${env[key]}`)
    return code
  })

const leaksKey = withDeed(async ({ stderr }, code) => {
  stderr.write(`Authorization: Bearer ${canary}\n`)
  return code
})

const showsStack = withDeed(async ({ stderr }, code) => {
  stderr.write('    at submitJob (/home/me/patchbay/main/jobs/submitJob.ts:20:9)\n')
  return code
})

const writesNothing: CommandLine = (program) => runCommandLine({ ...program, stderr: discarding })
const callsAllWell = withDeed(() => Promise.resolve(0))
const callsItsOwnFault = withDeed(() => Promise.resolve(70))

/** A program whose clock does not wait: a busy engine is called again at once. */
const hurries: CommandLine = (program) => {
  const { clock } = program
  if (clock === undefined) throw new Error('no clock')
  let hurried = 0
  return runCommandLine({
    ...program,
    clock: {
      now: () => clock.now(),
      // The third time it waits, so that the test ends.
      sleep: (wait, signal) => clock.sleep(wait >= 2000 && ++hurried < 3 ? 0 : wait, signal),
    },
  })
}

describeEnginesInTurn('the tables', (engine) => {
  const workflow = workflowsOn[engine.id].single

  test.each<[breach: string, program: CommandLine, one: NetworkCase, seen: object]>([
    [
      'submits a lost job again by itself',
      submitsTwice,
      lost,
      { posts: 2, accepted: 2, states: ['downloaded', 'cancelled'] },
    ],
    [
      'writes the key into a log',
      writesKeyDown(engine),
      refused,
      { flaws: expect.arrayContaining([expect.stringMatching(/debug\.log/)]) },
    ],
    ['says the key', leaksKey, refused, { flaws: [expect.stringMatching(/what run .* said/)] }],
    [
      'shows a stack trace',
      showsStack,
      refused,
      { flaws: [expect.stringMatching(/^run shows a stack trace/)] },
    ],
    ['says nothing', writesNothing, refused, { unsaid: '' }],
    ['ends as done', callsAllWell, lost, { code: 0 }],
    ['calls it its own fault', callsItsOwnFault, lost, { code: 70 }],
    ['does not wait for a busy engine', hurries, busy, { beforeWait: 3, posts: 3 }],
  ])('a program that %s is detected by the tables', async (_breach, commandLine, one, seen) => {
    const found = await observe({ ...one, workflow }, { program: 'here', onTestFinished, commandLine })
    expect(found).toMatchObject(seen)
    expect(found).not.toEqual(expected(one))
  })

  test.each([lost, refused, busy])('the real command line passes the same cases: $title', async (one) => {
    expect(await observe({ ...one, workflow }, { program: 'here', onTestFinished })).toEqual(expected(one))
  })
})
