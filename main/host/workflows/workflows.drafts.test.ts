import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { versionOf } from '../drafts/versionOf.ts'
import type { TestSession } from '../testing/testSession.ts'
import { testSession } from '../testing/testSession.ts'
import { save, text } from '../testing/testWorkflows.ts'

const conflict = { code: 'workflow.conflict' }

describe('a conflict', () => {
  test('is reported when the file was changed outside, and nothing is overwritten', async () => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    await writeFile(join(session.home, 'workflows/Harbour.patchbay.json'), text('outside'))
    const mine = { id, name: 'Harbour', text: text('mine'), base: version, overwrite: false }
    await expect(session.request('workflow.save', mine)).rejects.toMatchObject({
      ...conflict,
      data: { version: versionOf(text('outside')) },
    })
    expect(await session.request('workflow.open', { id })).toMatchObject({ saved: text('outside') })
    await session.request('workflow.save', { ...mine, overwrite: true })
    expect(await session.request('workflow.open', { id })).toMatchObject({ saved: text('mine') })
  })

  test('is reported to the second of two windows that save', async () => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    const from = (word: string) => ({
      id,
      name: 'Harbour',
      text: text(word),
      base: version,
      overwrite: false,
    })
    const both = [
      session.request('workflow.save', from('one window')),
      session.request('workflow.save', from('another')),
    ]
    const [first, second] = await Promise.allSettled(both)
    expect([first?.status, second]).toEqual([
      'fulfilled',
      { status: 'rejected', reason: expect.objectContaining(conflict) as Error },
    ])
  })

  test('is reported when the file is gone; saving anyway restores it', async () => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    await rm(join(session.home, 'workflows/Harbour.patchbay.json'))
    const mine = { id, name: 'Harbour', text: text('mine'), base: version, overwrite: false }
    await expect(session.request('workflow.save', mine)).rejects.toMatchObject(conflict)
    expect(await session.request('workflow.save', { ...mine, overwrite: true })).toMatchObject({
      id,
      name: 'Harbour',
    })
  })
})

describe('a draft', () => {
  const saveDraft = (session: TestSession, id: string, word: string, base: string | null = null) =>
    session.request('draft.keep', { id, name: 'Harbour', text: text(word), base })

  test('is what opens, and the entry says so; the saved text is returned with it', async () => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    await saveDraft(session, id, 'edited', version)
    const after = await session.restart()
    expect(await after.request('workflow.open', { id })).toMatchObject({
      entry: { draft: true },
      text: text('edited'),
      saved: text('one'),
      base: version,
    })
  })

  test('that began before the file was changed outside is still in conflict with it', async () => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    await saveDraft(session, id, 'edited', version)
    await writeFile(join(session.home, 'workflows/Harbour.patchbay.json'), text('outside'))
    const opened = await session.request('workflow.open', { id })
    expect([opened.text, opened.base]).toEqual([text('edited'), version])
    const saving = { id, name: 'Harbour', text: opened.text, base: opened.base, overwrite: false }
    await expect(session.request('workflow.save', saving)).rejects.toMatchObject(conflict)
  })

  test('remembers its base when a page does not send it again', async () => {
    const session = await testSession()
    const { id } = await save(session, 'Harbour')
    await saveDraft(session, id, 'edited', 'where it began')
    await saveDraft(session, id, 'edited again')
    expect(await session.request('workflow.open', { id })).toMatchObject({ base: 'where it began' })
  })

  test('is deleted when it is saved; edits made meanwhile stay', async () => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    await saveDraft(session, id, 'edited', version)
    const saving = session.request('workflow.save', {
      id,
      name: 'Harbour',
      text: text('edited'),
      base: version,
      overwrite: false,
    })
    await saveDraft(session, id, 'edited on')
    expect(await saving).toMatchObject({ draft: true })
    expect(await session.request('workflow.open', { id })).toMatchObject({
      text: text('edited on'),
      saved: text('edited'),
    })
  })

  test('that equals the saved file is none', async () => {
    const session = await testSession()
    const { id } = await save(session, 'Harbour')
    await saveDraft(session, id, 'one')
    expect(await session.request('workflow.list', {})).toMatchObject([{ draft: false }])
  })

  test('of an unsaved workflow is listed until it is deleted, even after a restart', async () => {
    const session = await testSession()
    const { id } = await save(session, 'Harbour')
    await saveDraft(session, id, 'edited')
    await saveDraft(session, 'untitled-1', 'new')
    const after = await session.restart()
    expect(await after.request('draft.list', {})).toEqual([
      { id: 'untitled-1', name: 'Harbour', text: text('new'), version: versionOf(text('new')) },
    ])
    await after.request('draft.drop', { id: 'untitled-1' })
    expect(await after.request('draft.list', {})).toEqual([])
  })
})

describe('a change', () => {
  test('of a workflow without a draft starts from the saved file', async () => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    const nodes = [
      {
        at: 0,
        remove: 1,
        add: [{ id: 'a', type: 'test/text', position: { x: 0, y: 0 }, values: { text: 'two' } }],
      },
    ]
    const change = { id, name: 'Harbour', base: version, by: 'page', change: { nodes, edges: [] } }
    const answer = await session.request('draft.change', { ...change, after: version })
    const after = await session.restart()
    const opened = await after.request('workflow.open', { id })
    expect([opened.draft, opened.base, opened.entry.draft]).toEqual([answer.version, version, true])
    expect(JSON.parse(opened.text)).toEqual(JSON.parse(text('two')))
    await expect(after.request('draft.change', { ...change, after: version })).rejects.toMatchObject({
      code: 'workflow.conflict',
    })
  })
})

describe('a draft of another page', () => {
  const saveDraft = (
    session: TestSession,
    id: string,
    word: string,
    by: string,
    after: string | null = null,
  ) => session.request('draft.keep', { id, name: 'Harbour', text: text(word), by, after })

  test('stays when this page saves, and its page learns that the file has changed', async () => {
    const session = await testSession()
    const { id, version } = await save(session, 'Harbour')
    await session.request('draft.keep', { id, name: 'Harbour', text: text('theirs'), base: version, by: 'B' })
    const mine = { id, name: 'Harbour', text: text('mine'), base: version, overwrite: false, by: 'A' }
    expect(await session.request('workflow.save', mine)).toMatchObject({ draft: true })
    expect(await session.request('workflow.open', { id })).toMatchObject({
      text: text('theirs'),
      saved: text('mine'),
      base: version,
      draft: versionOf(text('theirs')),
    })
  })

  test('is not deleted by this page', async () => {
    const session = await testSession()
    await saveDraft(session, 'untitled-1', 'theirs', 'B')
    await session.request('draft.drop', { id: 'untitled-1', by: 'A' })
    expect(await session.request('draft.list', {})).toMatchObject([{ text: text('theirs') }])
    await session.request('draft.drop', { id: 'untitled-1', by: 'B' })
    expect(await session.request('draft.list', {})).toEqual([])
  })

  test('is announced to every page when it is saved and when it is deleted, with the page that did it', async () => {
    const session = await testSession()
    const saved = { id: 'draft-1', name: 'Harbour', by: 'one page' }
    const { version } = await session.request('draft.keep', { ...saved, text: text('one') })
    await session.request('draft.drop', { id: 'draft-1', by: 'another page' })
    await session.request('draft.drop', { id: 'draft-1', by: 'one page' })
    expect(session.events).toEqual([
      { type: 'draft.changed', id: 'draft-1', by: 'one page', version },
      { type: 'draft.changed', id: 'draft-1', by: 'one page', version: null },
    ])
  })
})
