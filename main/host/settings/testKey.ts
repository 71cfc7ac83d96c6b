import type { KeyTest } from '#shared/api/settingsRequests.ts'
import type { Clock } from '#shared/services.ts'
import type { EngineDefinition } from '../../engines/engine.ts'
import { noKeyFor } from '../engines/openEngine.ts'

/** Asks an engine whether it accepts a key, which costs nothing. Rejects with `account.key` or `engine.*`. */
export async function testKey(
  engine: EngineDefinition,
  api: URL,
  key: string | null,
  clock: Clock,
): Promise<KeyTest> {
  if (key === null) throw noKeyFor(engine, api)
  const connection = await engine.connect({ base: api, token: () => key, clock })
  try {
    return await connection.testKey()
  } finally {
    connection.close()
  }
}
