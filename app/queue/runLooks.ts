import { useEffect } from 'react'
import type { RunLook } from '#shared/api/historyRequests.ts'
import type { RunRow } from '#shared/api/records.ts'
import type { Editor } from '../base/editor.ts'
import { defineStore } from '../base/editor.ts'
import { host } from '../base/host.ts'
import { notifyFailedLoad } from '../base/notify.ts'
import { useEditor, usePart } from '../base/useEditor.ts'
import { useHostGone } from '../state/use.ts'

interface Look extends Omit<RunLook, 'run'> {
  /** The state of the run that it is of: a run that has ended has made more than one that runs. */
  readonly of: string
}

/** By run: what a person recognizes it by. */
export const looksStore = defineStore<Readonly<Record<string, Look>>>(() => ({}))

/** How many are requested together. */
const TOGETHER = 50

const stampOf = ({ state, finishedAt }: RunRow): string => `${state} ${finishedAt}`

/** Those whose look is not known, or is from another state of the run. */
export const withoutLook = (
  rows: readonly RunRow[],
  looks: Readonly<Record<string, Pick<Look, 'of'>>>,
): readonly RunRow[] => rows.filter((row) => looks[row.id]?.of !== stampOf(row)).slice(0, TOGETHER)

/** Loads the looks of these runs, some at a time. */
export function useLooks(rows: readonly RunRow[]): void {
  const editor = useEditor()
  const looks = usePart(looksStore)
  const gone = useHostGone()
  const next = withoutLook(rows, looks)
  const key = next.map((row) => `${row.id} ${stampOf(row)}`).join()
  useEffect(() => {
    if (!gone && key !== '') load(editor, next).catch((thrown) => notifyFailedLoad(editor, thrown))
    // The rows are those of the key.
  }, [editor, gone, key])
}

async function load(editor: Editor, rows: readonly RunRow[]): Promise<void> {
  const found = await host(editor).request('run.looks', { runs: rows.map(({ id }) => id) })
  const none = { media: null, prompt: null }
  editor.get(looksStore).setState(
    Object.fromEntries(
      rows.map((row) => {
        const { media, prompt } = found.find(({ run }) => run === row.id) ?? none
        return [row.id, { media, prompt, of: stampOf(row) }]
      }),
    ),
  )
}
