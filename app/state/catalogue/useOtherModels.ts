import { useEffect, useState } from 'react'
import type { FoundType } from '#shared/api/catalogueRequests.ts'
import { readEndpointType } from '#shared/endpoint/endpointType.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import { host } from '../../base/host.ts'
import { notifyFailedLoad } from '../../base/notify.ts'
import { useEditor, usePart } from '../../base/useEditor.ts'
import { catalogueStore } from './catalogue.ts'

/** The most models that are offered. */
const LIMIT = 200

interface OtherModels {
  readonly models: readonly FoundType[]
  readonly pending: boolean
}

/** The models for the same task as a remote node type, those of other engines first. */
export function useOtherModels(type: Pick<NodeType, 'type' | 'category' | 'where'> | undefined): OtherModels {
  const editor = useEditor()
  const version = usePart(catalogueStore, (catalogue) => catalogue.version)
  const category = type?.where === 'remote' ? type.category : null
  const [found, setFound] = useState<readonly FoundType[] | null>(null)
  useEffect(() => {
    if (category === null) return undefined
    let current = true
    host(editor)
      .request('catalogue.search', { query: '', category, limit: LIMIT })
      .then(({ types }) => {
        if (current) setFound(types)
      })
      .catch((thrown: unknown) => {
        if (!current) return
        setFound([])
        notifyFailedLoad(editor, thrown)
      })
    return () => {
      current = false
    }
  }, [editor, category, version])
  const engine = readEndpointType(type?.type ?? '')?.engine
  const isOwn = (one: FoundType): boolean => readEndpointType(one.type)?.engine === engine
  const others = (found ?? []).filter((one) => one.where === 'remote' && one.type !== type?.type)
  return {
    models: [...others.filter((one) => !isOwn(one)), ...others.filter(isOwn)],
    pending: category !== null && found === null,
  }
}
