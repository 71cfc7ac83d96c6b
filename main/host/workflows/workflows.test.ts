import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { versionOf } from '../drafts/versionOf.ts'
import type { TestSession } from '../testing/testSession.ts'
import { testSession } from '../testing/testSession.ts'
import { filesOf, named, save, text } from '../testing/testWorkflows.ts'

const changes = ({ events }: TestSession): number =>
  events.filter(({ type }) => type === 'workflows.changed').length

describe('a workflow', () => {
  test('that is saved is a file with its text, and an entry without its path', async () => {
    const session = await testSession()
    const entry = await save(session, 'Harbour')
    expect(entry).toEqual({
      id: expect.any(String),
      name: 'Harbour',
      savedAt: expect.any(Number),
      version: versionOf(text('one')),
      draft: false,
    })
    expect(await readFile(join(session.home, 'workflows/Harbour.patchbay.json'), 'utf8')).toBe(text('one'))
    expect(await session.request('workflow.list', {})).toEqual([entry])
    expect(JSON.stringify(entry)).not.toContain(session.home)
  })

  test('opens with what was saved', async () => {
    const session = await testSession()
    const entry = await save(session, 'Harbour')
    expect(await session.request('workflow.open', { id: entry.id })).toEqual({
      entry,
      text: text('one'),
      saved: text('one'),
      base: entry.version,
      draft: null,
    })
  })

  test('that is saved again has another version', async () => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    const next = { id, name: 'Harbour', text: text('two'), base: version, overwrite: false }
    expect(await session.request('workflow.save', next)).toMatchObject({
      id,
      version: versionOf(text('two')),
    })
    expect(await filesOf(session)).toEqual(['Harbour.patchbay.json'])
  })

  test.each([
    ['../../etc/passwd', '_..-etc-passwd'],
    ['a/b\\c', 'a-b-c'],
    ['con', '_con'],
    ['.hidden', 'hidden'],
    ['...', 'workflow'],
    ['a\u202Eb', 'ab'],
  ])('named %j is in its folder, as %j', async (name, file) => {
    const session = await testSession()
    await save(session, name)
    expect(await filesOf(session)).toEqual([`${file}.patchbay.json`])
  })

  test('never takes the file of another, even if the names differ only in case', async () => {
    const session = await testSession()
    for (const name of ['Harbour', 'Harbour', 'HARBOUR']) await save(session, name)
    expect(await filesOf(session)).toEqual([
      'HARBOUR (3).patchbay.json',
      'Harbour (2).patchbay.json',
      'Harbour.patchbay.json',
    ])
  })

  test.each([
    ['{"format":"patchbay/workflow"', 'workflow.invalid'],
    ['{}', 'workflow.invalid'],
    [text('one').replace('"version": 1', '"version": 2'), 'workflow.newer'],
  ])('whose text is invalid (%s) never replaces a valid one', async (broken, code) => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    const saving = session.request('workflow.save', {
      id,
      name: '',
      text: broken,
      base: version,
      overwrite: true,
    })
    await expect(saving).rejects.toMatchObject({ code: 'input.invalid' })
    const named = session.request('workflow.save', {
      id,
      name: 'H',
      text: broken,
      base: version,
      overwrite: true,
    })
    await expect(named).rejects.toMatchObject({ code })
    expect(await session.request('workflow.open', { id })).toMatchObject({ saved: text('one') })
  })

  test('with an unknown id cannot be opened', async () => {
    const session = await testSession()
    const opening = session.request('workflow.open', { id: '../settings' })
    await expect(opening).rejects.toMatchObject({ code: 'file.unreadable' })
  })

  test.each([
    ['that is UTF-16', Buffer.from('\uFEFF{}', 'utf16le')],
    ['that is not UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ])('%s is listed and says why it does not open', async (_, bytes) => {
    const session = await testSession()
    await writeFile(join(session.home, 'workflows/Old.patchbay.json'), bytes)
    const [entry] = await session.request('workflow.list', {})
    const opening = session.request('workflow.open', { id: entry?.id ?? '' })
    await expect(opening).rejects.toMatchObject({ code: 'file.unreadable' })
  })
})

describe('an id', () => {
  test('stays when its workflow is renamed, and across a restart', async () => {
    const session = await testSession()
    const { id } = await save(session, 'Harbour')
    expect(await session.request('workflow.rename', { id, name: 'Port' })).toMatchObject({ id, name: 'Port' })
    expect(await filesOf(session)).toEqual(['Port.patchbay.json'])
    const after = await session.restart()
    expect(await after.request('workflow.list', {})).toMatchObject([{ id, name: 'Port' }])
  })

  test('is never that of another workflow that later gets the same name', async () => {
    const session = await testSession()
    const { id } = await save(session, 'Harbour')
    await session.request('workflow.rename', { id, name: 'Port' })
    const other = await save(session, 'Harbour', 'two')
    expect(other.id).not.toBe(id)
    expect(await session.request('workflow.open', { id })).toMatchObject({ saved: named('one', 'Port') })
  })
})

