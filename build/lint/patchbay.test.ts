import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { expect, test } from 'vitest'

import { root } from '../prepare/root.mjs'

const inFunction = (statement: string) =>
  `export function a(give, run) {\n  ${statement}\n  run()\n  give()\n}\n`

/** APIs that only a host has: refused in shared/ and nodes/, allowed in main/. */
const worldly = [
  ['console.log(1)', 'eslint(no-restricted-globals)'],
  ['setTimeout(run, 1)', 'eslint(no-restricted-globals)'],
  ["fetch('https://example.org')", 'eslint(no-restricted-globals)'],
  ['give(process.env)', 'eslint(no-restricted-globals)'],
  ['give(performance.now())', 'eslint(no-restricted-globals)'],
  ['globalThis.fetch()', 'eslint(no-restricted-globals)'],
  ['give(Date.now())', 'eslint(no-restricted-properties)'],
  ['give(Math.random())', 'eslint(no-restricted-properties)'],
  ['give(new Date())', 'patchbay(no-ambient-date)'],
  ['give(Date())', 'patchbay(no-ambient-date)'],
] as const

/** Planted files, by path, and the rules that must refuse them. */
const planted: Record<string, { text: string; refusedBy: readonly string[] }> = {
  'shared/lent-time.ts': { text: 'export const iso = (ms) => new Date(ms).toISOString()\n', refusedBy: [] },
  'main/double-cast.ts': {
    text: 'export const a = (b) => b as unknown as string\n',
    refusedBy: ['patchbay(no-double-cast)'],
  },
  'main/export-all.ts': { text: "export * from './b.ts'\n", refusedBy: ['patchbay(no-export-all)'] },
  'main/default.ts': { text: 'export default 1\n', refusedBy: ['import(no-default-export)'] },
  'nodes/local/default.ts': { text: 'export default 1\n', refusedBy: [] },
  'app/enter.ts': {
    text: "export const a = (event) => event.key === 'Enter'\n",
    refusedBy: ['patchbay(no-bare-enter)'],
  },
  'app/not-enter.ts': {
    text: "export const a = (event) => 'Enter' !== event.nativeEvent.key\n",
    refusedBy: ['patchbay(no-bare-enter)'],
  },
  'app/case-enter.ts': {
    text: "export function a(event, go) {\n  switch (event.key) {\n    case 'Enter':\n      go()\n  }\n}\n",
    refusedBy: ['patchbay(no-bare-enter)'],
  },
  'app/base/keys/isEnter.ts': {
    text: "export const isEnter = (event) => event.key === 'Enter'\n",
    refusedBy: [],
  },
  // A hook that is not called each time shifts those behind it, which stops the page.
  'app/viewer/hook.tsx': {
    text: 'export function A({ useA, a }) {\n  if (a === null) return null\n  return useA(a)\n}\n',
    refusedBy: ['react(hooks)', 'react-hooks(rules-of-hooks)'],
  },
  'app/viewer/raw-button.tsx': {
    text: "export const A = () => <button type='button'>a</button>\n",
    refusedBy: ['patchbay(no-raw-button)'],
  },
  'app/viewer/button.tsx': {
    text: 'export const A = ({ Button, button }) => <Button button={button}>a</Button>\n',
    refusedBy: [],
  },
  'app/base/ui/raw-button.tsx': {
    text: "export const A = () => <button type='button'>a</button>\n",
    refusedBy: [],
  },
  'app/viewer/library.ts': {
    text: "import { Menu } from '@base-ui/react/menu'\n\nexport const A = Menu\n",
    refusedBy: ['eslint(no-restricted-imports)'],
  },
  'app/base/ui/library.ts': {
    text: "import { Menu } from '@base-ui/react/menu'\n\nexport const A = Menu\n",
    refusedBy: [],
  },
  'main/any.ts': { text: 'export const a = (b: any) => b\n', refusedBy: ['typescript(no-explicit-any)'] },
  'main/long.ts': { text: 'export {}\n'.repeat(401), refusedBy: ['eslint(max-lines)'] },
  'main/full.ts': { text: 'export {}\n'.repeat(400), refusedBy: [] },
}

