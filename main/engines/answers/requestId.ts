import { z } from 'zod'

/** An engine's id of a job: it is safe in a path. */
export const RequestId = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/)
export type RequestId = z.infer<typeof RequestId>

/** Whether a model id is a safe path: up to eight names between slashes. */
export function isModelPath(modelId: string): boolean {
  const segments = modelId.split('/')
  const plain = segments.every((segment) => /^[A-Za-z0-9._-]+$/.test(segment) && !/^\.+$/.test(segment))
  return plain && segments.length <= 8
}
