import type { OwnPicture } from '../../graph/layout/ownPicture.ts'
import { ownPictureOf } from '../../graph/layout/ownPicture.ts'
import { inputsOf, nodesOf } from '../../state/connections.ts'
import { useTab } from '../../state/useTab.ts'

/** The picture that a node holds itself and only passes on; null if there is none. */
export function useOwnPicture(id: string): OwnPicture | null {
  // Joined to one text, so that the card renders again only when it changes.
  const found = useTab(({ workflow }, registry) => {
    const node = nodesOf(workflow).get(id)
    const own =
      node === undefined ? null : ownPictureOf(registry.get(node.type), node, inputsOf(workflow, id))
    return own === null ? '' : `${own.sha256} ${own.input}`
  }, '')
  if (found === '') return null
  const [sha256 = '', ...input] = found.split(' ')
  return { sha256, input: input.join(' ') }
}
