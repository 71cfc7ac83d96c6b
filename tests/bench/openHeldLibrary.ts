import type { EngineName } from '#shared/catalogue/engineName.ts'
import type { AttachedEngine } from '#main/host/engines/attachEngine.ts'
import type { HostOptions } from '#main/host/createHost.ts'
import { createHost } from '#main/host/createHost.ts'
import type { Library } from '#main/library/openLibrary.ts'

/** A library that this process holds, and one of its engines: for decisions about single jobs. */
export interface HeldLibrary {
  readonly library: Library
  readonly engine: AttachedEngine
  close(): Promise<void>
}

/** Rejects with `library.*`, `account.key`, `egress.refused` or `file.unwritable`. */
export async function openHeldLibrary(options: HostOptions, name: EngineName): Promise<HeldLibrary> {
  const host = await createHost(options)
  try {
    const { engine, release } = await host.engines.acquire(name)
    return {
      library: host.library,
      engine,
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
