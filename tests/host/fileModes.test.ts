import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { HostEvent } from '#shared/api/contract.ts'
import { makeFolder } from '../cli/runCli.ts'
import { startEditor } from './startEditor.ts'

/** The files of a library that others may read, by their path in it; saved pictures are the user's to share. */
async function openFiles(home: string): Promise<readonly string[]> {
  const entries = await readdir(home, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  const modes = await Promise.all(
    files.map(async (path) => ({ path, mode: (await stat(path)).mode & 0o777 })),
  )
  return modes
    .filter(({ mode }) => (mode & 0o077) !== 0)
    .map(({ path, mode }) => `${relative(home, path)} ${mode.toString(8)}`)
    .filter((line) => !line.startsWith('pictures/'))
}

const ended =
  (run: string) =>
  (event: HostEvent): boolean =>
    event.type === 'run.events' &&
    event.run === run &&
    event.events.some(({ type }) => type === 'run.finished')

describe.skipIf(process.platform === 'win32')('in a folder that others may read', () => {
  test('every file of a library is for this user alone, including those of an earlier version', async () => {
    const home = join(await makeFolder(), 'home')
    await mkdir(home)
    await chmod(home, 0o755)
    const first = await startEditor({ home })
    const { client } = first
    const { name, text } = await client.request('example.open', { id: 'generate-then-inpaint' })
    const { run } = await client.request('run.start', {
      text,
      workflow: null,
      targets: null,
      fresh: false,
      first: false,
    })
    await first.waitForEvent(ended(run))
    await client.request('draft.keep', { id: 'untitled-1', name, text })
    await client.request('workflow.save', { id: null, name, text, base: null, overwrite: false })
    await client.request('settings.change', { theme: 'dark' })
    await client.request('key.set', { engine: 'runcomfy', key: 'sk-canary-0123456789', remember: true })
    await client.request('tabs.keep', { tabs: [], active: null })
    const names = (await readdir(home)).toSorted()
    expect(names).toEqual(expect.arrayContaining(['key', 'library.db', 'library.db-wal', 'settings.json']))
    expect(await openFiles(home)).toEqual([])
    await first.end('SIGKILL')

    const old = ['key', 'library.db', 'library.db-wal', 'library.lock', 'settings.json', 'tabs.json']
    for (const file of old) await chmod(join(home, file), 0o644)
    const drafts = (await readdir(join(home, 'drafts'))).map((file) => join('drafts', file))
    for (const file of drafts) await chmod(join(home, file), 0o644)
    await writeFile(join(home, 'library.db-shm'), '', { flag: 'a', mode: 0o644 })
    const second = await startEditor({ home })
    expect(await openFiles(home)).toEqual([])
    expect((await stat(home)).mode & 0o777).toBe(0o755)
    await second.end('SIGINT')
  })
})
