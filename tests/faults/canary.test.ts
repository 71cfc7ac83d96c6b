import { deflateSync } from 'node:zlib'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { canary, findCanary } from './canary.ts'
import type { EngineUnderTest } from './engineUnderTest.ts'
import { engines } from './engineUnderTest.ts'
import { describeEnginesInTurn } from './overEngines.ts'
import { workflowsOn } from './workflows.ts'
import { startNetworkEngine } from './network/engine.ts'
import type { Trial } from './trial.ts'
import { startTrial } from './trial.ts'

// Every trial of the suite is searched like these: see findBreaches.
async function start({ id }: EngineUnderTest, token: string | null = canary) {
  const engine = await startNetworkEngine(token, id)
  const trial = await startTrial({ workflow: workflowsOn[id].inpaint, url: engine.url })
  onTestFinished(async () => {
    await engine.close()
    await trial.remove()
  })
  return { engine, trial }
}

describeEnginesInTurn('the key', (under) => {
  test('is used, and is in nothing that a run leaves or prints', async () => {
    const { trial } = await start(under)
    expect(await trial.run()).toMatchObject({ code: 0 })
    await trial.command(['jobs', '--json'])
    await trial.command(['runs'])
    expect(await trial.leaks()).toEqual([])
  })

  test('that is refused is not printed either', async () => {
    const { trial } = await start(under, 'another one')
    expect(await trial.run()).toMatchObject({ code: 77 })
    expect(await trial.leaks()).toEqual([])
  })

  test('given where no key belongs is not printed either', async () => {
    const { trial } = await start(under)
    const env = { [under.address]: `https://${encodeURIComponent(canary)}:x@127.0.0.1:1` }
    const { stdout, stderr } = await trial.command(['run', 'flow.json', ...under.args], { env })
    expect(findCanary(Buffer.from(stdout + stderr), 'what it said')).toEqual([])
  })

  test('that the engine repeats in an answer is not stored', async () => {
    const { engine, trial } = await start(under)
    const body = { detail: [{ loc: ['body', canary], msg: `Bearer ${canary}` }], error_message: canary }
    engine.addFaults([
      { what: 'status', call: 'submit', status: 502, body },
      { what: 'word', call: 'status', word: canary, after: 1 },
    ])
    await trial.run()
    await trial.command(['resume'])
    await trial.command(['jobs', '--json'])
    expect(await trial.leaks()).toEqual([])
  })
})

/** Ways in which a key may get into a file. */
const plants: readonly (readonly [string, (trial: Trial) => unknown])[] = [
  ['plain, in a log', (trial) => writeFile(join(trial.folder, 'x.log'), `Bearer ${canary}\n`)],
  ['in the name of a file', (trial) => writeFile(join(trial.folder, encodeURIComponent(canary)), '')],
  [
    'in the store',
    (trial) => {
      const store = new DatabaseSync(join(trial.home, 'library.db'))
      store.exec(`CREATE TABLE leak (text); INSERT INTO leak VALUES ('${canary}')`)
      store.close()
    },
  ],
  [
    'in base64, anywhere in a group of three',
    (trial) => writeFile(join(trial.home, 'x'), Buffer.from(`a:${canary}:b`).toString('base64')),
  ],
  [
    'URL-encoded',
    (trial) => writeFile(join(trial.home, 'x'), `https://a.b/?k=${encodeURIComponent(canary)}`),
  ],
  [
    'compressed, in a picture',
    async (trial) => {
      await mkdir(trial.out, { recursive: true })
      await writeFile(join(trial.out, 'x.png'), pictureWith(`workflow\0${canary}`))
    },
  ],
]

test.each(plants)('a key that is planted is found: %s', async (_where, plant) => {
  const { trial } = await start(engines[0])
  await plant(trial)
  expect(await trial.leaks()).not.toEqual([])
})

test.each([0, 1, 2, 3, 4, 5])('a key is found in base64 behind %i other bytes', (before) => {
  const text = Buffer.from(`${'x'.repeat(before)}${canary}yz`)
  const found = findCanary(Buffer.from(text.toString('base64')), 'here').map(({ as }) => as)
  expect(found).toContain('base64')
})

/** A PNG of one compressed text, and no picture. */
function pictureWith(text: string): Buffer {
  const data = Buffer.concat([Buffer.from('note\0\0'), deflateSync(text)])
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from('zTXt'), data, Buffer.alloc(4)])
  chunk.writeUInt32BE(data.length)
  return Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), chunk])
}
