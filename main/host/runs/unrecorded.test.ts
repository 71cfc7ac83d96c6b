import { expect, test } from 'vitest'
import { finish, startSession, withRuns } from '../testing/testRuns.ts'

test('a run whose history cannot be written continues, and that is reported once', async () => {
  const session = await startSession()
  session.library.database.write(
    `CREATE TRIGGER closed BEFORE INSERT ON steps BEGIN SELECT RAISE(ABORT, 'closed'); END`,
  )
  const [run = ''] = await session.queue('one')
  await finish(session)
  expect(await session.rows()).toEqual(['one done'])
  expect(session.events.filter(({ type }) => type === 'history.incomplete')).toEqual([
    { type: 'history.incomplete', run, why: expect.stringContaining('closed') },
  ])
})

test('a run of another account is refused by name, and stays interrupted', async () => {
  const first = await startSession()
  const [run = ''] = await first.queue('one')
  // As a version wrote it that had one engine.
  first.library.database.write(`UPDATE runs SET account = 'another', accounts = NULL WHERE id = ?`, run)
  const second = withRuns(await first.restart(), first.gated)
  await expect(second.request('run.resume', { run })).rejects.toMatchObject({
    code: 'account.key',
    message: `The run ${run} (one) was started with another key or address of the API. Use that one to resume it.`,
  })
  expect(await second.rows()).toEqual(['one interrupted'])
})
