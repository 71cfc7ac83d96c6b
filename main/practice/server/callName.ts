import type { FaultyCall } from '../faults/fault.ts'

/** The kinds of call that are counted, and `none`, which is not. */
export type CallName = FaultyCall | 'input' | 'sample' | 'none'
