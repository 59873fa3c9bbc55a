import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router';
import { router } from '@/app/router';
import { Problem } from '@/lib/problem';
import { session } from '@/lib/session';
import { useTheme } from '@/lib/theme';
import { toast, Toaster } from '@/ui/toast';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      retry: (failures, error) => failures < 2 && !(error instanceof Problem && !error.isTemporary),
    },
  },
  mutationCache: new MutationCache({
    // A change that shows its own errors says so in its meta; every other failure is told here.
    onError: (error, _variables, _context, mutation) => {
      if (mutation.meta?.ownErrors !== true) toast.problem(error);
    },
  }),
});

// What one person saw must not be in memory for the next one at the same desk.
session.subscribe(() => {
  if (!session.get()) client.clear();
});

export function App() {
  const { dark } = useTheme();
  return (
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
      <Toaster dark={dark} />
    </QueryClientProvider>
  );
}
