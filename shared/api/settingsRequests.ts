import { z } from 'zod'
import { EngineId } from '../catalogue/engineId.ts'
import { KeyState, Settings } from './records.ts'
import { Empty, request } from './request.ts'

const OfEngine = z.object({ engine: EngineId })
const Key = z.string().min(1).max(1000)
const Origin = z.string().max(2000)

/** What an engine says of an accepted key: the balance in `currency`; null if it does not say. */
export const KeyTest = z.object({ balance: z.number().nullable(), currency: z.string() })
export type KeyTest = z.infer<typeof KeyTest>

/** Requests about the host's settings, and about secrets, which can be set but never read. */
export const settingsRequests = {
  /**
   * Of `engines` only what is given changes. A new address does not inherit a key. Rejects with `egress.refused`, `input.invalid`, or `cancelled` if the user
   * declined.
   */
  'settings.change': request(Settings.partial(), Settings),
  /**
   * Stores a key for the engine's current address, for this session or, with `remember`, in a file that only this user can read.
   * `origin` is the address that it was entered for. Rejects with `account.key` if it is malformed or the address has
   * changed.
   */
  'key.set': request(
    z.object({
      engine: EngineId,
      key: Key,
      remember: z.boolean(),
      origin: Origin.optional(),
    }),
    KeyState,
  ),
  /** Shows the folder that saved images go to, and makes it if there is none. Rejects with `input.invalid` where the host cannot. */
  'settings.openFolder': request(Empty, Empty),
  'key.forget': request(OfEngine, KeyState),
  /**
   * Asks the engine whether it accepts its key, or `key` without storing it, which costs nothing, with the balance if it
   * says so. `origin` is the address that `key` was entered for. Rejects with `account.key`, `engine.*`.
   */
  'key.test': request(OfEngine.extend({ key: Key.optional(), origin: Origin.optional() }), KeyTest),
  /** The engine has refused jobs because of its key or its balance: sends it the next ones again. */
  'account.retry': request(OfEngine, Empty),
  /**
   * The bucket's keys, stored like the API key, for the current bucket; `endpoint` is the one that they were entered
   * for. Rejects with `account.key`, `file.unwritable`.
   */
  'bucket.setKeys': request(
    z.object({
      accessKeyId: z.string().min(1).max(200),
      secretAccessKey: z.string().min(1).max(500),
      remember: z.boolean(),
      endpoint: z.string().max(500).optional(),
    }),
    KeyState,
  ),
  'bucket.forgetKeys': request(Empty, KeyState),
  'bucket.state': request(Empty, KeyState),
  /** Writes, fetches and removes a small object. Rejects with `media.unsendable`, `account.key`, `input.invalid`. */
  'bucket.test': request(Empty, Empty),
} as const
