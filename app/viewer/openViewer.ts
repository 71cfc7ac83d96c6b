import type { ResultRow } from '#shared/ipc/records.ts'
import { show } from '../stores/view.ts'
import { viewerStore } from './viewerStore.ts'

export function openViewer(sha256: string): void {
  viewerStore.setState({ compare: 'off', other: null, view: null, trail: [] })
  show({ viewer: sha256 })
}

/** Opens two results beside each other: the older one at the left, for that is what people call before. */
export function openCompare(one: ResultRow, other: ResultRow): void {
  const [before, after] = one.at <= other.at ? [one, other] : [other, one]
  viewerStore.setState({ compare: 'slider', other: before.media.sha256, view: null, trail: [] })
  show({ viewer: after.media.sha256 })
}
