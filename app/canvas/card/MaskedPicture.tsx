import type { NodeType } from '#shared/nodes/defineNode.ts'
import { readPainting } from '#shared/mask/painting.ts'
import { previewOf } from '#shared/mask/previewOf.ts'
import { mediaUrl } from '../../base/host.ts'
import { useEditor } from '../../base/useEditor.ts'
import { overlaidMask } from '../../graph/layout/comparison.ts'
import { useIncoming } from '../../state/mask/useIncoming.ts'
import type { Result } from '../../state/results/results.ts'
import { useNode } from '../../state/useTab.ts'
import { ViewerButton } from './ViewerButton.tsx'

interface MaskedPictureProps {
  readonly id: string
  readonly type: NodeType
  readonly result: Result | null
}

/** The picture that is painted on, with the painted mask over it: what somebody has painted last, before a run too. */
export function MaskedPicture({ id, type, result }: MaskedPictureProps) {
  const editor = useEditor()
  const [painted = ''] = Object.entries(type.inputs).find(([, { control }]) => control.kind === 'mask') ?? []
  const value = useNode(id, ({ values }) => values?.[painted], undefined)
  const incoming = useIncoming(id, type.overlays?.picture ?? '', painted)
  const made = result === null ? null : overlaidMask(type, result.outputs)
  const picture = incoming.kind === 'known' ? incoming.picture.sha256 : made?.picture.sha256
  if (picture === undefined) return null
  const read = readPainting(value)
  const preview = read.ok ? previewOf(read.painting) : null
  const mask =
    preview !== null
      ? `data:image/png;base64,${preview}`
      : made === null
        ? null
        : mediaUrl(editor, made.mask.sha256, 512)
  return (
    <div className="group/picture relative size-full">
      <img
        src={mediaUrl(editor, picture, 512)}
        alt="The picture to paint on"
        className="block size-full object-cover"
        draggable={false}
        loading="lazy"
      />
      {mask !== null && (
        <div
          role="img"
          aria-label="Painted mask"
          className="painted-mask absolute inset-0"
          style={{ maskImage: `url("${mask}")` }}
        />
      )}
      {made !== null && <ViewerButton sha256={made.mask.sha256} what="mask" />}
    </div>
  )
}
