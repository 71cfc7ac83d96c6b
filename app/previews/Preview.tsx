import type { Step } from '#shared/run/reduceRun.ts'
import { mediaUrl } from '../host.ts'
import { show } from '../stores/view.ts'
import { previewHeight, previewOf } from './previewSize.ts'

/** What a step made, at the width of its card in pixels at 100 %. As high as `previewHeight` says. */
export function StepPreview({ step, width }: { readonly step: Step; readonly width: number }) {
  if (!('outputs' in step)) return null
  const preview = previewOf(step.outputs, width)
  if (preview.kind === 'none') return null
  const height = previewHeight(preview, width)
  if (preview.kind === 'text')
    return (
      <p
        className="nowheel m-0 overflow-auto px-3 py-2 leading-[18px] whitespace-pre-wrap"
        style={{ height }}
      >
        {preview.text}
      </p>
    )
  return (
    <div
      className="grid gap-[2px]"
      style={{ height, gridTemplateColumns: `repeat(${preview.columns}, minmax(0, 1fr))` }}
    >
      {preview.pictures.map(({ sha256, kind, width: across, height: down }, index) => (
        <img
          key={`${sha256} ${index}`}
          src={mediaUrl(sha256, 512)}
          alt={across === null ? kind : `${kind}, ${across} by ${down} pixels`}
          className="h-full min-h-0 w-full object-cover"
          draggable={false}
          loading="lazy"
          onDoubleClick={() => show({ viewer: sha256 })}
        />
      ))}
    </div>
  )
}
