import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { WorkflowEntry } from '#shared/ipc/records.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { versionOf } from '../drafts.ts'
import type { TestSession } from '../testing/testSession.ts'
import { testSession } from '../testing/testSession.ts'

const text = (word: string): string =>
  writeWorkflow(workflowOf({ a: { type: 'test/text', values: { text: word } } }))

const save = (session: TestSession, name: string, word = 'one'): Promise<WorkflowEntry> =>
  session.ask('workflow.save', { id: null, name, text: text(word), base: null, overwrite: false })

const filesOf = async ({ home }: TestSession): Promise<readonly string[]> =>
  (await readdir(join(home, 'workflows'))).filter((file) => file.endsWith('.patchbay.json')).toSorted()

const changes = ({ events }: TestSession): number =>
  events.filter(({ type }) => type === 'workflows.changed').length

const conflict = { code: 'workflow.conflict' }

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
    expect(await session.ask('workflow.list', {})).toEqual([entry])
    expect(JSON.stringify(entry)).not.toContain(session.home)
  })

  test('opens with what was saved', async () => {
    const session = await testSession()
    const entry = await save(session, 'Harbour')
    expect(await session.ask('workflow.open', { id: entry.id })).toEqual({
      entry,
      text: text('one'),
      saved: text('one'),
      base: entry.version,
    })
  })

  test('that is saved again has another version', async () => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    const next = { id, name: 'Harbour', text: text('two'), base: version, overwrite: false }
    expect(await session.ask('workflow.save', next)).toMatchObject({ id, version: versionOf(text('two')) })
    expect(await filesOf(session)).toEqual(['Harbour.patchbay.json'])
  })

  test.each([
    ['../../etc/passwd', '-..-etc-passwd'],
    ['a/b\\c', 'a-b-c'],
    ['con', '_con'],
    ['.hidden', 'hidden'],
    ['...', 'workflow'],
    ['a\u202Eb', 'ab'],
  ])('called %j lies in its folder, as %j', async (name, file) => {
    const session = await testSession()
    await save(session, name)
    expect(await filesOf(session)).toEqual([`${file}.patchbay.json`])
  })

  test('never takes the file of another, also where the names differ in case alone', async () => {
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
  ])('whose text is none (%s) never takes the place of a good one', async (broken, code) => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    const saving = session.ask('workflow.save', { id, name: '', text: broken, base: version, overwrite: true })
    await expect(saving).rejects.toMatchObject({ code: 'input.invalid' })
    const named = session.ask('workflow.save', { id, name: 'H', text: broken, base: version, overwrite: true })
    await expect(named).rejects.toMatchObject({ code })
    expect(await session.ask('workflow.open', { id })).toMatchObject({ saved: text('one') })
  })

  test('that nobody keeps cannot be opened', async () => {
    const session = await testSession()
    const opening = session.ask('workflow.open', { id: '../settings' })
    await expect(opening).rejects.toMatchObject({ code: 'file.unreadable' })
  })

  test.each([
    ['that is UTF-16', Buffer.from('\uFEFF{}', 'utf16le')],
    ['that is not UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ])('%s is listed and says why it does not open', async (_, bytes) => {
    const session = await testSession()
    await writeFile(join(session.home, 'workflows/Old.patchbay.json'), bytes)
    const [entry] = await session.ask('workflow.list', {})
    const opening = session.ask('workflow.open', { id: entry?.id ?? '' })
    await expect(opening).rejects.toMatchObject({ code: 'file.unreadable' })
  })
})

describe('an id', () => {
  test('stays when its workflow is renamed, and across a restart', async () => {
    const session = await testSession()
    const { id } = await save(session, 'Harbour')
    expect(await session.ask('workflow.rename', { id, name: 'Port' })).toMatchObject({ id, name: 'Port' })
    expect(await filesOf(session)).toEqual(['Port.patchbay.json'])
    const after = await session.restart()
    expect(await after.ask('workflow.list', {})).toMatchObject([{ id, name: 'Port' }])
  })

  test('is never that of another workflow that is later called the same', async () => {
    const session = await testSession()
    const { id } = await save(session, 'Harbour')
    await session.ask('workflow.rename', { id, name: 'Port' })
    const other = await save(session, 'Harbour', 'two')
    expect(other.id).not.toBe(id)
    expect(await session.ask('workflow.open', { id })).toMatchObject({ saved: text('one') })
  })
})

describe('a conflict', () => {
  test('is told when the file was changed outside, and nothing is written over', async () => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    await writeFile(join(session.home, 'workflows/Harbour.patchbay.json'), text('outside'))
    const mine = { id, name: 'Harbour', text: text('mine'), base: version, overwrite: false }
    await expect(session.ask('workflow.save', mine)).rejects.toMatchObject({
      ...conflict,
      data: { version: versionOf(text('outside')) },
    })
    expect(await session.ask('workflow.open', { id })).toMatchObject({ saved: text('outside') })
    await session.ask('workflow.save', { ...mine, overwrite: true })
    expect(await session.ask('workflow.open', { id })).toMatchObject({ saved: text('mine') })
  })

  test('is told to the second of two windows that save', async () => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    const from = (word: string) => ({ id, name: 'Harbour', text: text(word), base: version, overwrite: false })
    const both = [session.ask('workflow.save', from('one window')), session.ask('workflow.save', from('another'))]
    const [first, second] = await Promise.allSettled(both)
    expect([first?.status, second]).toEqual(['fulfilled', { status: 'rejected', reason: expect.objectContaining(conflict) as Error }])
  })

  test('is told when the file is gone; saved all the same it is there again', async () => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    await rm(join(session.home, 'workflows/Harbour.patchbay.json'))
    const mine = { id, name: 'Harbour', text: text('mine'), base: version, overwrite: false }
    await expect(session.ask('workflow.save', mine)).rejects.toMatchObject(conflict)
    expect(await session.ask('workflow.save', { ...mine, overwrite: true })).toMatchObject({ id, name: 'Harbour' })
  })
})

