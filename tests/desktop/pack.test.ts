import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { extractAll, getRawHeader, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requestNames } from '#shared/api/contract.ts'
import type { DesktopProcess } from './desktopProcess.ts'
import { startDesktop } from './desktopProcess.ts'
import { runPreload } from './preload.ts'

const root = join(import.meta.dirname, '../..')
// The stand-in for Electron has the layout for Linux.
const onLinux = process.platform === 'linux'

let work = ''
let archive = ''
let program = ''
let app = ''
const running: DesktopProcess[] = []

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'patchbay-pack-'))
  if (!onLinux) return
  const args = ['build/pack.mjs', 'pack', '--stand-in', `--config.directories.output=${work}`]
  // Vite would build for tests if it knew that this is one.
  const env = { ...process.env, NODE_ENV: 'production' }
  await promisify(execFile)(process.execPath, args, { cwd: root, env })
  const unpacked = join(work, process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`)
  program = join(unpacked, 'patchbay')
  archive = join(unpacked, 'resources/app.asar')
  app = join(work, 'app')
  extractAll(archive, app)
})

afterAll(async () => {
  await Promise.all(running.map((desktop) => desktop.kill()))
  await rm(work, { recursive: true, force: true })
})

const start = (home: string): DesktopProcess => {
  const desktop = startDesktop(app, home)
  running.push(desktop)
  return desktop
}

test.runIf(onLinux)('the app contains its page, its main and its preload, and none of their sources', () => {
  const files = listPackage(archive, { isPack: false })
  for (const file of [
    '/package.json',
    '/dist/main/main.js',
    '/dist/preload/preload.cjs',
    '/dist/page/index.html',
  ])
    expect(files).toContain(file)
  const folders = new Set(files.map((file) => file.split('/').slice(1, 3).join('/')))
  const own = [...folders].filter((folder) => !folder.startsWith('node_modules'))
  expect(own.toSorted()).toEqual(['dist', 'dist/main', 'dist/page', 'dist/preload', 'package.json'])
  const packages = new Set([...folders].filter((folder) => folder.startsWith('node_modules/')))
  expect([...packages].map((folder) => folder.slice(13)).toSorted()).toEqual([
    '@img',
    'detect-libc',
    'semver',
    'sharp',
  ])
  expect(files.filter((file) => /\.(map|tsx?|test\.\w+)$|\/\.built-from$/.test(file))).toEqual([])
})

// Of these the viewer for 3D models takes 0.9 MiB, and what reads videos and audio 0.7 MiB.
test.runIf(onLinux)('besides sharp, which is unpacked, the app takes no more than 5 MiB', () => {
  const packed: string[] = []
  let bytes = 0
  const weigh = (entry: object, path: string): void => {
    if ('files' in entry && typeof entry.files === 'object' && entry.files !== null)
      for (const [name, inner] of Object.entries(entry.files)) weigh(inner as object, `${path}/${name}`)
    else if (!('unpacked' in entry) && 'size' in entry) {
      packed.push(path)
      bytes += Number(entry.size)
    }
  }
  weigh(getRawHeader(archive).header, '')
  expect(packed.filter((path) => path.includes('node_modules'))).toEqual([])
  expect(bytes).toBeLessThan(5 * 2 ** 20)
})

test.runIf(onLinux)('every file in the app has the hash that it is checked by', () => {
  const lacking: string[] = []
  const check = (entry: object, path: string): void => {
    if ('files' in entry && typeof entry.files === 'object' && entry.files !== null)
      for (const [name, inner] of Object.entries(entry.files)) check(inner as object, `${path}/${name}`)
    else if (!('integrity' in entry) && !('link' in entry)) lacking.push(path)
  }
  check(getRawHeader(archive).header, '')
  expect(lacking).toEqual([])
})

test.runIf(onLinux)('the fuses are set as intended', async () => {
  const wire = await getCurrentFuseWire(program)
  const on = (fuse: FuseV1Options): boolean => wire[fuse] === FuseState.ENABLE
  expect({
    runAsNode: on(FuseV1Options.RunAsNode),
    nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
    cookieEncryption: on(FuseV1Options.EnableCookieEncryption),
    asarIntegrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyFromAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
    filePrivileges: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: false,
    nodeOptions: false,
    inspect: false,
    cookieEncryption: true,
    asarIntegrity: true,
    onlyFromAsar: true,
    filePrivileges: false,
  })
})

test.runIf(onLinux)('the packed main opens its window, and answers through the packed preload', async () => {
  const desktop = start(join(work, 'home'))
  await desktop.opened()
  const [window, ...others] = await desktop.windows()
  expect(others).toEqual([])
  expect(window?.options.webPreferences).toMatchObject({
    preload: join(app, 'dist/preload/preload.cjs'),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
  })
  expect(window?.calls).toEqual([['loadURL', 'app://patchbay/']])
  expect(await desktop.dialogs()).toEqual([])

  const bridge = runPreload(app, desktop)
  expect(Object.keys(bridge).toSorted()).toEqual(['send', 'subscribe'])
  const request = (name: string, input: unknown) => bridge.send({ id: 1, name, input })
  expect(await request('host.hello', {})).toMatchObject({ output: { firstStart: true } })
  expect(await request('example.open', { id: 'generate-then-inpaint' })).toHaveProperty('output.text')
  const { version } = JSON.parse(await readFile(join(app, 'package.json'), 'utf8')) as { version: string }
  expect(await request('host.hello', {})).toMatchObject({ output: { version } })
  expect(requestNames.length).toBeGreaterThan(40)

  const page = await desktop.fetch('app://patchbay/')
  expect([page.status, page.headers['content-security-policy']]).toEqual([
    200,
    expect.stringContaining("script-src 'self'"),
  ])
  await desktop.quit()
  expect((await desktop.windows())[0]?.gone).toBe(true)
})