/** Code that would give a page too many rights: refused everywhere except in the one file that checks it. */
const dangerous = [
  ['give({ nodeIntegration: true })', 'safe-window-options'],
  ['give({ nodeIntegrationInWorker: true })', 'safe-window-options'],
  ['give({ nodeIntegrationInSubFrames: true })', 'safe-window-options'],
  ['give({ contextIsolation: false })', 'safe-window-options'],
  ["give({ 'sandbox': false })", 'safe-window-options'],
  ['give({ sandbox: run() })', 'safe-window-options'],
  ['give({ webSecurity: false })', 'safe-window-options'],
  ['give({ webviewTag: true })', 'safe-window-options'],
  ['give({ navigateOnDragDrop: true })', 'safe-window-options'],
  ['give({ allowRunningInsecureContent: true })', 'safe-window-options'],
  ['give({ enableRemoteModule: true })', 'safe-window-options'],
  ['run.webPreferences.sandbox = false', 'safe-window-options'],
  ['give(electron.remote)', 'no-remote'],
  ["shell.openExternal('https://example.org')", 'guarded-calls'],
  ["electron.shell.openExternal('https://example.org')", 'guarded-calls'],
  ["ipcMain.on('a', run)", 'guarded-calls'],
  ["ipcMain.handle('a', run)", 'guarded-calls'],
  ["electron.ipcMain.handle('a', run)", 'guarded-calls'],
  ["run.executeJavaScript('1')", 'no-evaluation'],
  ["app.commandLine.appendSwitch('no-sandbox')", 'no-evaluation'],
  ["give(new Function('return 1'))", 'no-evaluation'],
] as const

for (const [number, [statement, rule]] of dangerous.entries())
  planted[`main/electron/dangerous${number}.ts`] = {
    text: inFunction(statement),
    refusedBy: [`patchbay(${rule})`],
  }

Object.assign(planted, {
  'main/electron/remote.ts': {
    text: "import { a } from '@electron/remote'\n\nexport const b = a\n",
    refusedBy: ['patchbay(no-remote)'],
  },
  'main/electron/evaluated.ts': {
    text: inFunction("give(eval('1'))"),
    refusedBy: ['eslint(no-eval)'],
  },
  'main/electron/guardWindow.ts': { text: inFunction("shell.openExternal('https://a')"), refusedBy: [] },
  'main/electron/serveIpc.ts': { text: inFunction("ipcMain.handle('a', run)"), refusedBy: [] },
  'main/electron/safe.ts': {
    text: inFunction('give({ sandbox: true, contextIsolation: true, nodeIntegration: false })'),
    refusedBy: [],
  },
})

/** Patterns that freeze on a text of a megabyte, and one that cannot be analysed. */
const slow = [
  'give(/x+$/)',
  'give(/[. ]+$/g)',
  'give(/(a+)+b/)',
  'give(new RegExp(run))',
  "give(RegExp('x+$'))",
]

for (const [number, statement] of slow.entries()) {
  const text = inFunction(statement)
  for (const room of ['shared', 'nodes', 'main', 'app'])
    planted[`${room}/slow${number}.ts`] = { text, refusedBy: ['patchbay(linear-pattern)'] }
  planted[`main/slow${number}.test.ts`] = { text, refusedBy: [] }
}
planted['main/quick.ts'] = { text: inFunction('give(/^x+$/, /x+/g)'), refusedBy: [] }

/** Ways to catch an error, and whether the error is swallowed. */
const catches = [
  ['try { run() } catch {}', true],
  ['try { run() } catch {\n    // It does not matter.\n  }', true],
  ['try { run() } catch (thrown) { give(thrown) }', false],
  ['run().catch(() => {})', true],
  ['run().catch(() => undefined)', true],
  ['run().catch(function () {})', true],
  ['run().then(use, () => {})', true],
  ['run().then(() => {}, use)', false],
  ['run().catch(use)', false],
  ["run().on('error', () => {})", false],
] as const

for (const [number, [statement, refused]] of catches.entries()) {
  const text = inFunction(statement)
  for (const room of ['shared', 'nodes', 'main', 'app'])
    planted[`${room}/catch${number}.ts`] = { text, refusedBy: refused ? ['patchbay(no-empty-catch)'] : [] }
  planted[`main/catch${number}.test.ts`] = { text, refusedBy: [] }
}