describe('a draft', () => {
  const keep = (session: TestSession, id: string, word: string, base: string | null = null) =>
    session.ask('draft.keep', { id, name: 'Harbour', text: text(word), base })

  test('is what opens, and the entry says so; the saved text comes with it', async () => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    await keep(session, id, 'edited', version)
    const after = await session.restart()
    expect(await after.ask('workflow.open', { id })).toMatchObject({
      entry: { draft: true },
      text: text('edited'),
      saved: text('one'),
      base: version,
    })
  })

  test('that began before the file was changed outside still is in conflict with it', async () => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    await keep(session, id, 'edited', version)
    await writeFile(join(session.home, 'workflows/Harbour.patchbay.json'), text('outside'))
    const opened = await session.ask('workflow.open', { id })
    expect([opened.text, opened.base]).toEqual([text('edited'), version])
    const saving = { id, name: 'Harbour', text: opened.text, base: opened.base, overwrite: false }
    await expect(session.ask('workflow.save', saving)).rejects.toMatchObject(conflict)
  })

  test('remembers what it began with when a page does not say it again', async () => {
    const session = await testSession()
    const { id } = await save(session, 'Harbour')
    await keep(session, id, 'edited', 'where it began')
    await keep(session, id, 'edited again')
    expect(await session.ask('workflow.open', { id })).toMatchObject({ base: 'where it began' })
  })

  test('goes when it is saved; what was edited meanwhile stays', async () => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    await keep(session, id, 'edited', version)
    const saving = session.ask('workflow.save', {
      id,
      name: 'Harbour',
      text: text('edited'),
      base: version,
      overwrite: false,
    })
    await keep(session, id, 'edited on')
    expect(await saving).toMatchObject({ draft: true })
    expect(await session.ask('workflow.open', { id })).toMatchObject({
      text: text('edited on'),
      saved: text('edited'),
    })
  })

  test('that says what is saved is none', async () => {
    const session = await testSession()
    const { id } = await save(session, 'Harbour')
    await keep(session, id, 'one')
    expect(await session.ask('workflow.list', {})).toMatchObject([{ draft: false }])
  })

  test('of what was never saved is listed until it is dropped, also after a restart', async () => {
    const session = await testSession()
    const { id } = await save(session, 'Harbour')
    await keep(session, id, 'edited')
    await keep(session, 'untitled-1', 'new')
    const after = await session.restart()
    expect(await after.ask('draft.list', {})).toEqual([{ id: 'untitled-1', name: 'Harbour', text: text('new') }])
    await after.ask('draft.drop', { id: 'untitled-1' })
    expect(await after.ask('draft.list', {})).toEqual([])
  })
})

describe('a copy', () => {
  test('has the saved text, a name and an id of its own', async () => {
    const session = await testSession()
    const { id } = await save(session, 'Harbour')
    const copy = await session.ask('workflow.duplicate', { id })
    expect(copy).toMatchObject({ name: 'Harbour copy', version: versionOf(text('one')) })
    expect(copy.id).not.toBe(id)
  })
})

describe('a workflow that is removed', () => {
  test('is listed no more, its draft goes too, and a person can still find its file', async () => {
    const session = await testSession()
    const { id } = await save(session, 'Harbour')
    await session.ask('draft.keep', { id, name: 'Harbour', text: text('edited') })
    await session.ask('workflow.remove', { id })
    expect([await session.ask('workflow.list', {}), await session.ask('draft.list', {})]).toEqual([[], []])
    const aside = await readdir(join(session.home, 'workflows/removed'))
    expect(aside).toEqual([expect.stringMatching(/^[0-9a-f]{8} Harbour\.patchbay\.json$/)])
  })

  test('and another of the same name lie there side by side', async () => {
    const session = await testSession()
    for (const word of ['one', 'two']) {
      const { id } = await save(session, 'Harbour', word)
      await session.ask('workflow.remove', { id })
    }
    expect(await readdir(join(session.home, 'workflows/removed'))).toHaveLength(2)
  })
})

describe('a change', () => {
  test('that is made here is told to every page', async () => {
    const session = await testSession()
    const { id } = await save(session, 'Harbour')
    await session.ask('workflow.rename', { id, name: 'Port' })
    await session.ask('workflow.duplicate', { id })
    await session.ask('workflow.remove', { id })
    expect(changes(session)).toBe(4)
  })

  test('that was made outside is told when somebody looks, once', async () => {
    const session = await testSession()
    const { id } = await save(session, 'Harbour')
    const folder = join(session.home, 'workflows')
    await rename(join(folder, 'Harbour.patchbay.json'), join(folder, 'Port.patchbay.json'))
    await session.look()
    await session.look()
    expect(changes(session)).toBe(2)
    const [entry] = await session.ask('workflow.list', {})
    expect([entry?.name, entry?.id === id]).toEqual(['Port', false])
  })

  test.each(['notes.txt', '.hidden.patchbay.json', '.patchbay.json', 'a.json'])(
    'that concerns no workflow (%s) is not told',
    async (file) => {
      const session = await testSession()
      await writeFile(join(session.home, 'workflows', file), text('one'))
      await session.look()
      expect([changes(session), await session.ask('workflow.list', {})]).toEqual([0, []])
    },
  )
})
