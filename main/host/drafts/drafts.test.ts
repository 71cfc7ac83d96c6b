import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { silentLog } from '#shared/services.ts'
import type { LoggedChange } from './draftLog.ts'
import { readChanges } from './draftLog.ts'
import { text } from '../testing/testWorkflows.ts'
import type { Draft } from './draft.ts'
import { openDrafts } from './drafts.ts'
import { versionOf } from './versionOf.ts'
import { testFolder } from '../../platform/testing/testFolder.ts'

const draft = (text: string, id = 'w1'): Draft => ({ id, name: 'Harbour', base: 'v0', by: 'page', text })

test('a saved draft is there for the next process, however this one ends', async () => {
  const folder = testFolder()
  const drafts = await openDrafts(folder)
  await drafts.save(draft('one'))
  // Nothing is closed: what resolved is on the disk.
  const after = await openDrafts(folder)
  expect(await after.read('w1')).toEqual(draft('one'))
  expect(after.get('w1')).toEqual({
    id: 'w1',
    name: 'Harbour',
    base: 'v0',
    by: 'page',
    version: versionOf('one'),
    revision: 1,
  })
})

test('of many that are saved at once the last one counts, here and on the disk', async () => {
  const folder = testFolder()
  const drafts = await openDrafts(folder)
  const saved = Array.from({ length: 50 }, (_, count) => drafts.save(draft(`text ${count}`)))
  expect(await drafts.read('w1')).toEqual(draft('text 49'))
  await Promise.all(saved)
  expect(await (await openDrafts(folder)).read('w1')).toEqual(draft('text 49'))
})

test('a deleted draft is gone, even right after it was saved', async () => {
  const folder = testFolder()
  const drafts = await openDrafts(folder)
  const saving = drafts.save(draft('one'))
  await drafts.drop('w1')
  await saving
  expect([drafts.get('w1'), await drafts.read('w1'), drafts.list()]).toEqual([null, null, []])
  expect(await readdir(folder)).toEqual([])
})

test('deleting up to a revision leaves what was saved later', async () => {
  const drafts = await openDrafts(testFolder())
  await drafts.save(draft('one'))
  const { revision } = drafts.get('w1') ?? { revision: 0 }
  await drafts.save(draft('two'))
  await drafts.drop('w1', revision)
  expect(await drafts.read('w1')).toEqual(draft('two'))
})

test.each(['../../outside', '/etc/passwd', 'a/b', 'con', '', '\0', 'ä'.repeat(200)])(
  'the id %j is a name in the folder and leads nowhere else',
  async (id) => {
    const folder = testFolder()
    const drafts = await openDrafts(folder)
    await drafts.save(draft('one', id))
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.json$/)])
    expect((await openDrafts(folder)).list()).toMatchObject([{ id }])
  },
)

test('a file that is no draft, or has another name, is ignored and stays', async () => {
  const folder = testFolder()
  await writeFile(join(folder, 'torn.json'), '{"id":"w1","te')
  await writeFile(join(folder, 'stranger.json'), JSON.stringify(draft('one')))
  expect((await openDrafts(folder)).list()).toEqual([])
  expect((await readdir(folder)).toSorted()).toEqual(['stranger.json', 'torn.json'])
})

test("a page that does not know another page's draft does not overwrite it", async () => {
  const drafts = await openDrafts(testFolder())
  const other = { ...draft('theirs'), by: 'other' }
  await drafts.save(draft('mine'))
  await expect(drafts.save(other)).rejects.toMatchObject({
    code: 'workflow.conflict',
    data: { draft: versionOf('mine') },
  })
  expect(await drafts.read('w1')).toEqual(draft('mine'))
  // Knowing it, the other one takes over; then the first one gets the conflict.
  expect(await drafts.save(other, versionOf('mine'))).toBe(versionOf('theirs'))
  await expect(drafts.save(draft('mine again'), versionOf('mine'))).rejects.toMatchObject({
    code: 'workflow.conflict',
  })
})

test('two pages with the same text on their canvas are not in conflict', async () => {
  const drafts = await openDrafts(testFolder())
  await drafts.save(draft('same'))
  expect(await drafts.save({ ...draft('same'), by: 'other' })).toBe(versionOf('same'))
})

test('a draft follows the rename of its file, and one with another base is left alone', async () => {
  const drafts = await openDrafts(testFolder())
  await drafts.save(draft('one'))
  await drafts.rebase('w1', 'v0', 'v1')
  await drafts.rebase('w1', 'v0', 'v2')
  expect(await drafts.read('w1')).toEqual({ ...draft('one'), base: 'v1' })
})

