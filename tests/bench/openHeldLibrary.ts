import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { Services } from '#shared/services.ts'
import { acquireEngines } from '#main/host/engines/runEngines.ts'
import type { RunServicesOptions } from '#main/host/engines/runServices.ts'
import type { AttachedEngine } from '#main/host/engines/attachEngine.ts'
import type { HostOptions } from '#main/host/createHost.ts'
import { createHost } from '#main/host/createHost.ts'
import type { Library } from '#main/library/openLibrary.ts'

/** A library that this process holds, and one of its engines: for decisions about single jobs. */
export interface HeldLibrary {
  readonly library: Library
  readonly engine: AttachedEngine
  services(options: RunServicesOptions): Services
  close(): Promise<void>
}

/** Rejects with `library.*`, `account.key`, `egress.refused` or `file.unwritable`. */
export async function openHeldLibrary(options: HostOptions, id: EngineId): Promise<HeldLibrary> {
  const host = await createHost(options)
  try {
    const acquired = await acquireEngines(host.engines, 'live', new Map([[id, { id }]]))
    const { release } = acquired
    return {
      library: host.library,
      engine: acquired.of(id),
      services: (options) => host.services(options, acquired),
      async close() {
        release()
        await host.close()
      },
    }
  } catch (thrown) {
    await host.close()
    throw thrown
  }
}
