import { AppError } from '#shared/errors.ts'

/** The reason with which this process leaves its jobs as they are: nothing is cancelled, the next one takes them up. */
const abandoned = new AppError(
  'cancelled',
  'Patchbay ended while this job was running; it continues at the engine.',
)

/** The reason with which one job is left as it is, because the user detaches its request. */
export const released = new AppError('cancelled', 'The request of this job was detached.')

export const abandon = (controller: AbortController): void => controller.abort(abandoned)

export const isAbandoned = (signal: AbortSignal): boolean =>
  signal.aborted && (signal.reason === abandoned || signal.reason === released)
