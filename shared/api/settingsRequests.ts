import { z } from 'zod'
import { KeyState, Settings } from './records.ts'
import { Empty, request } from './request.ts'

/** Requests about the host's settings, and about secrets, which can be set but never read. */
export const settingsRequests = {
  /**
   * A new address does not inherit a key. Rejects with `egress.refused`, `input.invalid`, or `cancelled` if the user
   * declined.
   */
  'settings.change': request(Settings.partial(), Settings),
  /**
   * Stores a key for the current address, for this session or, with `remember`, in a file that only this user can read.
   * `origin` is the address that it was entered for. Rejects with `account.key` if it is malformed or the address has
   * changed.
   */
  'key.set': request(
    z.object({
      key: z.string().min(1).max(1000),
      remember: z.boolean(),
      origin: z.string().max(2000).optional(),
    }),
    KeyState,
  ),
  'key.forget': request(Empty, KeyState),
  /** Asks for the balance, which costs nothing. Rejects with `account.key`, `engine.*`. */
  'key.test': request(Empty, z.object({ balance: z.number(), currency: z.string() })),
  /** The current engine has refused jobs because of its key or its balance: sends it the next ones again. */
  'account.retry': request(Empty, Empty),
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
