import { useEffect, useRef } from 'react'
import { useEditor, usePart } from '../base/useEditor.ts'
import type { SeenBefore } from '../graph/acts/camera.ts'
import { refitAfterRun, seeBefore } from '../graph/acts/camera.ts'
import type { FlowNode } from '../graph/layout/flowNodes.ts'
import { runsStore } from '../state/runs/runs.ts'
import type { Tab } from '../state/tabs.ts'

/**
 * Brings back into view what the pictures of a run have pushed out of it, when the run ends or waits for the user.
 * `nodes` are those that are rendered now.
 */
export function useRefit({ run }: Tab, nodes: readonly FlowNode[]): void {
  const editor = useEditor()
  const rests = usePart(runsStore, ({ rows }) => {
    const row = rows.find(({ id }) => id === run)
    return row === undefined || row.state === 'queued' || (row.state === 'running' && row.asking !== true)
      ? ''
      : `${row.state} ${row.asking === true}`
  })
  const drawn = useRef<readonly FlowNode[]>(nodes)
  const followed = useRef({ run, seen: null as SeenBefore | null })
  useEffect(() => {
    // A quick run has its pictures before its state is known: what counts is what was shown before it.
    if (followed.current.run !== run) {
      const rects = drawn.current.map(({ id, position, width = 0, height = 0 }) => ({
        id,
        ...position,
        width,
        height,
      }))
      followed.current = { run, seen: seeBefore(editor, rects) }
    }
    drawn.current = nodes
  }, [editor, run, nodes])
  useEffect(() => {
    const { seen } = followed.current
    if (rests === '' || seen === null) return undefined
    // Cards that are pushed down by pictures are rendered in the next frame.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => refitAfterRun(editor, seen))
    })
    return () => cancelAnimationFrame(frame)
  }, [editor, rests])
}
