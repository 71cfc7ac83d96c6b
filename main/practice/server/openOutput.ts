import { formatOf, mimeTypes } from '../draw/index.ts'
import type { PracticeContext } from './context.ts'

/** The file at an address of an output, or why there is none. */
export async function openOutput(
  { queue, pictures }: Pick<PracticeContext, 'queue' | 'pictures'>,
  {
    requestId,
    index,
    ending,
  }: { readonly requestId: string; readonly index: number; readonly ending: string },
): Promise<{ readonly bytes: Buffer; readonly mime: string } | 'none' | 'expired'> {
  const request = queue.find(requestId)
  const order = request === null ? null : pictures.orderOf(request)
  const made = request?.state.phase === 'completed' && request.state.error === null
  if (request === null || order === null || !made || index >= order.amount || ending !== formatOf(order))
    return 'none'
  try {
    const { bytes, format } = await pictures.open(request, index)
    return { bytes, mime: mimeTypes[format] }
  } catch {
    // It could be drawn once, so one of its inputs has been dropped since.
    return 'expired'
  }
}
