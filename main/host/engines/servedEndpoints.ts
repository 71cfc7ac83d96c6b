import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import { plainInput } from '#shared/endpoint/plainInput.ts'
import type { PracticeEndpoint } from '../../practice/validate/endpoint.ts'

/** Endpoints for the practice engine, which checks inputs with the schemas as nodes read them. */
export const servedEndpoints = (endpoints: readonly Endpoint[]): readonly PracticeEndpoint[] =>
  endpoints.map((endpoint) => ({ ...endpoint, fields: plainInput(endpoint.input) }))
