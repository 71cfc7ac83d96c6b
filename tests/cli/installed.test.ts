import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { makeFolder } from './runCli.ts'

const root = join(import.meta.dirname, '../..')
const run = promisify(execFile)

/** npm itself, as a script. */
function npm(words: readonly string[], cwd: string) {
  const script = process.env['npm_execpath']
  const env = { ...process.env, npm_config_update_notifier: 'false' }
  return script === undefined
    ? run('npm', words, { cwd, env, shell: process.platform === 'win32' })
    : run(process.execPath, [script, ...words], { cwd, env })
}

/**
 * Packs the built project, and puts it into an empty folder like an install. Its dependencies are linked from here, so
 * that nothing is downloaded.
 */
async function install(folder: string): Promise<string> {
  await npm(['pack', '--offline', '--ignore-scripts', '--pack-destination', folder], root)
  const archive = (await readdir(folder)).find((file) => file.endsWith('.tgz')) ?? ''
  const packages = join(folder, 'node_modules')
  await mkdir(packages)
  await run('tar', ['-xzf', join(folder, archive), '-C', packages])
  const installed = join(packages, 'package')
  const { dependencies } = manifestIn(installed)
  for (const name of Object.keys(dependencies))
    await symlink(join(root, 'node_modules', name), join(packages, name), 'junction')
  return installed
}

// The cast is sound: it is our own file.
const manifestIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly version: string
    readonly bin: { readonly patchbay: string }
    readonly dependencies: Readonly<Record<string, string>>
  }

test('the package contains what runs and none of its sources, and runs an example where nothing else is installed', async () => {
  const folder = await makeFolder()
  const installed = await install(folder)
  const files = (await readdir(installed, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(installed.length + 1)
        .replaceAll('\\', '/'),
    )
  const places = new Set(files.map((file) => file.split('/').slice(0, -1).join('/')))
  expect([...places].toSorted()).toEqual([
    '',
    'dist/cli',
    // The entry of the desktop app: npm packs the `main` of a package whatever `files` says.
    'dist/main',
    'dist/page',
    'dist/page/assets',
    'examples',
    'examples/pictures',
    'examples/results',
  ])
  expect(files.filter((file) => /\.(map|tsx?|mjs|test\.\w+)$|\.built-from$/.test(file))).toEqual([])
  expect(files.filter((file) => file.startsWith('dist/main/'))).toEqual(['dist/main/main.js'])
  expect(files).toEqual(expect.arrayContaining(['dist/cli/worker.js', 'dist/page/index.html', 'LICENSE']))

  const { bin, version } = manifestIn(installed)
  const program = join(installed, bin.patchbay)
  expect(readFileSync(program, 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node')
  const home = join(folder, 'home')
  const patchbay = (...words: string[]) =>
    run(process.execPath, [program, ...words], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: home, PATCHBAY_HOME: home },
    })
  expect((await patchbay('version')).stdout).toBe(`${version}\n`)
  const example = join(installed, 'examples/generate-then-inpaint.json')
  const { stdout } = await patchbay('run', example, '--out', 'out')
  const pictures = stdout.trimEnd().split('\n')
  expect([
    pictures.length > 0,
    pictures.every((path) => existsSync(join(folder, path)) || existsSync(path)),
  ]).toEqual([true, true])
})