describe('a change', () => {
  const large = text('one')
  const changed = (word: string, more: Partial<LoggedChange> = {}): LoggedChange => ({
    name: 'Harbour',
    base: 'v0',
    by: 'page',
    change: { nodes: [{ at: 0, remove: 1, add: [{ ...node, values: { text: word } }] }], edges: [] },
    ...more,
  })
  const node = { position: { x: 0, y: 0 }, type: 'test/text', id: 'a' }
  const wordOf = (draft: Draft | null): unknown => {
    const read = readWorkflow(draft?.text ?? '')
    return read.ok ? read.workflow.nodes[0]?.values?.['text'] : null
  }

  test('that arrives while its draft is rebased on a renamed file is kept', async () => {
    const drafts = await openDrafts(testFolder())
    const whole = await drafts.save(draft(large))
    const rebased = drafts.rebase('w1', 'v0', 'v1')
    await drafts.change('w1', changed('two'), whole)
    await rebased
    const saved = await drafts.read('w1')
    expect([saved?.base, wordOf(saved)]).toEqual(['v1', 'two'])
  })

  test('is there for the next process, after those before it', async () => {
    const folder = testFolder()
    const drafts = await openDrafts(folder)
    const whole = await drafts.save(draft(large))
    const second = await drafts.change('w1', changed('two'), whole)
    const third = await drafts.change('w1', changed('three', { name: 'Port', base: 'v1' }), second)
    const after = await openDrafts(folder)
    expect(after.get('w1')).toMatchObject({ name: 'Port', base: 'v1', version: third })
    const read = await after.read('w1')
    expect([read?.name, wordOf(read), wordOf(await drafts.read('w1'))]).toEqual(['Port', 'three', 'three'])
    await after.change('w1', changed('four'), third)
    expect(wordOf(await (await openDrafts(folder)).read('w1'))).toBe('four')
  })

  test('that a kill has truncated is ignored, and the next one is appended after the one before it', async () => {
    const folder = testFolder()
    const drafts = await openDrafts(folder)
    const second = await drafts.change('w1', changed('two'), await drafts.save(draft(large)))
    await drafts.change('w1', changed('three'), second)
    const log = join(folder, (await readdir(folder)).find((file) => file.endsWith('.log')) ?? '')
    await writeFile(log, (await readFile(log, 'utf8')).slice(0, -20))
    const after = await openDrafts(folder)
    expect([after.get('w1')?.version, wordOf(await after.read('w1'))]).toEqual([second, 'two'])
    await after.change('w1', changed('four'), second)
    expect(wordOf(await (await openDrafts(folder)).read('w1'))).toBe('four')
  })

  test('of a draft with another version is refused, and of no draft at all', async () => {
    const drafts = await openDrafts(testFolder())
    const whole = await drafts.save(draft(large))
    await drafts.save(draft(text('other')))
    const conflict = { code: 'workflow.conflict' }
    await expect(drafts.change('w1', changed('two'), whole)).rejects.toMatchObject(conflict)
    await expect(drafts.change('w2', changed('two'), whole)).rejects.toMatchObject(conflict)
    expect(wordOf(await drafts.read('w1'))).toBe('other')
  })

  test('does not outlive the text that it applies to', async () => {
    const folder = testFolder()
    const drafts = await openDrafts(folder)
    await drafts.change('w1', changed('two'), await drafts.save(draft(large)))
    await drafts.save(draft(text('other')))
    expect(wordOf(await (await openDrafts(folder)).read('w1'))).toBe('other')
    await drafts.drop('w1')
    expect(await readdir(folder)).toEqual([])
  })

  test('is readable right after a whole text that is still being written', async () => {
    const drafts = await openDrafts(testFolder())
    const saving = drafts.save(draft(large))
    const changing = drafts.change('w1', changed('two'), versionOf(large))
    expect(wordOf(await drafts.read('w1'))).toBe('two')
    await Promise.all([saving, changing])
  })
})

test('changes to a draft that exist and cannot be read are not treated as if they were never made', async () => {
  const path = join(testFolder(), 'draft.log')
  expect(await readChanges(path, 'v')).toEqual([])
  await mkdir(path, { recursive: true })
  await expect(readChanges(path, 'v')).rejects.toMatchObject({ code: 'file.unreadable' })
})

test('a draft whose changes cannot be read is restored as last saved whole, like the others, and the changes are moved aside', async () => {
  const folder = testFolder()
  const before = await openDrafts(folder)
  await before.save(draft('one'))
  await before.save(draft('two', 'w2'))
  const [file = ''] = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted()
  const broken = JSON.parse(await readFile(join(folder, file), 'utf8')) as Draft
  await mkdir(join(folder, file.replace('.json', '.log'), 'something'), { recursive: true })
  const lines: string[] = []
  const drafts = await openDrafts(folder, { ...silentLog, error: (event) => void lines.push(event) })
  expect(lines).toEqual(['draft.unread'])
  expect(await drafts.read('w1')).toEqual(draft('one'))
  expect(await drafts.read('w2')).toEqual(draft('two', 'w2'))
  expect(await drafts.save({ ...broken, text: 'three' })).toBe(versionOf('three'))
  const unread = (await readdir(folder)).find((name) => name.includes('.log.unread-')) ?? ''
  expect(await readdir(join(folder, unread))).toEqual(['something'])
})
