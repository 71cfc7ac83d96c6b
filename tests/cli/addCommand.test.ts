import { cp, mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { runCommandLine } from '#main/cli/commandLine.ts'
import { createOutput } from '../faults/output.ts'
import { makeFolder } from './runCli.ts'

const root = join(import.meta.dirname, '../..')

const greet = `
import { defineCommand } from '../command/defineCommand.ts'
import { flag } from '../command/options.ts'
import { required } from '../command/parameters.ts'

export default defineCommand({
  name: 'greet',
  group: 'help',
  summary: 'Greet somebody',
  parameters: { name: required({ value: 'name', summary: 'Who is greeted' }) },
  options: { loudly: flag('In capitals') },
  run({ name, loudly }, { console }) {
    console.print(loudly ? name.toUpperCase() : name)
    return 0
  },
})
`

/** A copy of the command line with one more file, beside the rest of the project. */
async function copyWith(name: string, source: string): Promise<string> {
  const folder = await makeFolder()
  await mkdir(join(folder, 'main'))
  await cp(join(root, 'main/cli'), join(folder, 'main/cli'), {
    recursive: true,
    filter: (path) => !path.endsWith('.test.ts'),
  })
  await writeFile(join(folder, 'main/cli/commands', name), source)
  await cp(join(root, 'package.json'), join(folder, 'package.json'))
  const beside = (await readdir(join(root, 'main'), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && entry.name !== 'cli')
    .map(({ name }) => `main/${name}`)
  for (const part of [...beside, 'shared', 'nodes', 'node_modules'])
    await symlink(join(root, part), join(folder, part), 'junction')
  return join(folder, 'main/cli/commandLine.ts')
}

test('adding a file in commands/ adds a command', async () => {
  // The cast is sound: it is a copy of that module.
  const copy = (await import(await copyWith('greet.ts', greet))) as {
    readonly runCommandLine: typeof runCommandLine
  }
  const run = async (...args: readonly string[]) => {
    const [stdout, stderr] = [createOutput(), createOutput()]
    const code = await copy.runCommandLine({
      args,
      env: { PATCHBAY_HOME: await makeFolder() },
      stdout: { write: (text) => stdout.add(text) },
      stderr: { write: (text) => stderr.add(text) },
      signals: { on() {}, exit() {} },
      version: 'under test',
    })
    return { code, stdout: stdout.text(), stderr: stderr.text() }
  }
  expect(await run('greet', 'ada', '--loudly')).toEqual({ code: 0, stdout: 'ADA\n', stderr: '' })
  expect((await run('help')).stdout).toMatch(/^ {2}greet <name> +Greet somebody$/m)
  expect((await run('greet', '--help')).stdout).toMatch(/^ {2}--loudly +In capitals$/m)
  for (const shell of ['bash', 'zsh', 'fish'])
    expect((await run('completion', shell)).stdout).toMatch(/greet[^]*loudly/)
  expect((await run('gret', 'ada')).stderr).toMatch(/did you mean "greet"\?/)
})
