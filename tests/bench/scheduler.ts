import { contenders } from './contenders.ts'
import { measureInstant } from './instant.ts'
import { createRunner } from './runner.ts'
import { measureTimed } from './timed.ts'

/** The scheduler beside its lower bounds and other libraries, as markdown. `say` gets progress messages. */
export async function benchScheduler(log: (line: string) => void): Promise<string> {
  const runners = Object.keys(contenders).map(createRunner)
  try {
    const instant = await measureInstant(runners, log)
    const timed = await measureTimed(runners, log)
    return `## Scheduler\n\n${instant}\n\n${timed}`
  } finally {
    await Promise.all(runners.map(async (runner) => runner.close()))
  }
}
