import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// The one direction of imports: app -> features -> ui, lib, api. Other folders are reached through
// '@/', so that a path shows which layer it belongs to; features never see each other.
const parent = { regex: '^\\.\\./', message: "Reach other folders through '@/'." };
const layer = (names) => ({
  regex: `^@/(${names.join('|')})(/|$)`,
  message: 'Imports go app -> features -> ui, lib, api; no feature imports another.',
});
const restrict = (patterns) => ({
  'no-restricted-imports': ['error', { patterns }],
});

export default tseslint.config(
  {
    ignores: [
      'public',
      'dist',
      'node_modules',
      'playwright-report',
      'test-results',
      'src/api/schema.d.ts',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      '@typescript-eslint/consistent-type-imports': 'error',
      // Advice for the React compiler, which does not run here.
      'react-hooks/incompatible-library': 'off',
      'no-console': 'error',
    },
  },
  { files: ['src/**/*.{ts,tsx}'], rules: restrict([parent]) },
  { files: ['src/features/**'], rules: restrict([parent, layer(['app', 'features'])]) },
  { files: ['src/ui/**'], rules: restrict([parent, layer(['app', 'features', 'api'])]) },
  { files: ['src/lib/**'], rules: restrict([parent, layer(['app', 'features', 'ui'])]) },
  { files: ['src/api/**'], rules: restrict([parent, layer(['app', 'features', 'ui', 'lib'])]) },
  {
    files: ['scripts/**', '*.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
    rules: { 'no-console': 'off' },
  },
);
