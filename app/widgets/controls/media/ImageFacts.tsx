import { TriangleAlert } from 'lucide-react'
import { formatBytes } from '../../../base/formatBytes.ts'
import { enginesOfImage, tooLargeFor } from '../../../graph/values/tooLargeFor.ts'
import type { KnownMedia } from '../../../media/mediaProps.ts'
import { useView } from '../../../state/use.ts'
import { useTab } from '../../../state/useTab.ts'

interface ImageFactsProps {
  readonly node: string
  readonly media: KnownMedia
}

/** How large an image is, and a warning if the engine that gets it would refuse it. */
export function ImageFacts({ node, media }: ImageFactsProps) {
  // Joined to one text, so that it renders again only when other engines get the image.
  const engines = useTab(
    ({ workflow }, registry) => [...enginesOfImage(workflow, registry, node)].join(' '),
    '',
  )
  const engine = useView((view) => tooLargeFor(media, new Set(engines.split(' ').filter(Boolean)), view))
  const { bytes, width, height } = media
  if (bytes === undefined) return null
  const size = width === undefined || height === undefined ? '' : `${width} × ${height}`
  const facts = [size, formatBytes(bytes)].filter(Boolean).join(' · ')
  if (engine === null) return <span className="min-w-0 truncate text-[12px] text-dim">{facts}</span>
  const limit = engine.largestImage === undefined ? '' : ` (${formatBytes(engine.largestImage.bytes)})`
  const text = `Larger than ${engine.title} takes in a request${limit}. When you run, a smaller copy can be sent.`
  return (
    <span
      role="note"
      aria-label={`${facts}. ${text}`}
      title={text}
      className="flex min-w-0 items-center gap-1 text-[12px] text-amber"
    >
      <TriangleAlert size={12} aria-hidden className="shrink-0" />
      <span className="truncate">{facts}</span>
    </span>
  )
}
