import { useMemo, useRef } from 'react'
import type { FlowNode } from '../../graph/layout/flowNodes.ts'
import type { Rect } from '../../base/geometry.ts'
import { around } from '../../base/geometry.ts'

/** The bounding box of all nodes, the same object while it does not change; null if there are no nodes. */
export function useExtent(nodes: readonly FlowNode[]): Rect | null {
  const lastRect = useRef<Rect | null>(null)
  return useMemo(() => {
    const next = around(nodes.map(({ position, width = 0, height = 0 }) => ({ ...position, width, height })))
    const before = lastRect.current
    const isSame = ['x', 'y', 'width', 'height'] as const
    if (before === null || next === null || isSame.some((side) => before[side] !== next[side]))
      lastRect.current = next
    return lastRect.current
  }, [nodes])
}
