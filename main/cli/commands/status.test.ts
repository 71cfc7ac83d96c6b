import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Settings } from '#shared/api/records.ts'
import { testFolder } from '../../platform/testing/testFolder.ts'
import { testContext } from '../testing/testContext.ts'
import status from './status.ts'

/** The output of the command in a library with these settings and this key. */
async function statusOf({
  set = {},
  key,
  env = {},
}: {
  /** Also as earlier versions wrote them. */
  readonly set?: Partial<Settings> | { readonly engine?: string; readonly apiUrl: string }
  readonly key?: { readonly secret: string; readonly origin: string }
  readonly env?: Readonly<Record<string, string>>
}) {
  const home = testFolder()
  writeFileSync(join(home, 'settings.json'), JSON.stringify(set))
  if (key !== undefined) writeFileSync(join(home, 'key'), JSON.stringify(key), { mode: 0o600 })
  const context = testContext({ env: { PATCHBAY_HOME: home, ...env } })
  await status.run({ json: true }, context)
  const said = context.printed()
  expect(said).not.toContain('rc-secret')
  const { engine, engines } = JSON.parse(said) as {
    readonly engine: unknown
    readonly engines: readonly { readonly id: string; readonly address: unknown; readonly key: object }[]
  }
  const { address, key: state } = engines.find(({ id }) => id === 'runcomfy') ?? {}
  return { engine, address, key: { ...state, variable: undefined } }
}

const OFFICIAL = 'https://model-api.runcomfy.net'
const other = 'https://other.example'

test('by default: practice, the official address, no key', async () => {
  expect(await statusOf({})).toEqual({
    engine: { name: 'practice', from: 'default' },
    address: { origin: OFFICIAL, from: 'default' },
    key: { from: null },
  })
})

test('the environment takes precedence over the settings', async () => {
  const set = { engine: 'practice', apiUrl: 'https://set.example' } as const
  const env = {
    PATCHBAY_ENGINE: 'runcomfy',
    PATCHBAY_API_URL: `${other}/v1`,
    RUNCOMFY_API_TOKEN: 'rc-secret-2',
  }
  expect(await statusOf({ set, env, key: { secret: 'rc-secret-1', origin: other } })).toEqual({
    engine: { name: 'runcomfy', from: 'environment' },
    address: { origin: other, from: 'environment' },
    key: { from: 'environment' },
  })
})

test("the stored address and key are used if the environment has none, and a command's engine is independent", async () => {
  const set = { engine: 'runcomfy', apiUrl: other } as const
  expect(await statusOf({ set, key: { secret: 'rc-secret', origin: other } })).toEqual({
    engine: { name: 'practice', from: 'default' },
    address: { origin: other, from: 'settings' },
    key: { from: 'file' },
  })
})

test('a changed address does not get the key of the environment', async () => {
  const env = { RUNCOMFY_API_TOKEN: 'rc-secret' }
  expect(await statusOf({ set: { apiUrl: other }, env })).toMatchObject({
    address: { origin: other, from: 'settings' },
    key: { from: null, elsewhere: OFFICIAL },
  })
})
