import fc from 'fast-check';

/**
 * The seed of all that tests draw by chance. It is the same each time, so that what passes here passes everywhere;
 * `SOUK_TEST_SEED=N npm test` looks elsewhere, and the long forms (`npm run torture`, `npm run fuzz:formats`) draw anew.
 */
export const SEED = Number(process.env['SOUK_TEST_SEED'] ?? 20_260_101);

// Required by .mocharc.cjs, before any test is read.
fc.configureGlobal({seed: SEED});
