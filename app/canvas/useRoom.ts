import { useEffect, useRef } from 'react'
import { useEditor } from '../base/useEditor.ts'
import type { Tab } from '../state/tabs.ts'
import { amend } from '../state/tabs.ts'
import type { Result } from '../state/results/results.ts'
import { grownCards } from '../graph/layout/grownCards.ts'
import type { FlowNode } from '../graph/layout/flowNodes.ts'
import type { NodeRect } from '../graph/model/align.ts'
import { moveTo } from '../graph/model/moveTo.ts'
import { pushDown } from '../graph/model/pushDown.ts'
import { refitGroups } from '../graph/model/refit.ts'

/**
 * Makes room for the pictures that a run brings: cards that a growing card would cover move down. That is no edit by
 * the user, and so no undo step. Results from before the page was opened, and previews, move nothing.
 */
export function useRoom(
  { id, readOnly, run }: Tab,
  nodes: readonly FlowNode[],
  results: Readonly<Record<string, Result>>,
): void {
  const editor = useEditor()
  const drawn = useRef<readonly FlowNode[]>([])
  useEffect(() => {
    // A quick run ends before it is ever rendered, so its results are recognized by their time.
    const isNew = (node: string): boolean => {
      const result = results[node]
      return result?.run !== undefined && result.run === run && result.finishedAt >= performance.timeOrigin
    }
    const grown = grownCards(drawn.current, nodes, isNew)
    drawn.current = nodes
    if (readOnly || grown.size === 0) return
    const cards = nodes
      .filter(({ type }) => type !== 'frame')
      .map((node): NodeRect => {
        const { position, width = 0, height = 0 } = node
        return { id: node.id, ...position, width, height }
      })
    const fixed = new Set(nodes.filter(({ draggable }) => draggable === false).map((node) => node.id))
    const positions = pushDown(cards, grown, fixed)
    if (positions.size > 0)
      amend(editor, id, (before) => moveTo(positions)(refitGroups(cards, positions)(before)))
  }, [editor, id, readOnly, run, nodes, results])
}
