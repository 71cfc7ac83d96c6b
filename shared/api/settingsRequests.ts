import { z } from 'zod'
import { KeyState, Settings } from './records.ts'
import { Empty, request } from './request.ts'

/** What the editor may ask of the host about its settings, and the secrets that go in and never come out. */
export const settingsRequests = {
  /** A new address takes no key along. Rejects with `egress.refused`, `input.invalid`, `cancelled` where a person was asked. */
  'settings.change': request(Settings.partial(), Settings),
  /** Keeps a key for the address that is set, for this session, or, with `remember`, in a file that only this user can read.
   *  `origin` is the address that it was entered for. Rejects with `account.key` where it can be none, or another is set. */
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
  /** The engine that is set has refused jobs, for its key or its balance: the next ones are sent to it again. */
  'account.retry': request(Empty, Empty),
  /** The bucket's keys, kept as the key is, for the bucket that is set; `endpoint` is the one that they were entered for. Rejects with `account.key`, `file.unwritable`. */
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
