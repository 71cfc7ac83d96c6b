import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readRefusal, refusal } from './refusal.ts'
import { makeFolder, runCli } from './runCli.ts'
import { runCliInProcess } from './runCliInProcess.ts'
import { fileOf, turbo } from './workflows.ts'

const workflow = fileOf([{ id: 'make', type: turbo(), values: { prompt: 'a lamp', seed: 1 } }])

/** The arguments with the file in the folder of the test. */
const within = (folder: string, args: readonly string[]): string[] =>
  args.map((word) => (word === 'flow.json' ? join(folder, word) : word))

test.each<[args: string[], ...words: RegExp[]]>([
  [[], /run|usage/i],
  [['paint'], /paint/],
  [['run'], /file/i],
  [['validate'], /file/i],
  [['run', 'flow.json', 'other.json'], /other\.json/],
  [['run', 'flow.json', '--fast'], /--fast/],
  [['run', 'flow.json', '--engine'], /--engine/],
  [['run', 'flow.json', '--engine', 'dall-e'], /dall-e/, /practice/, /runcomfy/],
  [['run', 'flow.json', '--concurrency', '0'], /--concurrency/],
  [['run', 'flow.json', '--concurrency', '-1'], /--concurrency/],
  [['run', 'flow.json', '--concurrency', '1.5'], /--concurrency/],
  [['run', 'flow.json', '--concurrency', 'many'], /--concurrency/, /many/],
  [['run', 'flow.json', '--target', 'ghost'], /--target/, /ghost/],
  [['run', 'flow.json', '--set', 'make.seed'], /--set/, /make\.seed/],
  [['run', 'flow.json', '--set', 'seed=1'], /--set/, /seed=1/],
  [['run', 'flow.json', '--set', 'make.seed=one'], /--set/, /make\.seed/, /JSON/],
  [['run', 'flow.json', '--set', 'ghost.seed=1'], /--set/, /ghost/],
  [['run', 'flow.json', '--set', 'make.nothing=1'], /--set/, /nothing/],
  [['run', 'flow.json', '--set', 'make.__proto__=1'], /--set/, /__proto__/],
  [['practice', '--port', '70000'], /--port/, /70000/],
  [['practice', '--port', 'x'], /--port/],
  [['practice', '--pace', 'slow'], /--pace/, /slow/],
  [['nodes', 'all'], /all/],
])('%j: 64', async (args, ...words) => {
  const folder = await makeFolder({ 'flow.json': workflow })
  const result = await runCliInProcess(within(folder, args), { cwd: folder })
  expect(readRefusal(result, words)).toEqual(refusal(64, result))
  expect(result.stdout).toBe('')
})

test.each([[[]], [['paint']], [['run', 'flow.json', '--target', 'ghost']], [['nodes', 'all']], [['-h']]])(
  '%j: the built program says and does the same',
  async (args) => {
    const folder = await makeFolder({ 'flow.json': workflow })
    const words = within(folder, args)
    expect(await runCli(words, { cwd: folder })).toEqual(await runCliInProcess(words, { cwd: folder }))
  },
)

test.each<[env: Record<string, string>, ...words: RegExp[]]>([
  [{ PATCHBAY_ENGINE: 'dall-e' }, /PATCHBAY_ENGINE/, /dall-e/],
  [{ PATCHBAY_ENGINE: 'runcomfy', PATCHBAY_API_URL: 'no address' }, /PATCHBAY_API_URL/],
  [{ PATCHBAY_ENGINE: 'runcomfy', PATCHBAY_API_URL: 'ftp://api.example.com' }, /PATCHBAY_API_URL/],
  [{ PATCHBAY_ENGINE: 'runcomfy', PATCHBAY_API_URL: 'http://api.example.com' }, /PATCHBAY_API_URL/, /https/],
])('the environment %j: 64', async (env, ...words) => {
  const folder = await makeFolder({ 'flow.json': workflow })
  const result = await runCliInProcess(['run', join(folder, 'flow.json')], {
    cwd: folder,
    env: { RUNCOMFY_API_TOKEN: 'rc-test', ...env },
  })
  expect(readRefusal(result, words)).toEqual(refusal(64, result))
})

test.each(['--help', '-h'])('%s is not an error: 0, and the commands on stdout', async (flag) => {
  const { code, stdout, stderr } = await runCliInProcess([flag], { cwd: await makeFolder() })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  for (const command of ['run', 'validate', 'nodes', 'practice']) expect(stdout).toContain(command)
})

test('a value that --set puts out of range is a problem of the workflow: 65', async () => {
  const folder = await makeFolder({ 'flow.json': workflow })
  const result = await runCliInProcess(within(folder, ['run', 'flow.json', '--set', 'make.num_images=9']), {
    cwd: folder,
  })
  expect(readRefusal(result, [/num_images: 9 is above 4/])).toEqual(refusal(65, result))
})

test.each([
  ['run', 'flow.json', '--set', 'make.prompt=@gone.txt'],
  ['practice', '--faults', 'gone.txt'],
])('a file that %s %s %s names and that does not exist: 66', async (...args) => {
  const folder = await makeFolder({ 'flow.json': workflow })
  const result = await runCli(args, { cwd: folder })
  expect(readRefusal(result, [/gone\.txt/])).toEqual(refusal(66, result))
})

test.each([
  ['[{"what": "drop", "call": "submit"}, {"what": "drop", "call": 5}]', /list of faults: \[1\]/],
  ['{}', /list of faults: the file: /],
  ['[{]', /list of faults: this is not JSON: line 1, column 3/],
])('an invalid faults file is refused with the position: %s', async (faults, place) => {
  const folder = await makeFolder({ 'faults.json': faults })
  const result = await runCli(['practice', '--faults', 'faults.json'], { cwd: folder })
  expect(result.code).toBe(65)
  expect(result.stderr).toMatch(place)
})
