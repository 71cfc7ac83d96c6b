import type { Viewport } from '../workflow.ts'
import { type Edit, withField, withFields } from './edit.ts'

/** `null`: no name. */
export const renameWorkflow =
  (name: string | null): Edit =>
  (workflow) =>
    withField(workflow, 'name', name ?? undefined)

/** Fields of the view that are not given stay. */
export const setViewport =
  (viewport: Viewport): Edit =>
  (workflow) =>
    withField(
      workflow,
      'viewport',
      workflow.viewport === undefined ? viewport : withFields(workflow.viewport, viewport),
    )
