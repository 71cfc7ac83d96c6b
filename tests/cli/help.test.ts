import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { commandTable } from '#main/cli/command/helpText.ts'
import { commands } from '#main/cli/commandLine.ts'
import { environment } from '#main/cli/command/environment.ts'
import { EXIT, exitMeanings } from '#main/cli/console/exitCode.ts'
import { makeFolder } from './runCli.ts'
import { runCliInProcess } from './runCliInProcess.ts'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/command-line.md'), 'utf8')

/** The command line's output; it must succeed. */
async function printed(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCliInProcess(args, { cwd: await makeFolder() })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return stdout
}

describe('help', () => {
  test.each(commands.map((command) => [command.name, command] as const))(
    'of %s has every argument, every option that is not hidden, and every example',
    async (name, { parameters, options, examples }) => {
      const text = await printed(...name.split(' '), '--help')
      expect(await printed('help', ...name.split(' '))).toBe(text)
      const shown = Object.entries(options).filter(([, { hidden }]) => !hidden)
      for (const { value } of Object.values(parameters)) expect(text).toContain(`  <${value}>`)
      for (const [option] of shown) expect(text).toMatch(new RegExp(`^ {2}--${option}( |$)`, 'm'))
      for (const { line } of examples) expect(text).toContain(line)
    },
  )

  test('is shared by commands with the same first word', async () => {
    const text = await printed('job', '--help')
    for (const verb of ['attach', 'detach', 'find', 'refresh', 'submit-again'])
      expect(text).toContain(`job ${verb} <job>`)
  })

  test('has every command, variable and exit code', async () => {
    const text = await printed('--help')
    for (const { name } of commands) expect(text).toMatch(new RegExp(`^ {2}${name}( |$)`, 'm'))
    for (const name of Object.keys(environment)) expect(text).toContain(`  ${name} `)
    expect(exitMeanings.map(([code]) => code)).toEqual(Object.values(EXIT))
    for (const [code, meaning] of exitMeanings)
      expect(text).toMatch(new RegExp(`^ {2}${code} +${meaning}`, 'm'))
  })

  test('no line is wider than a hundred characters', async () => {
    const texts = await Promise.all(
      [['help'], ...commands.map(({ name }) => ['help', ...name.split(' ')])].map((args) => printed(...args)),
    )
    expect(texts.flatMap((text) => text.split('\n')).filter((line) => line.length > 100)).toEqual([])
  })
})

test('the table in docs/command-line.md equals the declarations', () => {
  const [table = ''] = /^\| command \| does(?:.*\n)+?(?=\n)/m.exec(page) ?? []
  expect(table).toBe(`${commandTable(commands)}\n`)
})

test('docs/command-line.md has every variable and every exit code', () => {
  for (const name of Object.keys(environment)) expect(page).toContain(`\`${name}\``)
  for (const [code] of exitMeanings) expect(page).toMatch(new RegExp(`^\\| ${code} \\| `, 'm'))
})

/** The calls of the command line that a page has in code: `patchbay run flow.json --live`. */
const callsIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?:`|^|<\()(?:npm run -s )?patchbay (?:-- )?([a-z][^`)|\n]*)/gm)].map(([, call = '']) =>
    call.trim(),
  )

/** What a call has that the command line lacks; null if there is nothing. */
function checkCall(call: string): string | null {
  const command = commands
    .filter(({ name }) => call === name || call.startsWith(`${name} `))
    .toSorted((a, b) => b.name.length - a.name.length)[0]
  if (command === undefined) return call
  const options = [...call.matchAll(/--([a-z-]+)/g)].map(([, option = '']) => option)
  const unknown = options.find((option) => !Object.hasOwn(command.options, option) && option !== 'help')
  return unknown === undefined ? null : `${call}: --${unknown}`
}

const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)]

test.each(pages.filter((path) => path.endsWith('.md')))('the commands in %s are there', (path) => {
  const calls = callsIn(readFileSync(join(root, path), 'utf8'))
  expect(calls.flatMap((call) => checkCall(call) ?? [])).toEqual([])
})

test('a command or an option in a page that is not there is found', () => {
  const text =
    '`patchbay run a --live` and `patchbay fly`\nnpm run -s patchbay -- runs --fast\n`patchbay job find <job>`'
  expect(callsIn(text).flatMap((call) => checkCall(call) ?? [])).toEqual(['fly', 'runs --fast: --fast'])
})

test.each([
  [[], 64, /run needs <file>/],
  [['a', '--egnine', 'practice'], 64, /did you mean "--engine"\?/],
])('an invalid argument refers to the help of the command: run %j', async (args, code, words) => {
  const result = await runCliInProcess(['run', ...args], { cwd: await makeFolder() })
  expect(result.code).toBe(code)
  expect(result.stderr).toMatch(words)
  expect(result.stderr).toContain('Run "patchbay run --help" for help.')
})

const bash = promisify(execFile)

/** Bash's completions for the last of these words, with the script that the command line prints. */
async function completions(line: string): Promise<readonly string[]> {
  const words = line.split(' ')
  const script = await printed('completion', 'bash')
  const call = `${script}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${words.length - 1}
_patchbay
printf '%s\\n' "\${COMPREPLY[@]}"`
  const cwd = await makeFolder({ 'flow.json': '{}' })
  const { stdout } = await bash('bash', ['--noprofile', '--norc', '-c', call], { cwd })
  return stdout.split('\n').filter((word) => word !== '')
}

describe.skipIf(process.platform === 'win32')('completion in bash', () => {
  test.each<[line: string, offered: readonly string[]]>([
    ['patchbay st', ['status']],
    ['patchbay job ', ['attach', 'detach', 'find', 'refresh', 'submit-again']],
    ['patchbay job re', ['refresh']],
    ['patchbay run f', ['flow.json']],
    ['patchbay run flow.json --in', ['--incomplete']],
    ['patchbay run flow.json --engine ', ['practice', 'runcomfy', 'fal']],
    ['patchbay job attach j r --', ['--confirm', '--json', '--verbose', '--help']],
    ['patchbay completion z', ['zsh']],
    ['patchbay run --target ', []],
  ])('%s', async (line, offered) => {
    expect(await completions(line)).toEqual(offered)
  })
})

test.each(['zsh', 'fish'])('completion in %s has every command and every option', async (shell) => {
  const text = await printed('completion', shell)
  for (const { name, options } of commands) {
    for (const word of name.split(' ')) expect(text).toContain(word)
    const shown = Object.entries(options).filter(([, { hidden }]) => !hidden)
    for (const [option] of shown) expect(text).toContain(shell === 'fish' ? ` -l ${option} ` : `--${option}[`)
  }
})
