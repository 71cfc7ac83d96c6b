import type { Viewport } from '../workflow.ts'
import { type Edit, withField } from './edit.ts'

/** `null`: no name. */
export const renameWorkflow =
  (name: string | null): Edit =>
  (workflow) =>
    withField(workflow, 'name', name ?? undefined)

export const setViewport =
  (viewport: Viewport): Edit =>
  (workflow) =>
    withField(workflow, 'viewport', viewport)
