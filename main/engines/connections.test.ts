import { expect, test } from 'vitest'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import { engines } from './engines.ts'

test.each(engines.map((engine) => [engine.title, engine] as const))(
  'the connection to %s can do what the engine declares, and connecting calls nobody',
  async (_title, { address, capabilities, connect, media }) => {
    const connection = await connect({
      base: new URL(address.standard),
      token: () => {
        throw new Error('a call was made')
      },
      clock: fakeClock(0),
    })
    expect({
      quotes: connection.prices !== null,
      uploads: connection.uploads?.own !== undefined,
      finds: connection.client.findSubmits !== undefined,
    }).toEqual({
      quotes: capabilities.quote !== 'nothing',
      uploads: media.upload !== null,
      finds: capabilities.findsLostSubmits === 'by listing',
    })
    connection.close()
  },
)
