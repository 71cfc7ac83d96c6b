import { expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { defineNode } from '#shared/nodes/defineNode.ts'
import { text, withDefault } from '#shared/ports/port.ts'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { testSession } from '../testing/testSession.ts'

const NODES = 10
const PAST = 200
const MAX_FRAMES = 200

/** The most that a page may be sent for a node of a run, in bytes: its events, and the row of its run. */
const MAX_PER_NODE = 2000

test('a run sends a page what changes, however long the history is', async () => {
  const clock = fakeClock()
  const slow = defineNode({
    type: 'test/slow',
    title: 'Slow',
    category: 'Test',
    inputs: { in: withDefault(text('In'), ''), own: withDefault(text('Own'), '') },
    outputs: { out: text('Out') },
    async run() {
      await clock.sleep(20)
      return { out: 'words' }
    },
  })
  const session = await testSession({ clock, nodes: [slow] })
  const { runs } = session.library
  const out = { out: '', folder: '', pictures: [], concurrency: 1, fresh: false }
  const request = { mode: 'practice' as const, only: null, targets: null, ...out }
  for (let at = 0; at < PAST; at++) {
    runs.start({ id: `past ${at}`, name: 'Harbour', accounts: {}, workflow: '{}', request, at })
    runs.finish(`past ${at}`, 'done', null, at + 1)
  }
  const ids = Array.from({ length: NODES }, (_, at) => `n${at}`)
  const chain = workflowOf(
    Object.fromEntries(ids.map((id) => [id, { type: 'test/slow', values: { own: id } }])),
    ids.slice(1).map((id, at) => `n${at}.out > ${id}.in`),
    'Chain',
  )
  await session.request('run.start', {
    text: writeWorkflow(chain),
    workflow: null,
    targets: null,
    fresh: false,
    first: false,
  })
  await session.frame()
  // The first answer of a host has all rows; a page that was there before has them.
  session.events.length = 0
  const isOver = (): boolean => session.events.some((event) => JSON.stringify(event).includes('run.finished'))
  for (let at = 0; at < MAX_FRAMES && !isOver(); at++) await clock.advance(20)
  await session.frame()
  expect(isOver()).toBe(true)
  const bytes = session.events.reduce((sum, event) => sum + JSON.stringify(event).length, 0)
  expect(bytes).toBeLessThan(NODES * MAX_PER_NODE)
})
