import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = process.env.MCE_API_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: false,
    rolldownOptions: {
      output: {
        // A handful of files instead of fifty: what every page needs, what opens on a press, forms.
        codeSplitting: {
          groups: [
            {
              name: 'vendor',
              test: /node_modules\/(react|react-dom|scheduler|react-router|cookie|set-cookie-parser|@tanstack\/(react-query|query-core))\//,
              priority: 30,
            },
            {
              name: 'popups',
              test: /node_modules\/(radix-ui|@radix-ui\/(?!react-slot|react-compose-refs)|@floating-ui|aria-hidden|react-remove-scroll|react-remove-scroll-bar|react-style-singleton|use-callback-ref|use-sidecar|get-nonce)\//,
              priority: 20,
            },
            { name: 'schemas', test: /node_modules\/zod\//, priority: 20 },
            {
              name: 'base',
              test: /node_modules\/(@radix-ui\/react-slot|@radix-ui\/react-compose-refs|lucide-react|clsx|tailwind-merge|class-variance-authority)\/|src\/lib\/(?!i18n\/pt-br)|src\/ui\/(avatar|badge|button|checkbox|copy-field|empty-state|field|form|input|page|progress|skeleton|status-badge|tags-input|time|toast)\.tsx/,
              priority: 10,
            },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': { target: server, changeOrigin: false } },
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});
