import type { EngineCapabilities } from '#shared/catalogue/capabilities.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { KeyTest } from '#shared/api/settingsRequests.ts'
import type { Clock } from '#shared/services.ts'
import type { JobClient } from '#main/jobs/jobClient.ts'
import type { TokenBucketOptions } from '#main/jobs/tokenBucket.ts'
import type { Uploads } from '#main/jobs/sendMedia.ts'
import type { MediaLimits } from '#main/jobs/mediaLimits.ts'
import type { Download } from '#main/network/download.ts'
import type { Pace } from '#main/practice/pace.ts'
import type { PracticeEndpoint } from '#main/practice/validate/endpoint.ts'

/** How an engine is reached: with its key, or without one in practice. */
export interface ConnectOptions {
  /** The base of every call: all calls of an engine go there unless it is the engine's own address. */
  readonly base: URL
  /** Called before each call. Never sent anywhere but to the engine's own origins, or to `base`. */
  readonly token: () => string | null
  readonly clock: Clock
}

/** What an engine charges for a unit of an endpoint. */
export interface PublishedPrice {
  /** As a number that is read as it is written. */
  readonly price: number
  /** As published: `images`, `megapixels`, `second`. */
  readonly unit: string
  /** As in `USD`. */
  readonly currency: string
}

/** What an engine says about prices before a job. */
export interface EnginePrices {
  /**
   * The prices of these models, without those that have none. Costs nothing, and may take a call for each. Rejects as
   * the reading calls of a client do.
   */
  unitPrices(modelIds: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, PublishedPrice>>
}

/** A connection to an engine: everything that its jobs need of it. */
export interface EngineConnection {
  readonly client: JobClient
  /** Fetches outputs, and the pictures that users name by an address. */
  readonly download: Download
  /** Whether the engine can fetch `address` as an output of its own, so that it need not be uploaded. */
  isOwnOutput(address: string): boolean
  /** Whether it accepts the key, at no cost. Rejects with `account.key` or `engine.*`. */
  testKey(): Promise<KeyTest>
  /**
   * Its endpoints, as far as they can be read, each unchecked; absent if it publishes none. Needs no key where the engine
   * asks for none. Rejects with `engine.*`.
   */
  catalogue?(): AsyncIterable<PublishedEntry>
  /** Null if it says nothing: as its capability `quote` declares. */
  readonly prices: EnginePrices | null
  /** How it takes files that are too large for a request; absent if only a bucket of the user's own can. */
  readonly uploads?: Uploads
  close(): void
}

/** One entry of an engine's catalogue. */
export interface PublishedEntry {
  /** Untrusted: an `Endpoint` if it is valid. */
  readonly endpoint: unknown
  /** Its price, if the catalogue has it: without it the engine is asked for the prices of all. */
  readonly price?: PublishedPrice
}

export interface PracticeSetting {
  /** Its endpoints. */
  readonly endpoints: readonly PracticeEndpoint[]
  /** Where it stores what it accepted, so that its jobs outlive this process. No other engine uses it. */
  readonly folder: string
  readonly pace: Pace
  /** How many of its jobs run in parallel. */
  readonly workers: number
}

/** An emulation of the engine's API on loopback. */
export interface PracticeServer {
  readonly url: string
  close(): Promise<void>
}

/**
 * Everything that distinguishes an engine. The rest of the program treats all of them alike: an engine is added by a
 * folder with this declaration, and its endpoints.
 */
export interface EngineDefinition {
  readonly id: EngineId
  readonly title: string
  /** Its place where engines are listed: the lowest comes first. */
  readonly order: number
  /** A sentence for a user who chooses whether to use it. */
  readonly help: string
  readonly key: {
    /** Environment variables; the first that is set counts. */
    readonly variables: readonly [string, ...string[]]
    /** The name of its file in the library's folder. */
    readonly file: string
    /** Where a user gets one. */
    readonly page: string
    /** Whether a text can be one. */
    readonly accepts: (text: string) => boolean
  }
  readonly address: {
    /** The environment variable that replaces all of its addresses. */
    readonly variable: string
    /** Its own. A stored key without an address belongs to it. */
    readonly standard: string
  }
  /** How many of its jobs run in parallel unless the user sets another number. */
  readonly concurrency: number
  /** Requests per second to one account, and the burst after a pause. */
  readonly budget: Pick<TokenBucketOptions, 'rate' | 'burst'>
  readonly capabilities: EngineCapabilities
  /** How media get to it, and how large they may be. */
  readonly media: MediaLimits
  /** Opens no connection yet. */
  connect(options: ConnectOptions): Promise<EngineConnection>
  readonly practice: {
    /** The name of its folder in the library's folder. */
    readonly folder: string
    start(setting: PracticeSetting): Promise<PracticeServer>
  }
}

/** Declares an engine: one file `engine.ts` in a folder of its own, exported as default. */
export const defineEngine = (definition: EngineDefinition): EngineDefinition => definition

/** Whether a text can be a key at all: other characters would end the header, or begin another one. */
export const isKey = (text: string): boolean => /^[\x21-\x7E]{1,1000}$/.test(text)
