import '@/app/styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '@/app/providers';
import { preferredLanguage, setLanguage } from '@/lib/i18n';
import { watchTheme } from '@/lib/theme';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root');

watchTheme();
await setLanguage(preferredLanguage());
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
