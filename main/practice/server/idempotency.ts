import type { IncomingHttpHeaders } from 'node:http'
import type { LedgerEntry } from '../requests/request.ts'
import type { PracticeContext } from './context.ts'

/**
 * What the header `Idempotency-Key` of a submit asks for. `new`: nothing was submitted with this key yet; without a key,
 * or where the engine has no such capability, it is null. `conflict`: the key was used for something else.
 */
export type KeyedSubmit =
  | { readonly kind: 'new'; readonly key: string | null }
  | { readonly kind: 'replayed'; readonly entry: LedgerEntry }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'conflict' }

const keyPattern = /^[\x21-\x7e]{1,255}$/

/** Finds the earlier submit with the same key, endpoint and body. */
export function readKey(
  { capabilities, ledger }: Pick<PracticeContext, 'capabilities' | 'ledger'>,
  headers: IncomingHttpHeaders,
  { modelId, bodySha256 }: Pick<LedgerEntry, 'modelId' | 'bodySha256'>,
): KeyedSubmit {
  const key = headers['idempotency-key']
  if (!capabilities.idempotencyKey || typeof key !== 'string') return { kind: 'new', key: null }
  if (!keyPattern.test(key)) return { kind: 'malformed' }
  const entry = ledger.find(({ idempotencyKey }) => idempotencyKey === key)
  if (entry === undefined) return { kind: 'new', key }
  return entry.modelId === modelId && entry.bodySha256 === bodySha256
    ? { kind: 'replayed', entry }
    : { kind: 'conflict' }
}

/** The header of an answer that repeats an earlier one. */
export const replayedHeader = { 'idempotent-replayed': 'true' } as const
