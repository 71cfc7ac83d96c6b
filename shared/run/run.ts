import { z } from 'zod'
import { ErrorData } from '../errors.ts'
import type { Values } from '../ports/value.ts'
import { ItemPath, NodePath } from './address.ts'
import { Gap, ItemCount } from './gap.ts'

/** A value by port name. Its parts were checked where they were made; here only the outer shape is. */
const Outputs = z.custom<Values>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)

const At = z.number()

/** `partial`: something failed, and something was delivered. */
export const RunEnd = z.enum(['done', 'partial', 'failed', 'cancelled'])
export type RunEnd = z.infer<typeof RunEnd>

/**
 * Why a node of the run is skipped. `unused`: only a node that runs zero times, over an empty list, would have used it.
 */
export const SkipReason = z.enum(['failed', 'cancelled', 'muted', 'unused'])
export type SkipReason = z.infer<typeof SkipReason>

/**
 * How one item of a list has ended: `reused` if its result was cached, `missing` if a node before this one failed for
 * it.
 */
export const ItemEnd = z.enum(['done', 'reused', 'failed', 'cancelled', 'missing'])
export type ItemEnd = z.infer<typeof ItemEnd>

/**
 * The events of a run, in order. `at` is wall-clock milliseconds since 1970, `cost` is in US dollars (null: the engine
 * did not report it), `progress` is from 0 to 1. `run.finished` is always the last.
 */
export const RunEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run.started'),
    run: z.string(),
    workflow: z.string(),
    at: At,
    nodes: z.array(NodePath),
    /** The seeds that were drawn for this run, by node and port. */
    seeds: z.record(NodePath, z.record(z.string(), z.number())),
  }),
  /** The user is asked for a value of `input`; the step waits, and does not occupy a lane. */
  z.object({
    type: z.literal('step.asked'),
    node: NodePath,
    at: At,
    item: ItemPath,
    input: z.string(),
    words: z.string(),
    /** The node's other inputs. */
    inputs: Outputs,
  }),
  z.object({ type: z.literal('step.answered'), node: NodePath, at: At, item: ItemPath }),
  z.object({ type: z.literal('step.started'), node: NodePath, at: At, items: z.int().positive() }),
  z.object({
    type: z.literal('step.progress'),
    node: NodePath,
    at: At,
    item: ItemPath,
    progress: z.number().optional(),
    status: z.string().optional(),
    queuePosition: z.int().nonnegative().optional(),
    requestId: z.string().optional(),
    /** How much longer such a job usually takes, in milliseconds. */
    expected: z.number().positive().optional(),
  }),
  /** For a node that runs over a list: one of its items has ended. */
  z.object({
    type: z.literal('step.item'),
    node: NodePath,
    at: At,
    item: ItemPath,
    state: ItemEnd,
    /** For one that failed or is missing. */
    error: ErrorData.optional(),
  }),
  z.object({
    type: z.literal('step.done'),
    node: NodePath,
    at: At,
    outputs: Outputs,
    reused: z.boolean(),
    /** It ran once per item of a list: each output is a list. Absent if it ran once, and in older runs. */
    fanned: z.boolean().optional(),
    /** The items that are missing because nodes before it failed for them. Absent if none is. */
    gaps: z.array(Gap).optional(),
    got: ItemCount.optional(),
    cost: z.number().nullable(),
    /** Notes for the user besides its outputs, sentence by sentence. */
    notes: z.array(z.string()).optional(),
  }),
  z.object({
    type: z.literal('step.failed'),
    node: NodePath,
    at: At,
    error: ErrorData,
    /** For a node that ran over a list: the items that failed, and the outputs of the others. */
    items: z.array(z.object({ item: ItemPath, error: ErrorData })).optional(),
    /** How many items it ran over. Absent in events of earlier versions. */
    total: z.int().positive().optional(),
    outputs: Outputs.optional(),
    /** Present if the other items were delivered: all that are missing, those that nodes before it failed for, too. */
    gaps: z.array(Gap).optional(),
    got: ItemCount.optional(),
    cost: z.number().nullable(),
    notes: z.array(z.string()).optional(),
  }),
  z.object({ type: z.literal('step.skipped'), node: NodePath, at: At, because: SkipReason, of: NodePath }),
  z.object({
    type: z.literal('step.cancelled'),
    node: NodePath,
    at: At,
    /** For a node that ran over a list: the outputs of the items that completed nevertheless. */
    outputs: Outputs.optional(),
    cost: z.number().nullable(),
    /** A job of it had started and could not be cancelled: it continues at the engine and will be charged. */
    goesOn: z.literal(true).optional(),
  }),
  z.object({
    type: z.literal('run.finished'),
    state: RunEnd,
    at: At,
    cost: z.number().nullable(),
    outputs: z.record(NodePath, Outputs),
    /** By node: the items that are missing from its outputs. Absent if none is. */
    gaps: z.record(NodePath, z.array(Gap)).optional(),
  }),
])
export type RunEvent = z.infer<typeof RunEvent>
