import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, onTestFinished, test } from 'vitest'

import { runStep } from './child.mjs'

const moduleUrl = (name: string) => JSON.stringify(fileURLToPath(new URL(name, import.meta.url)))

interface How {
  readonly by?: string
  readonly env?: Readonly<Record<string, string>>
}

/** A script that runs `program` as its child, like build/patchbay.mjs, and copies the child's stdout. */
function wrapper(program: string, { by = 'runChild', env = {} }: How = {}) {
  const script = `
    import { ${by} } from ${moduleUrl('./child.mjs')}
    import { runScript } from ${moduleUrl('./stop.mjs')}
    const node = process.execPath
    await runScript(async () => (await ${by}(node, ['--eval', ${JSON.stringify(program)}], { node })).code)
  `
  return spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

test.each([
  ['the program itself', 'runChild', ['RUNCOMFY_API_TOKEN', 'PATCHBAY_S3_SECRET', 'PATCHBAY_HOME']],
  ['a tool', 'runStep', ['PATCHBAY_HOME']],
])('%s gets its part of the environment: keys are for the program alone', async (_, by, names) => {
  const env = { RUNCOMFY_API_TOKEN: 'a', PATCHBAY_S3_SECRET: 'b', PATCHBAY_HOME: 'c' }
  const keysScript = JSON.stringify(Object.keys(env))
  const script = wrapper(`console.log(${keysScript}.filter((name) => name in process.env).join())`, {
    by,
    env,
  })
  const [output] = (await once(script.stdout, 'data')) as [Buffer]
  expect(output.toString().trim()).toBe(names.join())
})

test.each([0, 1, 65])('exit code %i of the child is passed on', async (code) => {
  expect(await once(wrapper(`process.exit(${code})`), 'exit')).toEqual([code, null])
})

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('a child that dies of %s ends the script with %i', async (signal, code) => {
  const script = wrapper("console.log('ready'); setInterval(() => {}, 1e6)")
  await once(script.stdout, 'data')
  script.kill(signal)
  expect(await once(script, 'exit')).toEqual([code, null])
})

test('a child that handles a signal decides how the script ends', async () => {
  const script = wrapper(
    "process.on('SIGINT', () => { console.log('cancelled'); process.exit(7) }); console.log('ready'); setInterval(() => {}, 1e6)",
  )
  await once(script.stdout, 'data')
  script.kill('SIGINT')
  const [output] = (await once(script.stdout, 'data')) as [Buffer]
  expect(output.toString()).toBe('cancelled\n')
  expect(await once(script, 'exit')).toEqual([7, null])
})

test('the output of a step goes into its log, and the step has its variables', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-step-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const log = join(folder, 'output.txt')
  const node = process.execPath
  const program = 'console.log(process.env.GREETING); console.error("and bye")'
  for (const greeting of ['hello', 'again']) {
    const env = { GREETING: greeting }
    expect(await runStep(node, ['--eval', program], { node, log, env })).toEqual({ code: 0, output: '' })
  }
  expect(readFileSync(log, 'utf8')).toBe('hello\nand bye\nagain\nand bye\n')
})
