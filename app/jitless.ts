import { z } from 'zod'

// Must run before any schema is used: otherwise zod tests whether it may create functions from text, which the page's
// policy forbids.
z.config({ jitless: true })
