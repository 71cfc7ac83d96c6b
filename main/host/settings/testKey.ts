import type { Clock } from '#shared/services.ts'
import { noKeyFor } from '../engines/openEngine.ts'
import { createClient } from '../../engines/runcomfy/client.ts'
import { createEgress } from '../../network/egress.ts'

/** Requests the balance of a key, which costs nothing. Rejects with `account.key` or `engine.*`. */
export async function testKey(
  api: URL,
  key: string | null,
  clock: Clock,
): Promise<{ readonly balance: number; readonly currency: string }> {
  if (key === null) throw noKeyFor(api)
  const egress = createEgress({ api, token: () => key })
  try {
    return await createClient({ egress, clock }).balance()
  } finally {
    egress.close()
  }
}
