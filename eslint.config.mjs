import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { folderImports } from './scripts/folder-imports.mjs';

const timers = ['setTimeout', 'setInterval', 'setImmediate'].map((name) => ({
  name,
  message: 'Time is a dependency: take a Clock (bridge/ports/clock.ts).',
}));

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'node_modules/', '.tap/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { partyline: { rules: { 'folder-imports': folderImports } } },
    rules: {
      'partyline/folder-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      // Array indexes are checked by noUncheckedIndexedAccess; hot loops state what they know with `!`.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: true },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: [
      'bridge/**/*.ts',
      'ivr/**/*.ts',
      'portal/**/*.ts',
      'recordings/**/*.ts',
      'config/**/*.ts',
    ],
    rules: {
      'no-restricted-globals': ['error', ...timers],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take a Clock (bridge/ports/clock.ts).' },
        { object: 'Math', property: 'random', message: 'Take a Random (bridge/ports/random.ts).' },
        {
          object: 'process',
          property: 'env',
          message: 'Only the command line reads the environment.',
        },
      ],
    },
  },
  {
    // The adapters of time itself, and the media worker, whose clock is the tick.
    files: ['bridge/system/**/*.ts', 'bridge/media/worker/tick-clock.ts'],
    rules: { 'no-restricted-globals': 'off', 'no-restricted-properties': 'off' },
  },
  {
    files: ['test/**/*.ts', 'scripts/**/*.ts'],
    rules: {
      // t.test() keeps its own order; its promise need not be awaited.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafePromises: [
            { from: 'package', name: 'PromiseWithSubtest', package: '@tapjs/core' },
          ],
        },
      ],
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      'no-console': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
