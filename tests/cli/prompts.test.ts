import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { stripVTControlCharacters } from 'node:util'
import sharp from 'sharp'
import { join } from 'node:path'
import { makeFolder, readEvents, runCli, stackTrace } from './runCli.ts'
import { runCliInProcess } from './runCliInProcess.ts'
import { fileOf, turbo } from './workflows.ts'

/** Two pictures, of which one is chosen and saved. */
const workflow = fileOf(
  [
    { id: 'lines', type: 'local/text-lines', values: { text: 'a boat\na lamp' } },
    { id: 'make', type: turbo(), values: { seed: 7, image_size: 'square' } },
    { id: 'choose', type: 'local/choose', title: 'Favourite' },
    { id: 'save', type: 'local/save-image' },
  ],
  ['lines.lines > make.prompt', 'make.image > choose.images', 'choose.first > save.images'],
)

async function folderOf() {
  const cwd = await makeFolder({ 'flow.json': workflow })
  const words = ['run', join(cwd, 'flow.json'), '--out', join(cwd, 'out')]
  return {
    cwd,
    run: (...more: string[]) => runCliInProcess([...words, ...more], { cwd }),
    runBuilt: () => runCli(words, { cwd }),
  }
}

const accepted = async (cwd: string): Promise<number> =>
  (await readFile(join(cwd, 'home/practice/ledger.jsonl'), 'utf8'))
    .split('\n')
    .filter((line) => line.includes('"accepted"')).length

test('a run that needs a person ends with 65 and says at which node, what for, and how to go on', async () => {
  const { runBuilt } = await folderOf()
  const { code, stdout, stderr } = await runBuilt()
  expect({ code, stdout }).toEqual({ code: 65, stdout: '' })
  const words = stripVTControlCharacters(stderr)
  expect(words).toContain('Favourite needs user input: Choose from these pictures')
  expect(words).toContain('give choose.chosen a value')
  expect(words).not.toMatch(stackTrace)
})

test('an answer that is set beforehand is used, and earlier results are not paid for again', async () => {
  const { cwd, run } = await folderOf()
  await run()
  const { code, stdout } = await run('--set', 'choose.chosen=[1]')
  expect(code).toBe(0)
  expect(await accepted(cwd)).toBe(2)
  expect((await sharp(stdout.trim()).metadata()).format).toBe('png')
  const other = await run('--set', 'choose.chosen=[0]')
  expect(other.code).toBe(0)
  const [one, two] = await Promise.all([readFile(stdout.trim()), readFile(other.stdout.trim())])
  expect(one.equals(two)).toBe(false)
})

test('a choice of a missing picture still asks', async () => {
  const { run } = await folderOf()
  const result = await run('--set', 'choose.chosen=[2]', '--json')
  expect(result.code).toBe(65)
  expect(
    readEvents(result).find(({ type, node }) => type === 'step.failed' && node === 'choose'),
  ).toMatchObject({
    error: { code: 'person.needed', data: { node: 'choose', input: 'chosen' } },
  })
})

test('an invalid JSON answer is refused before anything is made', async () => {
  const { run } = await folderOf()
  const { code, stderr } = await run('--set', 'choose.chosen=[first]')
  expect(code).toBe(64)
  expect(stderr).toContain('--set choose.chosen: the value is not valid JSON')
})
