import type { RunRow } from '#shared/ipc/records.ts'
import { tell, tellForNow } from '../base/notify.ts'
import { openMaskStore } from '../state/mask/openMask.ts'
import { notify } from '../base/desktopNotice.ts'
import { runsStore } from '../state/runs/runs.ts'
import { answerStore } from '../state/prompts/answerStore.ts'
import { showAsking } from '../graph/acts/showAsking.ts'

/** How long the words stay, in milliseconds: the card and the line below the canvas go on to say it. */
const STAYS = 12_000

/** The runs that have begun to ask between two states of the queue. */
export function newlyAsking(before: readonly RunRow[], after: readonly RunRow[]): readonly RunRow[] {
  const asked = new Set(before.filter(({ asking }) => asking === true).map(({ id }) => id))
  return after.filter(({ id, asking }) => asking === true && !asked.has(id))
}

/** Says when a run begins to wait for a person. Answers with the way to stop. */
export function tellAsks(): () => void {
  /** By run: takes away what was told of it. */
  const told = new Map<string, () => void>()
  const takeAway = (runs: Iterable<string>): void => {
    for (const run of runs) {
      told.get(run)?.()
      told.delete(run)
    }
  }
  const stopRuns = runsStore.subscribe((after, before) => {
    if (after.rows === before.rows) return
    const asking = new Set(after.rows.filter((row) => row.asking === true).map(({ id }) => id))
    takeAway([...told.keys()].filter((run) => !asking.has(run)))
    for (const row of newlyAsking(before.rows, after.rows)) {
      const words = `${row.name} waits for you.`
      notify(words)
      // Whoever is answering it already need not be told.
      if (answerStore.getState().open?.run === row.id) continue
      const run = (): void => void showAsking(row).catch(tell)
      told.set(row.id, tellForNow(words, { stays: STAYS, action: { label: 'Show', run } }))
    }
  })
  // What stands before the person is not to be covered by words that say it is there.
  const stopAnswers = answerStore.subscribe(({ open }) => {
    if (open !== null) takeAway([...told.keys()])
  })
  const stopMasks = openMaskStore.subscribe(({ open }) => {
    if (open !== null) takeAway([...told.keys()])
  })
  return () => {
    stopRuns()
    stopAnswers()
    stopMasks()
  }
}
