import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { ResultRow, ResultDetails } from '#shared/api/records.ts'
import type { Media } from '#shared/ports/value.ts'
import { formatDollars, formatTime } from '#shared/measures.ts'
import { nameType } from '#shared/nodes/nameType.ts'
import { seedOf } from '../base/media/fileName.ts'
import { formatClock } from '../media/formatClock.ts'
import { formatOf } from '../media/formatOf.ts'
import { formatBytes } from '../base/formatBytes.ts'

/** One known fact about a picture. */
export interface Fact {
  readonly label: string
  readonly value: string
  /** Whether it is worth copying. */
  readonly copy: boolean
}

const fact = (label: string, value: string | null, copy = false): readonly Fact[] =>
  value === null || value === '' ? [] : [{ label, value, copy }]

/** What made a picture, with duration and cost; unknown facts are left out. `type` is the type of its node. */
export function factsOf(
  { row, source, reuses }: Pick<ResultDetails, 'row' | 'source' | 'reuses'>,
  type: NodeType | undefined,
  titleOf: (engine: EngineId) => string,
): readonly Fact[] {
  if (row === null)
    return source === null ? [] : fact(source.from === 'file' ? 'File' : 'Address', source.name)
  const seed = seedOf(row, type)
  return [
    ...fact('Workflow', row.workflowName),
    ...fact('Node', row.nodeTitle),
    ...fact('Type', type !== undefined && type.title !== row.nodeTitle ? nameType(type) : null),
    ...fact('Model', row.modelId),
    ...fact('Seed', seed === null ? null : String(seed), true),
    ...fact('Request', row.requestId, true),
    ...fact('Engine', row.engine === null ? 'This machine' : titleOf(row.engine)),
    ...fact('Mode', row.mode === 'practice' ? 'Practice' : null),
    ...fact('Made', new Date(row.at).toLocaleString()),
    ...fact('Took', row.took === null ? null : formatTime(row.took)),
    ...fact('Cost', costText(row)),
    ...fact('Used again', reuses === 0 ? null : `${reuses === 1 ? 'Once' : `${reuses} times`}, at no charge`),
  ]
}

/** The cost that the engine reported; local work and practice cost nothing. */
export function costText({ cost, mode, modelId }: Pick<ResultRow, 'cost' | 'mode' | 'modelId'>): string {
  if (mode === 'practice' || modelId === null) return 'Nothing'
  return cost === null ? 'Not reported by the engine' : formatDollars(cost)
}

/** The facts of a picture as a file. */
export function fileFactsOf(media: Media): readonly Fact[] {
  const { width, height, duration, fps, bytes, mime, path } = media
  return [
    ...fact('Size', width === undefined || height === undefined ? null : `${width} × ${height} pixels`),
    ...fact('Duration', duration === undefined ? null : formatClock(duration)),
    ...fact('Frames', fps === undefined ? null : `${Number(fps.toFixed(2))} per second`),
    ...fact('File', `${formatBytes(bytes)}, ${formatOf(mime)}`),
    ...fact('Saved as', path ?? null),
    ...fact('SHA-256', media.sha256, true),
  ]
}
