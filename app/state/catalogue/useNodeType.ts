import { useEffect } from 'react'
import { withCarried } from '#shared/catalogue/carried.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { notifyFailedLoad } from '../../base/notify.ts'
import { useEditor, usePart } from '../../base/useEditor.ts'
import { catalogueStore } from './catalogue.ts'
import { loadTypes } from './loadTypes.ts'

/**
 * The node types that this page knows, for a workflow with what only it carries; the component renders again when there
 * are more.
 */
export const useRegistry = (workflow?: Pick<Workflow, 'schemas'> | null): Registry =>
  usePart(catalogueStore, ({ registry }) => (workflow ? withCarried(registry, workflow) : registry))

/** One node type, which is loaded if need be: undefined until then, and if the host has none of that name. */
export function useNodeType(type: string | null): NodeType | undefined {
  useTypes(type === null ? NONE : [type])
  return usePart(catalogueStore, ({ registry }) => (type === null ? undefined : registry.get(type)))
}

const NONE: readonly string[] = []

/** Loads these node types if need be. */
export function useTypes(types: readonly string[]): void {
  const editor = useEditor()
  const joined = [...new Set(types)].toSorted().join('\n')
  useEffect(() => {
    if (joined === '') return
    loadTypes(editor, joined.split('\n')).catch((thrown) => notifyFailedLoad(editor, thrown))
  }, [editor, joined])
}
