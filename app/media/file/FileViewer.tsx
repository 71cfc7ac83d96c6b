import type { ViewerProps } from '../mediaProps.ts'
import { NotShown } from '../NotShown.tsx'

/** A file of any other format, which can only be saved. */
export function FileViewer({ media }: ViewerProps) {
  return <NotShown media={media} why="" />
}