describe('a name', () => {
  test('that is given to a file is given to the workflow in it, and no draft gets a conflict from that', async () => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    await session.request('draft.keep', { id, name: 'Harbour', text: text('edited'), base: version })
    const entry = await session.request('workflow.rename', { id, name: 'Port' })
    expect(await session.request('workflow.open', { id })).toEqual({
      entry,
      saved: named('one', 'Port'),
      text: text('edited'),
      base: entry.version,
      draft: versionOf(text('edited')),
    })
  })

  test.each([
    ['of a newer version', Buffer.from(text('one').replace('"version": 1', '"version": 2'))],
    ['that cannot be read', Buffer.from([0x7b, 0xff, 0x7d])],
  ])('changes the file of a workflow %s, and not a byte in it', async (_, bytes) => {
    const session = await testSession()
    await writeFile(join(session.home, 'workflows/Old.patchbay.json'), bytes)
    const [entry] = await session.request('workflow.list', {})
    await session.request('workflow.rename', { id: entry?.id ?? '', name: 'New' })
    expect(await readFile(join(session.home, 'workflows/New.patchbay.json'))).toEqual(bytes)
  })
})

describe('a copy', () => {
  test('has the saved text, a name and an id of its own', async () => {
    const session = await testSession()
    const { id } = await save(session, 'Harbour')
    const copy = await session.request('workflow.duplicate', { id })
    expect(copy).toMatchObject({
      name: 'Harbour copy',
      version: versionOf(named('one', 'Harbour copy')),
    })
    expect(copy.id).not.toBe(id)
  })
})

describe('a workflow that is removed', () => {
  test('is no longer listed, nor is its draft, and the user can still find both', async () => {
    const session = await testSession()
    const { id } = await save(session, 'Harbour')
    await session.request('draft.keep', { id, name: 'Harbour', text: text('edited') })
    await session.request('workflow.remove', { id })
    expect([await session.request('workflow.list', {}), await session.request('draft.list', {})]).toEqual([
      [],
      [],
    ])
    const removed = await readdir(join(session.home, 'workflows/removed'))
    expect(removed.toSorted()).toEqual([
      expect.stringMatching(/^[0-9a-f]{8} Harbour\.patchbay\.json$/),
      expect.stringMatching(/^[0-9a-f]{8} not saved Harbour\.patchbay\.json$/),
    ])
  })

  test('is restored with its id and its draft, beside another file that has its name by then', async () => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    await session.request('draft.keep', { id, name: 'Harbour', text: text('edited'), base: version })
    const { removed } = await session.request('workflow.remove', { id })
    await save(session, 'Harbour', 'two')
    expect(await session.request('workflow.restore', { removed })).toMatchObject({
      id,
      name: 'Harbour (2)',
      version,
    })
    expect(await session.request('workflow.open', { id })).toMatchObject({
      text: text('edited'),
      saved: text('one'),
    })
    await expect(session.request('workflow.restore', { removed })).rejects.toMatchObject({
      code: 'file.unreadable',
    })
  })

  test.each(['../settings', 'removed/x', '00000000 Harbour.patchbay.json'])(
    'cannot be restored under another name, such as %j',
    async (removed) => {
      const session = await testSession()
      const { id } = await save(session, 'Harbour')
      await session.request('workflow.remove', { id })
      await expect(session.request('workflow.restore', { removed })).rejects.toMatchObject({
        code: 'file.unreadable',
      })
    },
  )

  test('is listed with its unsaved changes, also by the next process, and can be read and restored there', async () => {
    const session = await testSession()
    const { id } = await save(session, 'Harbour')
    await session.request('draft.keep', { id, name: 'Harbour', text: text('edited') })
    await session.request('workflow.remove', { id })
    const { home } = session
    await session.close()
    const next = await testSession({ home })
    const removed = await next.request('workflow.listRemoved', {})
    expect(removed.map(({ name, kind }) => `${name} ${kind}`).toSorted()).toEqual([
      'Harbour draft',
      'Harbour removed',
    ])
    const key = removed.find(({ kind }) => kind === 'removed')?.removed ?? ''
    expect(await next.request('workflow.openRemoved', { removed: key })).toEqual({
      name: 'Harbour',
      text: text('one'),
    })
    expect(await next.request('workflow.restore', { removed: key })).toMatchObject({ name: 'Harbour' })
    expect((await next.request('workflow.listRemoved', {})).map(({ kind }) => kind)).toEqual(['draft'])
  })

  test('and another of the same name are both there', async () => {
    const session = await testSession()
    for (const word of ['one', 'two']) {
      const { id } = await save(session, 'Harbour', word)
      await session.request('workflow.remove', { id })
    }
    expect(await readdir(join(session.home, 'workflows/removed'))).toHaveLength(2)
  })
})

describe('a change', () => {
  test('that is made here is announced to every page', async () => {
    const session = await testSession()
    const { id } = await save(session, 'Harbour')
    await session.request('workflow.rename', { id, name: 'Port' })
    await session.request('workflow.duplicate', { id })
    await session.request('workflow.remove', { id })
    expect(changes(session)).toBe(4)
  })

  test('that was made outside is announced at the next check, once', async () => {
    const session = await testSession()
    const { id } = await save(session, 'Harbour')
    const folder = join(session.home, 'workflows')
    await rename(join(folder, 'Harbour.patchbay.json'), join(folder, 'Port.patchbay.json'))
    await session.look()
    await session.look()
    expect(changes(session)).toBe(2)
    const [entry] = await session.request('workflow.list', {})
    expect([entry?.name, entry?.id === id]).toEqual(['Port', false])
  })

  test.each(['notes.txt', '.hidden.patchbay.json', '.patchbay.json', 'a.json'])(
    'that concerns no workflow (%s) is not announced',
    async (file) => {
      const session = await testSession()
      await writeFile(join(session.home, 'workflows', file), text('one'))
      await session.look()
      expect([changes(session), await session.request('workflow.list', {})]).toEqual([0, []])
    },
  )
})
