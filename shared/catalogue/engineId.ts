import { z } from 'zod'

/**
 * The name of an engine, as in the types of its nodes and in stored jobs. Any name that could be one: files and
 * libraries may name engines that this version does not have. What differs between engines is declared by each, so
 * nothing compares names.
 */
export const EngineId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)
export type EngineId = z.infer<typeof EngineId>

/** The engine of whatever was stored before there were others. */
export const firstEngine: EngineId = 'runcomfy'