/** Ways to start another program, and whether they pass on the keys in the environment. */
const children = [
  ["spawn('a', [])", true],
  ["spawn('a', [], { stdio: 'ignore' })", true],
  ["spawn('a', [], { env: process.env })", true],
  ["spawn('a', [], { env: { ...process.env } })", true],
  ["spawn('a', [], run ? { env: childEnvironment(use) } : {})", true],
  ["spawn('a', [], { env: run ? childEnvironment(use) : process.env })", true],
  ["start('a', [])", true],
  ["utilityProcess.fork('a')", true],
  ["spawn('a', [], { env: childEnvironment(use) })", false],
  ["start('a', { env: childEnvironment(use) })", false],
  ["/a/.exec('a')", false],
] as const

for (const [number, [statement, refused]] of children.entries())
  planted[`main/child${number}.ts`] = {
    text: `import { execFile as start, spawn } from 'node:child_process'\n${inFunction(`${statement}\n  give(start, spawn)`)}`,
    refusedBy: refused ? ['patchbay(child-environment)'] : [],
  }

for (const [number, [statement, rule]] of worldly.entries()) {
  const text = inFunction(statement)
  planted[`shared/worldly${number}.ts`] = { text, refusedBy: [rule] }
  planted[`nodes/local/worldly${number}.ts`] = { text, refusedBy: [rule] }
  planted[`main/worldly${number}.ts`] = { text, refusedBy: [] }
  planted[`shared/worldly${number}.test.ts`] = { text, refusedBy: [] }
}

/** Functions of so many lines, however they are written, from their first line to their last. */
const functionsOf = (lines: number) => {
  const [code = '', blank = '', comment = ''] = ['\n  run()', '\n', '\n  // why'].map((line) =>
    line.repeat(lines - 2),
  )
  return [
    `export function a(run) {${code}\n}\n`,
    `export function a() {${blank}\n}\n`,
    `export const a = (run) => {${code}\n}\n`,
    `export const a = [1].map((one) => {${comment.replace('// why', 'return one')}\n})\n`,
    `export class A {\n  a(run) {${code}\n  }\n}\n`,
    `export const a = {\n  async a(run) {${code}\n  },\n}\n`,
    `export const a = (() => {${code.replaceAll('run()', 'a.b()')}\n})()\n`,
  ]
}

for (const [number, text] of functionsOf(81).entries()) {
  for (const room of ['shared', 'nodes', 'main', 'app'])
    planted[`${room}/function${number}.ts`] = { text, refusedBy: ['eslint(max-lines-per-function)'] }
  planted[`main/function${number}.test.ts`] = { text, refusedBy: [] }
  planted[`app/testing/function${number}.ts`] = { text, refusedBy: [] }
}
for (const [number, text] of functionsOf(80).entries())
  planted[`main/fitting${number}.ts`] = { text, refusedBy: [] }

test('the lint configuration refuses what it must and nothing else', async () => {
  const project = await mkdtemp(join(tmpdir(), 'patchbay-lint-'))
  try {
    await cp(join(root, '.oxlintrc.json'), join(project, '.oxlintrc.json'))
    await cp(join(root, 'build/lint'), join(project, 'build/lint'), { recursive: true })
    for (const [path, { text }] of Object.entries(planted)) {
      await mkdir(dirname(join(project, path)), { recursive: true })
      await writeFile(join(project, path), text)
    }
    const expected = Object.entries(planted).map(([path, { refusedBy }]) => [path, refusedBy])
    expect(await refusals(project)).toEqual(Object.fromEntries(expected))
  } finally {
    await rm(project, { recursive: true })
  }
})

/** The rules that refuse each planted file of a folder. */
async function refusals(project: string): Promise<Record<string, string[]>> {
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint')
  const folders = ['shared', 'nodes', 'main', 'app']
  const report = await new Promise<string>((resolve) => {
    // It exits with 1, having something to report.
    execFile(process.execPath, [oxlint, '--format', 'json', ...folders], { cwd: project }, (_, stdout) => {
      resolve(stdout)
    })
  })
  // The cast: what oxlint writes, as far as it is read here.
  const { diagnostics } = JSON.parse(report) as { diagnostics: { code: string; filename: string }[] }
  const codesOf = (path: string) =>
    diagnostics.filter(({ filename }) => filename === path).map(({ code }) => code)
  return Object.fromEntries(Object.keys(planted).map((path) => [path, codesOf(path)]))
}
