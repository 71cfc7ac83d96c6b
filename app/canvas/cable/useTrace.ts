import type { PointerEvent } from 'react'
import { useEffect, useMemo, useRef } from 'react'
import { useEditor, usePart } from '../../base/useEditor.ts'
import type { Editor } from '../../base/editor.ts'
import { traceCables } from '../../graph/model/trace.ts'
import { canvasStore } from '../../state/canvas/canvasStore.ts'
import type { Tab } from '../../state/tabs.ts'
import { activeTab } from '../../state/tabs.ts'
import { isHovering, traceOnPage } from './trace.ts'

/** Lets the cables of the selection stand out. */
export function useSelectionTrace({ workflow, selected }: Pick<Tab, 'workflow' | 'selected'>): void {
  const editor = useEditor()
  const cables = usePart(canvasStore, ({ edges }) => edges)
  const { edges } = workflow
  const latest = useRef(workflow)
  useEffect(() => {
    latest.current = workflow
  })
  useEffect(() => {
    const traced = traceCables(latest.current, { nodes: selected, edges: cables })
    // What has no cables dims none.
    traceOnPage(editor, { selected: traced.size === 0 ? null : traced })
  }, [editor, edges, selected, cables])
}

interface Hovered {
  readonly kind: 'node' | 'edge'
  readonly id: string
}

/** Highlights the cables upstream and downstream of the card or cable under the pointer. */
export function useHoverTrace() {
  const editor = useEditor()
  return useMemo(() => {
    let last = ''
    const follow = (hovered: Hovered | null): void => {
      const key = hovered === null ? '' : `${hovered.kind} ${hovered.id}`
      if (key === last) return
      last = key
      traceOnPage(editor, { hovered: tracedFrom(editor, hovered) })
    }
    return {
      onPointerOver: (event: PointerEvent) => {
        if (!isBusy(editor)) follow(hoveredBy(event))
      },
      onPointerLeave: () => {
        if (isHovering(editor)) follow(null)
      },
    }
  }, [editor])
}

function isBusy(editor: Editor): boolean {
  const { moving, drag, loose } = editor.get(canvasStore).getState()
  return moving || drag !== null || loose !== null
}

function hoveredBy({ target }: PointerEvent): Hovered | null {
  if (!(target instanceof Element)) return null
  const node = target.closest<HTMLElement>('.react-flow__node:not(.react-flow__node-frame)')?.dataset['id']
  if (node !== undefined) return { kind: 'node', id: node }
  const edge = target.closest<SVGElement>('.react-flow__edge')?.dataset['id']
  return edge === undefined ? null : { kind: 'edge', id: edge }
}

function tracedFrom(editor: Editor, hovered: Hovered | null): ReadonlySet<string> | null {
  const workflow = activeTab(editor)?.workflow
  if (hovered === null || workflow === undefined) return null
  const of = (kind: Hovered['kind']): readonly string[] => (hovered.kind === kind ? [hovered.id] : [])
  return traceCables(workflow, { nodes: of('node'), edges: of('edge') })
}
